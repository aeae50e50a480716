using System.Text.Json.Nodes;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Naming;
using Daypass.Mcp.Safety;
using Daypass.Mcp.Tests.Support;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Iam;

#pragma warning disable RS0030 // A fixed seed: the same rules and parameters every time.

namespace Daypass.Mcp.Tests;

/// <summary>The operator's rules hold for every way something can be named, and a rule that can match nothing stops the start.</summary>
public sealed class RuleTests(AgentWorld world) : IClassFixture<AgentWorld>, IDisposable
{
    private const string Account = AgentWorld.FirstAccount;
    private const string AllowAll = """{"effect":"allow","command":"*"}""";

    private readonly Desk _desk = new(world);

    /// <summary>Every parameter of every operation by which something can be named, with the name of the part of a rule that has to see it.</summary>
    public static TheoryData<string, string, string> Ways
    {
        get
        {
            var ways = new TheoryData<string, string, string>();
            foreach (var operation in OperationCatalogue.List(Service.Sts).Concat(OperationCatalogue.List(Service.Iam)))
            {
                foreach (var member in operation.Input)
                {
                    if (PartOf(operation.Name, member.Name) is { } part)
                    {
                        ways.Add(operation.Permission, member.Name, part);
                    }
                }
            }

            return ways;
        }
    }

    public void Dispose() => _desk.Dispose();

    [Theory, MemberData(nameof(Ways))]
    public void What_is_denied_is_found_in_every_parameter(string command, string parameter, string part)
    {
        var operation = OperationCatalogue.Find(command.Split(':')[1], command.StartsWith("iam", StringComparison.Ordinal) ? Service.Iam : Service.Sts)!;
        foreach (var pattern in Patterns(part))
        {
            var policy = Parse($$"""{"rules":[{{AllowAll}},{"effect":"deny","{{part}}":"{{pattern}}"}]}""");
            foreach (var value in Values(operation.Name, parameter, part))
            {
                Assert.True(Decide(policy, operation, Fill(operation, parameter, value)) == AgentVerdict.Deny,
                    $"{command} {parameter}={value} is not denied by {pattern}");
            }

            foreach (var value in Values(operation.Name, parameter, part, name: "harmless"))
            {
                Assert.True(
                    Decide(policy, operation, Fill(operation, parameter, value)) == AgentVerdict.Allow || IsHidden(operation.Name),
                    $"{command} {parameter}={value} is denied by {pattern}");
            }
        }
    }

