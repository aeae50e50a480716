using System.Text.Json.Nodes;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Tests.Support;
using Daypass.Protocol.Iam;

namespace Daypass.Mcp.Tests;

/// <summary>What a person agrees to is what happens: everything that a call would do is in the question, whatever is put in front of it.</summary>
public sealed class ConsentTests(AgentWorld world) : IClassFixture<AgentWorld>, IDisposable
{
    private const string Harmless = """{"Sid":"ReadTheReportsOfTheMonth","Effect":"Allow","Action":"s3:GetObject","Resource":"RESOURCE"}""";
    private static readonly string Padding = Harmless.Replace("RESOURCE", "arn:aws:s3:::reports/" + new string('r', 600), StringComparison.Ordinal);

    private readonly Desk _desk = new(world);

    /// <summary>A call with something hidden in it, and the line that has to show it.</summary>
    public static TheoryData<string, string, string> Hidden { get; } = new()
    {
        // In policies that are written.
        { "PutRolePolicy", Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}"""), "[!] actions: EVERY ACTION (*)" },
        { "PutRolePolicy", Policy("""{"Effect":"Allow","Action":["s3:ListBucket","iam:PassRole"],"Resource":"*"}"""), "\"iam:PassRole\"" },
        { "PutRolePolicy", Policy("""{"Effect":"Allow","NotAction":"s3:DeleteBucket","Resource":"*"}"""),
            "[!] actions: EVERY ACTION EXCEPT \"s3:DeleteBucket\"" },
        { "PutRolePolicy", Policy("""{"Effect":"Allow","Action":"iam:*","NotResource":"arn:aws:iam::123456789012:user/x"}"""),
            "[!] on: EVERY RESOURCE EXCEPT " },
        { "PutRolePolicy", Policy("""{"Effect":"Allow","\u0041ction":"sts:AssumeRole","Resource":"arn:aws:iam::444455556666:role/boss"}"""),
            "\"sts:AssumeRole\"" },
        { "PutRolePolicy", Policy("""{"Effect":"Allow","Action":"\u0069am:Create*","Resource":"*"}"""), "[!] actions: \"iam:Create*\"" },
        {
            "PutRolePolicy", Policy(
                """{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":"x"}}}"""),
            "[!] only if \"aws:TagKeys\" ForAllValues:StringEquals \"x\" (also true when the request does not have it)"
        },
        {
            "PutRolePolicy", Policy(
                """{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*","Condition":{"StringLikeIfExists":{"aws:PrincipalTag/team":"*"}}}"""),
            "[!] only if \"aws:PrincipalTag/team\" StringLikeIfExists \"*\""
        },
        { "PutUserPolicy", Policy("""{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}/*"}"""),
            "[!] on: \"arn:aws:s3:::${aws:username}/*\"" },
        { "PutGroupPolicy", Policy("""{"Effect":"Allow","Action":"s3:Get?bject","Resource":"arn:aws:s3:::b/k"}"""), "[!] actions: \"s3:Get?bject\"" },
        { "CreatePolicy", Policy("""{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}"""), "[!] on: EVERY RESOURCE (*)" },
        { "CreatePolicyVersion", Policy("""{"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"arn:aws:iam::123456789012:user/root-like"}"""),
            "\"iam:CreateAccessKey\"" },
        { "PutRolePolicy", Policy("""{"Effect":"Deny","NotAction":"s3:GetObject","Resource":"*"}"""),
            "  DENIES\n    actions: EVERY ACTION EXCEPT \"s3:GetObject\"" },
        { "PutRolePolicy", Policy("{\"Effect\":\"Allow\"," + new string(' ', 3000) + new string('\n', 200) + "\"Action\":\"*\",\"Resource\":\"*\"}"),
            "[!] actions: EVERY ACTION (*)" },