    [Fact]
    public void Fuzzed_rules_and_parameters_agree_with_a_plain_comparison()
    {
        var random = new Random(22);
        string Word() => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => "abAB-1"[random.Next(6)]));
        var operations = OperationCatalogue.List(Service.Iam)
            .Where(static operation => operation.Input.Any(static member => member.Name is "RoleName" or "UserName")).ToList();
        for (var round = 0; round < 5_000; round++)
        {
            var operation = operations[random.Next(operations.Count)];
            var (parameter, part) = operation.Input.Any(static member => member.Name == "RoleName") ? ("RoleName", "role") : ("UserName", "user");
            var (name, stem) = (Word(), Word());
            var pattern = random.Next(4) switch { 0 => stem, 1 => stem + "*", 2 => "*" + stem, _ => "?" + stem };
            var policy = Parse($$"""{"rules":[{{AllowAll}},{"effect":"deny","{{part}}":"arn:aws:iam::{{Account}}:{{part}}/{{pattern}}"}]}""");
            var (lowName, lowStem) = (name.ToLowerInvariant(), stem.ToLowerInvariant());
            var expected = pattern[0] == '*' ? lowName.EndsWith(lowStem, StringComparison.Ordinal)
                : pattern[0] == '?' ? lowName.Length == stem.Length + 1 && lowName.EndsWith(lowStem, StringComparison.Ordinal)
                : pattern[^1] == '*' ? lowName.StartsWith(lowStem, StringComparison.Ordinal)
                : lowName == lowStem;
            var verdict = Decide(policy, operation, Fill(operation, parameter, name));
            Assert.True(!expected || verdict == AgentVerdict.Deny, $"{operation.Name} {parameter}={name} is not denied by {pattern}");
            Assert.True(expected || verdict == AgentVerdict.Allow || IsHidden(operation.Name), $"{operation.Name} {parameter}={name} is denied by {pattern}");
        }
    }

    [Fact]
    public void Two_patterns_overlap_when_some_text_fits_both()
    {
        var random = new Random(7);
        string Pattern() => string.Concat(Enumerable.Range(0, random.Next(0, 5)).Select(_ => "ab*?"[random.Next(4)]));
        List<string> texts = [""];
        for (var length = 0; length < 6; length++)
        {
            texts.AddRange(texts.Where(text => text.Length == length).SelectMany(static text => new[] { text + "a", text + "b" }).ToList());
        }

        for (var round = 0; round < 3_000; round++)
        {
            var (one, other) = (Pattern(), Pattern());
            Assert.Equal(
                texts.Exists(text => Wildcards.Fits(one, text, caseCounts: true) && Wildcards.Fits(other, text, caseCounts: true)),
                Wildcards.Overlap(one, other));
        }
    }

    [Theory]
    [InlineData("""{"effect":"deny","command":"IAM:DeletRole"}""", "no command is called \"IAM:DeletRole\". Did you mean iam:DeleteRole?")]
    [InlineData("""{"effect":"allow","command":"assumerole"}""", "Did you mean AssumeRole?")]
    [InlineData("""{"effect":"allow","command":"s3:*"}""", "no command is called \"s3:*\"")]
    [InlineData("""{"effect":"deny","role":"arn:aws:iam::11112222333:role/deploy"}""", "an account has twelve digits")]
    [InlineData("""{"effect":"deny","role":"arn:aws:iam:eu-west-1:111122223333:role/deploy"}""", "has a region")]
    [InlineData("""{"effect":"deny","role":"arn:aws:sts::111122223333:role/deploy"}""", "is no ARN of IAM")]
    [InlineData("""{"effect":"deny","role":"arn:aws:iam::111122223333:roles/deploy"}""", "did you mean …:role/NAME?")]
    [InlineData("""{"effect":"deny","user":"arn:aws:iam::111122223333:role/deploy"}""", "did you mean …:user/NAME?")]
    [InlineData("""{"effect":"deny","policy":"arn:aws:iam::amazon:policy/AdministratorAccess"}""", "an account has twelve digits")]
    [InlineData("""{"effect":"deny","provider":"arn:aws:iam::111122223333:oidc/token.example"}""", "did you mean …:provider/NAME?")]
    [InlineData("""{"effect":"deny","role":"ad min"}""", "neither an ARN nor a name")]
    [InlineData("""{"effect":"deny","account":"11112222333"}""", "an account has twelve digits, here are 11")]
    [InlineData("""{"effect":"deny","endpoint":"sts.example.com"}""", "Did you mean \"https://sts.example.com\"?")]
    [InlineData("""{"effect":"deny","command":"ListRoles","group":"admins"}""", "none of its commands names a group")]
    public void A_rule_that_can_match_nothing_stops_the_start(string rule, string sentence)
    {
        AgentPolicy.Parse("{\n \"rules\": [\n  " + AllowAll + ",\n  " + rule + "\n ]\n}", out var error);
        Assert.StartsWith("rule 2 in line 4: ", error, StringComparison.Ordinal);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_says_which_rule_is_futile()
    {
        var file = _desk.Write("agent.json", """{"rules":[{"effect":"deny","command":"IAM:DeletRole"}]}""");
        var (code, output, errors) = await Programs.Run(_desk, "", "dotnet", Programs.Agent, "--policy", file);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("rule 1 in line 1: no command is called \"IAM:DeletRole\". Did you mean iam:DeleteRole?", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--profile=nosuch", "nosuch")]
    [InlineData("--endpoint-url=foo", "--endpoint-url")]
    [InlineData("--audit-log=/proc/x/y", "The audit file /proc/x/y cannot be written")]
    public async Task What_will_never_work_stops_the_start(string argument, string sentence)
    {
        var (code, output, errors) = await Programs.Run(_desk, "", "dotnet", Programs.Agent, argument);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_a_rule_depends_on_is_looked_up()
    {
        await world.Server.Api.Get(
            new CreateRoleRequest { RoleName = "quiet", Path = "/admin-team/",
                AssumeRolePolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""" },
            world.Admin);
        await world.NewRole("loud");
        await using var client = await AgentClient.Start(_desk, policy: $$"""{"rules":[{{AllowAll}},{"effect":"deny","role":"arn:aws:iam::*:role/admin*"}]}""");
        Denied(await client.Call("IAMTool", "TagRole", new { RoleName = "quiet", Tags = new[] { new { Key = "a", Value = "b" } } }));
        Assert.True((bool)(await client.Call("IAMTool", "TagRole", new { RoleName = "loud", Tags = new[] { new { Key = "a", Value = "b" } } }))["success"]!);
        Denied(await client.Call("IAMTool", "DeleteRole", new { RoleName = "administrator" }));
    }

    [Fact]
    public async Task A_denied_policy_is_denied_attached_written_in_a_session_and_through_a_passed_role()
    {
        const string Admin = "arn:aws:iam::aws:policy/AdministratorAccess";
        await world.NewRole("carrier");
        await world.Server.Api.Get(new AttachRolePolicyRequest { RoleName = "carrier", PolicyArn = Admin }, world.Admin);
        await world.Server.Api.Get(new CreateInstanceProfileRequest { InstanceProfileName = "machines" }, world.Admin);
        await using var client = await AgentClient.Start(_desk, policy: $$"""{"rules":[{{AllowAll}},{"effect":"deny","policy":"*Administrator*"}]}""");
        Denied(await client.Call("IAMTool", "AttachRolePolicy", new { RoleName = "carrier", PolicyArn = Admin }));
        Denied(await client.Call("IAMTool", "AddRoleToInstanceProfile", new { RoleName = "carrier", InstanceProfileName = "machines" }));
        Denied(await client.Call("IAMTool", "CreatePolicy", new { PolicyName = "MyAdministrators", PolicyDocument = Document("s3:GetObject", "*") }));
        Denied(await client.Call("IAMTool", "PutRolePolicy",
            new { RoleName = "carrier", PolicyName = "administrator", PolicyDocument = Document("s3:GetObject", "*") }));
        Denied(await client.Sts("AssumeRole", new { RoleArn = AgentWorld.Role("carrier"), RoleSessionName = "s1", PolicyArns = new[] { Admin } }));
        Denied(await client.Call("IAMTool", "CreateUser", new { UserName = "u1", PermissionsBoundary = Admin }));
    }

    [Fact]
    public async Task A_denied_role_is_denied_inside_what_is_written()
    {
        await world.NewRole("writer");
        await using var client = await AgentClient.Start(_desk, policy: $$"""{"rules":[{{AllowAll}},{"effect":"deny","role":"arn:aws:iam::*:role/boss*"}]}""");
        foreach (var document in new[]
        {
            Document("sts:AssumeRole", AgentWorld.Role("boss")), Document("iam:PassRole", AgentWorld.Role("*")), Document("*", "*"),
                Document("iam:*", "arn:aws:iam::*:role/b*"),
        })
        {
            Denied(await client.Call("IAMTool", "PutRolePolicy", new { RoleName = "writer", PolicyName = "p", PolicyDocument = document }));
        }

        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{AgentWorld.Role("boss-2")}}"},"Action":"sts:*"}]}""";
        Denied(await client.Call("IAMTool", "UpdateAssumeRolePolicy", new { RoleName = "writer", PolicyDocument = trust }));
        foreach (var document in new[] { Document("s3:*", "*"), Document("sts:AssumeRole", AgentWorld.Role("worker")), Document("iam:List*", "*") })
        {
            var answer = await client.Call("IAMTool", "PutRolePolicy", new { RoleName = "writer", PolicyName = "p", PolicyDocument = document });
            Assert.True((bool)answer["success"]!, answer.ToJsonString());
        }
    }

    [Fact]
    public async Task A_denied_user_or_provider_is_denied_when_it_is_left_out_or_hidden_in_a_token()
    {
        await using var client = await AgentClient.Start(_desk,
            policy: $$"""{"rules":[{{AllowAll}},{"effect":"deny","user":"admin","command":"iam:*"},{"effect":"deny","provider":"*localhost*"}]}""");
        Denied(await client.Call("IAMTool", "CreateAccessKey"));
        Denied(await client.Call("IAMTool", "ListAccessKeys"));
        Denied(await client.Call("IAMTool", "ChangePassword", new { OldPassword = "old-Password-1", NewPassword = "new-Password-1" }));
        Denied(await client.Call("IAMTool", "GetAccessKeyLastUsed", new { AccessKeyId = _desk.Variables["AWS_ACCESS_KEY_ID"] }));
        Denied(await client.Sts(
            "AssumeRoleWithWebIdentity", new { RoleArn = await world.NewFederatedRole("by-token"), RoleSessionName = "s1", WebIdentityToken = world.Token() }));
    }

    [Fact]
    public async Task An_audit_log_that_cannot_be_written_stops_what_it_should_have_recorded()
    {
        await world.NewRole("unrecorded");
        Directory.CreateDirectory(_desk.AuditFile);
        await using var client = await AgentClient.Start(_desk, policy: $$"""{"rules":[{{AllowAll}}]}""");
        foreach (var answer in new[]
        {
            await client.Call("IAMTool", "TagRole", new { RoleName = "unrecorded", Tags = new[] { new { Key = "a", Value = "b" } } }),
            await client.Call("IAMTool", "ListRoles"),
            await client.Sts("GetCallerIdentity"),
            await client.Call("SessionTool", "SetSession", new { AwsRegion = "eu-west-1" }),
        })
        {
            Assert.Equal("AuditUnavailable", (string?)answer["error"]!["name"]);
            Assert.False(answer.ContainsKey("data"));
        }

        var role = (await world.Server.Api.Get(new GetRoleRequest { RoleName = "unrecorded" }, world.Admin)).Role;
        Assert.Empty(role!.Tags ?? []);
        Directory.Delete(_desk.AuditFile);
        Assert.Equal("us-east-1", (string?)(await client.Call("SessionTool", "GetSession"))["data"]!["AwsRegion"]);
    }

    [Fact]
    public async Task What_changes_something_is_written_down_before_and_after()
    {
        await world.NewRole("recorded-twice");
        await using var client = await AgentClient.Start(_desk);
        await client.Call("IAMTool", "TagRole", new { RoleName = "recorded-twice", Tags = new[] { new { Key = "a", Value = "b" } } });
        Assert.Equal(
            ["begun", "success"],
            _desk.Audit.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => (string?)JsonNode.Parse(line)!["outcome"]));
    }

    private static string? PartOf(string operation, string member) => member switch
    {
        "RoleName" or "RoleArn" => "role",
        "UserName" or "NewUserName" => "user",
        "GroupName" or "NewGroupName" => "group",
        "PolicyArn" or "PermissionsBoundary" or "PolicyArns" => "policy",
        "PolicyName" => "policy",
        "SAMLProviderArn" or "OpenIDConnectProviderArn" or "PrincipalArn" => "provider",
        "Name" when operation == "CreateSAMLProvider" => "provider",
        "Url" when operation == "CreateOpenIDConnectProvider" => "provider",
        "PolicySourceArn" or "CallerArn" or "Arn" => "user",
        _ => null,
    };

    private static string[] Patterns(string part) => part switch
    {
        "provider" => ["*admin*", "arn:aws:iam::*:*-provider/*admin*"],
        "policy" => ["*admin*", $"arn:aws:iam::{Account}:policy/*admin*", "ADMIN-1"],
        _ => ["*admin*", $"arn:aws:iam::*:{part}/*admin*", $"arn:aws:iam::{Account}:{part}/ADMIN-1", "admin-?"],
    };

    private static IEnumerable<string> Values(string operation, string parameter, string part, string name = "admin-1") => parameter switch
    {
        "Url" => [$"https://{name}.example"],
        "SAMLProviderArn" or "PrincipalArn" => [$"arn:aws:iam::{Account}:saml-provider/{name}"],
        "OpenIDConnectProviderArn" => [$"arn:aws:iam::{Account}:oidc-provider/{name}.example"],
        _ when parameter.EndsWith("Arn", StringComparison.Ordinal) || parameter is "PermissionsBoundary" or "PolicyArns" =>
            [$"arn:aws:iam::{Account}:{part}/{name}", $"arn:aws-cn:iam::{Account}:{part}/{name}"],
        _ => operation.Length > 0 ? [name, name.ToUpperInvariant()] : [],
    };

    private static MapValue Fill(OperationDescription operation, string parameter, string value)
    {
        var given = new MapValue();
        foreach (var member in operation.Input)
        {
            var text = member.Name == parameter ? value : member.Name switch
            {
                "RoleName" or "UserName" or "GroupName" or "PolicyName" => "harmless",
                "PolicyDocument" or "AssumeRolePolicyDocument" => Document("s3:GetObject", "*"),
                "RoleArn" => AgentWorld.Role("harmless"),
                _ => null,
            };
            if (text is not null)
            {
                given.Set(member.Name, member.Kind == MemberKind.List ? ListValue.From(new MapValue().Set(member.Element!.Members[0].Name, text))
                    : Value.From(text));
            }
        }

        return given;
    }

    // As after a look-up: what is named by name has no path.
    private static AgentVerdict Decide(AgentPolicy policy, OperationDescription operation, MapValue parameters) => policy.Decide(
        new PolicyQuestion(operation.Permission, CommandEffect.Change)
        {
            Named = EntityNames.Find(operation, parameters, $"arn:aws:iam::{Account}:user/agent", Account),
            Accounts = [Account],
        }).Verdict;

    private static bool IsHidden(string operation) => operation is "GetAccessKeyLastUsed" || operation.Contains("Delegat", StringComparison.Ordinal)
        || operation is "AcquireRole" or "GetHumanReadableSummary";

    private static AgentPolicy Parse(string json)
    {
        var policy = AgentPolicy.Parse(json, out var error);
        Assert.Null(error);
        return policy;
    }

    private static string Document(string action, string resource) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}]}""";

    private static void Denied(JsonObject answer) => Assert.True((string?)answer["error"]?["name"] == "DeniedByOperatorPolicy", answer.ToJsonString());
}