        // In trust policies.
        { "CreateRole", Trust("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}"""), "[!] to: EVERYBODY (*)" },
        { "CreateRole", Trust("""{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}"""), "[!] to: EVERYBODY (*)" },
        { "UpdateAssumeRolePolicy", Trust("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"sts:AssumeRole"}"""),
            "of ANOTHER ACCOUNT" },
        { "UpdateAssumeRolePolicy", Trust(
            """{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::123456789012:root","444455556666"]},"Action":"sts:AssumeRole"}"""),
            "\"444455556666\" of ANOTHER ACCOUNT" },
        {
            "CreateRole",
            Trust("""{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/evil.example"},"Action":"sts:*"}"""),
            "whoever \"arn:aws:iam::123456789012:oidc-provider/evil.example\" signs in"
        },
        { "CreateRole", Trust("""{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]},"Action":"sts:AssumeRole"}"""),
            "the service \"lambda.amazonaws.com\"" },
        { "UpdateAssumeRolePolicy", Trust("""{"Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::444455556666:user/x"},"Action":"sts:AssumeRole"}"""),
            "[!] to: everybody EXCEPT " },

        // In lists, tags and descriptions.
        { "CreateUser", """{"UserName":"u","Tags":[TAGS{"Key":"access-level","Value":"administrator"}]}""",
            "Key: \"access-level\"\n      Value: \"administrator\"" },
        { "CreateUser", """{"UserName":"u","PermissionsBoundary":"arn:aws:iam::aws:policy/AdministratorAccess","Tags":[TAGS{"Key":"k","Value":"v"}]}""",
            "\"arn:aws:iam::aws:policy/AdministratorAccess\"" },
        {
            "CreateRole",
            """{"RoleName":"r","Description":"LONG","MaxSessionDuration":43200,"AssumeRolePolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[]}"}""",
            "MaxSessionDuration: 43200"
        },
        { "CreateOpenIDConnectProvider", """{"Url":"https://idp.example","ClientIDList":[CLIENTS"everyone.example"]}""", "- \"everyone.example\"" },
    };

    public void Dispose() => _desk.Dispose();

    [Theory, MemberData(nameof(Hidden))]
    public async Task What_stands_behind_something_harmless_is_shown(string command, string parameters, string line)
    {
        var question = await Ask("IAMTool", command, parameters);
        Assert.Contains(line, question, StringComparison.Ordinal);
        Assert.DoesNotContain('…', question);
    }

    [Fact]
    public async Task A_session_policy_is_shown_as_what_it_allows()
    {
        var role = await world.NewRole("narrowed");
        var question = await Ask(
            "STSTool",
            "AssumeRole",
            new JsonObject { ["RoleArn"] = role, ["RoleSessionName"] = "s1",
                ["Policy"] = Document(Padding, """{"Effect":"Allow","Action":"sts:*","Resource":"*"}""") }.ToJsonString());
        Assert.Contains("no more than what this policy\n  ALLOWS\n    [!] actions: \"sts:*\"\n    [!] on: EVERY RESOURCE (*)", question,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_attached_policy_allows_is_read_and_shown()
    {
        await world.NewRole("attaching");
        var made = await world.Server.Api.Get(
            new CreatePolicyRequest { PolicyName = "looks-harmless",
                PolicyDocument = Document(Padding, """{"Effect":"Allow","Action":"iam:*","Resource":"*"}""") },
            world.Admin);
        var question = await Ask("IAMTool", "AttachRolePolicy", $$"""{"RoleName":"attaching","PolicyArn":"{{made.Policy!.Arn}}"}""");
        Assert.Contains("[!] actions: \"iam:*\"", question, StringComparison.Ordinal);
        Assert.Contains("looks-harmless\" says, the whole text", question, StringComparison.Ordinal);
        Assert.Contains(
            "EVERY ACTION (*)",
            await Ask("IAMTool", "AttachRolePolicy", """{"RoleName":"attaching","PolicyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}"""),
            StringComparison.Ordinal);
        Assert.Contains(
            "could not be read",
            await Ask("IAMTool", "AttachRolePolicy", """{"RoleName":"attaching","PolicyArn":"arn:aws:iam::aws:policy/NoSuchPolicy"}"""),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_role_that_is_passed_on_may_do_is_shown()
    {
        await world.NewRole("passed-on", allow: "dynamodb:*");
        var question = await Ask("IAMTool", "AddRoleToInstanceProfile", """{"InstanceProfileName":"p","RoleName":"passed-on"}""");
        Assert.Contains("The machines of the instance profile get this role, which has:", question, StringComparison.Ordinal);
        Assert.Contains("[!] actions: \"dynamodb:*\"", question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_is_shown_as_whom_it_trusts()
    {
        var question = await Ask(
            "IAMTool", "CreateSAMLProvider", new JsonObject { ["Name"] = "n", ["SAMLMetadataDocument"] = world.People.Metadata }.ToJsonString());
        Assert.Matches("  trusts \".+\"\n", question);
        Assert.Matches("with the certificate SHA-256 [0-9a-f]{64}", question);
    }

    [Fact]
    public async Task The_whole_text_is_at_hand()
    {
        var question = await Ask("IAMTool", "PutRolePolicy", Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}"""));
        var text = string.Concat(question.Split('\n').Where(static line => line.StartsWith("  | ", StringComparison.Ordinal)).Select(static line => line[4..]));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(text),
            JsonNode.Parse(Document(Padding, """{"Effect":"Allow","Action":"*","Resource":"*"}"""))));
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}""", "written twice")]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","action":"*"}""", "no element action")]
    [InlineData("""{"Effect":"Allow","Action":{"a":"b"},"Resource":"*"}""", "line 1")]
    public async Task A_document_that_is_read_in_two_ways_is_refused_before_anybody_is_asked(string statement, string sentence)
    {
        await using var client = await AgentClient.Start(_desk);
        var refused = await client.Call(
            "IAMTool", "PutRolePolicy", new { RoleName = "r", PolicyName = "p", PolicyDocument = Document(Harmless, statement) });
        Assert.Equal("MalformedPolicyDocument", (string?)refused["error"]!["name"]);
        Assert.Contains(sentence, (string?)refused["error"]!["message"], StringComparison.Ordinal);
        Assert.Empty(client.Questions);
    }

    [Fact]
    public async Task Nobody_is_asked_about_what_the_rules_of_the_service_refuse()
    {
        await using var client = await AgentClient.Start(_desk);
        foreach (var (command, parameters) in new (string, object)[]
        {
            ("AssumeRole", new { RoleArn = AgentWorld.Role("x"), RoleSessionName = "x" }),
            ("AssumeRole", new { RoleArn = AgentWorld.Role("x"), RoleSessionName = "s1", DurationSeconds = 1 }),
            ("GetSessionToken", new { SerialNumber = "arn:aws:iam::123456789012:mfa/a", TokenCode = "12" }),
        })
        {
            var refused = await client.Sts(command, parameters);
            Assert.Equal("ValidationError", (string?)refused["error"]!["name"]);
            Assert.False(refused.ContainsKey("metadata"));
        }

        Assert.Empty(client.Questions);
    }

    [Fact]
    public async Task What_nobody_could_read_is_not_asked()
    {
        await using var client = await AgentClient.Start(_desk);
        var metadata = world.People.Metadata + "<!--" + new string('x', 70_000) + "-->";
        var refused = await client.Call("IAMTool", "CreateSAMLProvider", new { Name = "n", SAMLMetadataDocument = metadata });
        Assert.Equal("ConsentTooLong", (string?)refused["error"]!["name"]);
        Assert.Empty(client.Questions);
    }

    [Fact]
    public async Task Files_are_named_and_only_tokens_are_taken_from_them()
    {
        var role = await world.NewFederatedRole("file-taker");
        var token = _desk.Write("token.jwt", world.Token());
        var link = Path.Combine(_desk.Home, "link");
        File.CreateSymbolicLink(link, token);
        await using var client = await AgentClient.Start(_desk);
        Assert.True((bool)(await client.Sts("AssumeRoleWithWebIdentity",
            new { RoleArn = role, RoleSessionName = "s1", WebIdentityToken = "file://" + link }))["success"]!);
        Assert.Contains($"WebIdentityToken: the content of the file \"{token}\" is read and sent", Assert.Single(client.Questions), StringComparison.Ordinal);
        Assert.Contains($"\"WebIdentityToken\":\"file://{link}\"", _desk.Audit, StringComparison.Ordinal);

        foreach (var content in new[]
        {
            "3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", Convert.ToBase64String(new byte[200]), "a.b.c", new string('a', 64), "AKIAIOSFODNN7EXAMPLE",
            "e30.e30.", "-----BEGIN", Convert.ToBase64String("<html/>"u8),
        })
        {
            var secret = _desk.Write("secret", content);
            foreach (var (command, parameters) in new (string, object)[]
            {
                ("AssumeRoleWithWebIdentity", new { RoleArn = role, RoleSessionName = "s1", WebIdentityToken = "file://" + secret }),
                ("AssumeRoleWithSAML", new { RoleArn = role, PrincipalArn = AgentWorld.SamlProvider, SAMLAssertion = "file://" + secret }),
            })
            {
                Assert.Equal("ValidationError", (string?)(await client.Sts(command, parameters))["error"]!["name"]);
            }
        }

        Assert.Equal("ValidationError", (string?)(await client.Call("IAMTool", "CreateLoginProfile", new { UserName = "u", Password = "file://" + token }))[
            "error"]!["name"]);
        Assert.Single(client.Questions);
    }

    [Theory]
    [InlineData("a\u202eb\u200bc\u00a0d", "\"a\\u{202e}b\\u{200b}c\\u{a0}d\"")]
    [InlineData("\u201dAs: \u201cprofile prod", "\"\\u{201d}As: \\u{201c}profile prod\"")]
    [InlineData("Zürich", "\"Zürich\"")]
    public void What_looks_like_something_else_is_escaped(string text, string shown) => Assert.Equal(shown, UntrustedText.QuoteWhole(text));

    [Fact]
    public void Letters_of_other_scripts_are_escaped_in_names() => Assert.Equal("\"\\u{430}dmin\"", UntrustedText.QuoteWhole("аdmin", asciiOnly: true));

    private static string Document(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    private static string Policy(string statement) =>
        new JsonObject { ["RoleName"] = "r", ["UserName"] = "u", ["GroupName"] = "g", ["PolicyArn"] = "arn:aws:iam::123456789012:policy/p",
            ["PolicyName"] = "p", ["PolicyDocument"] = Document(Padding, statement) }.ToJsonString();

    private static string Trust(string statement) => new JsonObject
    {
        ["RoleName"] = "r",
        ["AssumeRolePolicyDocument"] = Document(
            $$"""{"Sid":"{{new string('S', 600)}}","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}""",
                statement),
    }.ToJsonString();

    private async Task<string> Ask(string tool, string command, string parameters)
    {
        await using var client = await AgentClient.Start(_desk);
        client.Answer = static _ => AgentClient.Declined;
        var given = JsonNode.Parse(parameters
            .Replace("TAGS", string.Concat(Enumerable.Range(0, 20)
                .Select(static n => $$"""{"Key":"cost-centre-{{n}}","Value":"{{new string('v', 60)}}"},""")), StringComparison.Ordinal)
            .Replace("CLIENTS", string.Concat(Enumerable.Range(0, 60).Select(static n => $"\"client-{n}.example\",")), StringComparison.Ordinal)
            .Replace("LONG", new string('d', 900), StringComparison.Ordinal))!.AsObject();
        var known = Protocol.Catalogue.OperationCatalogue.Find(command, tool == "IAMTool" ? Protocol.Catalogue.Service.Iam : Protocol.Catalogue.Service.Sts)!;
        if (command == "UpdateAssumeRolePolicy")
        {
            given["PolicyDocument"] = given["AssumeRolePolicyDocument"]!.DeepClone();
        }

        foreach (var name in given.Select(static member => member.Key).ToList().Where(name => known.Input.All(member => member.Name != name)))
        {
            given.Remove(name);
        }

        var answer = await client.CallRaw(tool, new JsonObject { ["command"] = command, ["params"] = given });
        Assert.True((string?)answer["error"]?["name"] == "ConsentDeclined", answer.ToJsonString());
        return Assert.Single(client.Questions);
    }
}
