using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Daypass.Core.Entities;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Audit;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Toolbox;

/// <summary>A denial by IAM gives an id, and iam-toolbox answers for it what was evaluated
/// (https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_GetRequestAuthorizationDetails.html).</summary>
public sealed class ToolboxTests(World world) : IClassFixture<World>
{
    private const string Everything = """{"Effect":"Allow","Action":"*","Resource":"*"}""";
    private const string NotFound = "No authorization details were found for this authorization id.";

    [Fact]
    public async Task An_id_is_twenty_five_small_letters_and_digits_at_the_end_of_the_sentence()
    {
        var (user, key) = await world.NewUser("s3:*");
        var message = (await world.Server.Api.Call(new GetUserRequest { UserName = "anna" }, key)).Error!.Message!;
        Assert.Matches(
            $"^User: {world.Parts.Arns.For(user)} is not authorized to perform: iam:GetUser on resource: user anna because no identity-based policy allows "
            + @"the iam:GetUser action\. For complete details, call the GetRequestAuthorizationDetails API with the following authorization id: [0-9a-z]{25}$",
            message);
        Assert.NotEqual(ToolboxClient.IdIn(message), await Denied(key));
    }

    [Fact]
    public async Task The_details_show_the_context_the_access_and_every_policy_that_was_looked_at()
    {
        var (user, key) = await world.NewUser(document: Document(
            Everything, """{"Sid":"NoLook","Effect":"Deny","Action":"iam:Get*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"""));
        await Attach(user, "also", Document("""{"Sid":"Same","Effect":"Deny","Action":"iam:GetUser","Resource":"*"}"""));
        await Attach(user, "other", Document("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}"""));
        var (status, _, body) = await Details(await Denied(key), world.Admin);

        Assert.Equal(200, status);
        Assert.Equal(["requestContext", "evaluations", "policies"], body.Select(static member => member.Key));
        var context = body["requestContext"]!.AsObject();
        Assert.Equal(user.Id, (string?)context["aws:userid"]);
        Assert.Equal(world.Parts.Arns.For(user), (string?)context["aws:PrincipalArn"]);
        Assert.Equal("127.0.0.1", (string?)context["aws:SourceIp"]);

        var evaluation = Assert.Single(body["evaluations"]!.AsArray())!;
        Assert.Equal("iam:GetUser", (string?)evaluation["action"]);
        Assert.Equal($"arn:aws:iam::{world.Account}:user/anna", (string?)evaluation["resource"]);
        Assert.Equal("EXPLICIT_DENY", (string?)evaluation["evaluatedEffect"]);
        var matched = evaluation["matchedPolicies"]!.AsArray().ToDictionary(
            static policy => (string)policy!["uri"]!,
            static policy => policy!["matchedStatements"]!.AsArray().Select(static statement => $"{statement!["sid"]} {statement["evaluatedEffect"]}"));

        var policies = body["policies"]!.AsArray().ToDictionary(static policy => (string)policy!["uri"]!, static policy => policy!);
        Assert.Equal(3, policies.Count);
        Assert.All(policies.Values, policy => Assert.Equal("IDENTITY_BASED_POLICY", (string?)policy["type"]));
        Assert.All(policies.Values, policy => Assert.Equal(world.Parts.Arns.For(user), (string?)policy["attachedTo"]![0]!["arn"]));
        var inline = Assert.Single(policies, static policy => (bool)policy.Value["inline"]!).Key;
        Assert.Matches("^[0-9a-f]{32}$", inline);
        Assert.Equal([" ALLOW", "NoLook DENY"], matched[inline]);
        Assert.Equal(["Same DENY"], matched[$"arn:aws:iam::{world.Account}:policy/also-{user.Name}"]);
        Assert.DoesNotContain($"arn:aws:iam::{world.Account}:policy/other-{user.Name}", matched.Keys);
        Assert.Contains($"arn:aws:iam::{world.Account}:policy/other-{user.Name}", policies.Keys);
    }

    [Fact]
    public async Task An_implicit_denial_has_no_matched_policies_and_each_layer_its_kind()
    {
        var (role, arn) = await world.NewTrustingRole("*");
        var managed = (await world.Server.Api.Get(
            new CreatePolicyRequest { PolicyName = "bound-" + role.Name, PolicyDocument = Document(Everything) }, world.Admin)).Policy!.Arn!;
        await world.Server.Api.Get(new PutRolePermissionsBoundaryRequest { RoleName = role.Name, PermissionsBoundary = managed }, world.Admin);
        var session = await world.Assume(arn, world.Admin, static request => request with { Policy = World.Allow("s3:*") });
        var (_, _, body) = await Details(await Denied(session), world.Admin);

        var evaluation = Assert.Single(body["evaluations"]!.AsArray())!;
        Assert.Equal("IMPLICIT_DENY", (string?)evaluation["evaluatedEffect"]);
        Assert.Empty(evaluation["matchedPolicies"]!.AsArray());
        Assert.Equal(
            ["IDENTITY_BASED_POLICY True", "PERMISSIONS_BOUNDARY False", "SESSION_POLICY True"],
            body["policies"]!.AsArray().Select(static policy => $"{policy!["type"]} {(bool)policy["inline"]!}"));
    }

    [Fact]
    public async Task Every_access_of_the_request_is_shown_with_what_is_its_resources()
    {
        await world.Server.Api.Get(
            new CreateRoleRequest
            {
                RoleName = "passed", AssumeRolePolicyDocument = World.TrustAccount(world.Account), Tags = [new() { Key = "level", Value = "high" }],
            },
            world.Admin);
        var (_, key) = await world.NewUser("iam:AddRoleToInstanceProfile");
        var denial = (await world.Server.Api.Call(
            new AddRoleToInstanceProfileRequest { InstanceProfileName = "none", RoleName = "passed" }, key)).Error!.Message!;
        Assert.Contains("iam:PassRole", denial, StringComparison.Ordinal);
        var (_, _, body) = await Details(ToolboxClient.IdIn(denial)!, world.Admin);
        Assert.Equal(
            ["iam:AddRoleToInstanceProfile ALLOW", "iam:PassRole IMPLICIT_DENY"],
            body["evaluations"]!.AsArray().Select(static evaluation => $"{evaluation!["action"]} {evaluation["evaluatedEffect"]}"));
        Assert.Equal("high", (string?)body["evaluations"]![1]!["context"]!["aws:ResourceTag/level"]);
        Assert.Empty(body["evaluations"]![0]!["context"]!.AsObject());
        Assert.Equal("ec2.amazonaws.com", (string?)body["requestContext"]!["iam:PassedToService"]);
    }

    [Fact]
    public async Task Evaluations_come_in_pages_and_a_token_that_was_not_given_is_refused()
    {
        // Each way to read tags whose keys differ in case is an access of its own.
        var (_, key) = await world.NewUser("iam:CreateUser");
        Tag[] tags =
        [
            new() { Key = "a", Value = "1" }, new() { Key = "A", Value = "2" }, new() { Key = "b", Value = "1" }, new() { Key = "B", Value = "2" },
            new() { Key = "c", Value = "1" }, new() { Key = "C", Value = "2" },
        ];
        var denial = (await world.Server.Api.Call(
            new CreatePolicyRequest { PolicyName = "many", PolicyDocument = Document(Everything), Tags = tags }, key)).Error!.Message!;
        var id = ToolboxClient.IdIn(denial)!;
        var (_, _, first) = await Details(id, world.Admin);
        Assert.Equal(10, first["evaluations"]!.AsArray().Count);
        var (_, _, second) = await Details($"{id}?nextToken={first["nextToken"]}", world.Admin);
        Assert.InRange(second["evaluations"]!.AsArray().Count, 1, 10);
        Assert.Null(second["nextToken"]);

        // Several values of one key, of the whole request.
        Assert.Equal(["a", "A", "b", "B", "c", "C"], first["requestContext"]!["aws:TagKeys"]!.AsArray().Select(static value => (string?)value));

        foreach (var token in new[] { "0", "-1", "20", "99999999999", "x", "%2B10" })
        {
            var (status, error, _) = await Details($"{id}?nextToken={token}", world.Admin);
            Assert.Equal((400, "ValidationException"), (status, error));
        }
    }

    [Fact]
    public async Task A_policy_is_shown_as_it_was_though_policy_and_user_are_gone()
    {
        const string Statements = """
            {"Sid":"Look","Effect":"Allow","Action":["iam:List*","s3:*"],"NotResource":"arn:aws:s3:::x","Condition":{"StringLike":{"aws:userid":["a*","b*"]}}},
            {"Effect":"Deny","NotAction":"sts:*","Resource":["arn:aws:iam::*:user/a","arn:aws:iam::*:user/b*"]}
            """;
        var (user, key) = await world.NewUser(document: Document(Everything));
        var arn = await Attach(user, "gone", Document(Statements));
        var id = await Denied(key, "b");
        await world.Server.Api.Get(new DetachUserPolicyRequest { UserName = user.Name, PolicyArn = arn }, world.Admin);
        await world.Server.Api.Get(new DeletePolicyRequest { PolicyArn = arn }, world.Admin);

        var (status, _, body) = await world.Server.Api.Policy(world.Clock, id, arn, world.Admin);
        Assert.Equal(200, status);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Document(Statements)), body["policyDocument"]), body.ToJsonString());

        var (missing, error, said) = await world.Server.Api.Policy(world.Clock, id, arn + "x", world.Admin);
        Assert.Equal((404, "ResourceNotFoundException"), (missing, error));
        Assert.Equal("No such policy was evaluated for this authorization id.", (string?)said["message"]);
    }

    [Fact]
    public async Task Another_accounts_id_a_guessed_one_and_an_expired_one_are_answered_alike()
    {
        var (_, key) = await world.NewUser("s3:*");
        var (id, other) = (await Denied(key), await world.NewAccount());
        Assert.Equal(200, (await Details(id, world.Admin)).Status);
        var answers = new List<(int, string?, string)>();
        await Ask(id, other.Admin);
        await Ask(new string('a', 25), world.Admin);
        await Ask(id[1..] + "0", world.Admin);

        // Written down and not only in memory any more.
        await world.Parts.Denied.Flush();
        await Ask(id, other.Admin);
        world.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await Details(id, world.Admin)).Status);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await Ask(id, world.Admin);
        await world.Parts.Ephemeral.Sweep(world.Clock.GetUtcNow(), default);
        Assert.Null(await world.Parts.Ephemeral.FindDenial(id, default));
        Assert.Equal((404, "ResourceNotFoundException", NotFound), Assert.Single(answers.Distinct()));

        async Task Ask(string asked, SigningCredentials by)
        {
            foreach (var target in new[] { asked, asked + "/policy?policyUri=x" })
            {
                var (status, error, body) = await Details(target, by);
                answers.Add((status, error, (string)body["message"]!));
            }
        }
    }

    [Fact]
    public async Task Without_the_permission_nobody_learns_whether_there_is_such_an_id()
    {
        var (user, key) = await world.NewUser("iam:GetRequestAuthorizationPolicy");
        var id = await Denied(key);
        var known = await Details(id, key);
        Assert.Equal((403, "AccessDeniedException"), (known.Status, known.Error));
        Assert.Equal(
            $"User: {world.Parts.Arns.For(user)} is not authorized to perform: iam:GetRequestAuthorizationDetails on resource: * because no identity-based "
            + "policy allows the iam:GetRequestAuthorizationDetails action",
            (string?)known.Body["message"]);
        Assert.Equal(known.Body.ToJsonString(), (await Details(new string('z', 25), key)).Body.ToJsonString());

        // Each operation has its own permission, and whoever has it need not be who was denied.
        Assert.Equal(404, (await world.Server.Api.Policy(world.Clock, id, "x", key)).Status);
        var (_, reader) = await world.NewUser("iam:GetRequestAuthorizationDetails");
        Assert.Equal(200, (await Details(id, reader)).Status);
        Assert.Equal(403, (await world.Server.Api.Policy(world.Clock, id, "x", reader)).Status);
    }

    [Theory]
    [InlineData("ABC", 400, "ValidationException")]
    [InlineData("a-b", 400, "ValidationException")]
    [InlineData("%01", 400, "ValidationException")]
    [InlineData("%C3%A4", 400, "ValidationException")]
    [InlineData("%FF", 400, "SerializationException")]
    [InlineData("abc?nextToken=1&nextToken=2", 400, "MalformedQueryString")]
    [InlineData("abc?nextToken=", 400, "ValidationException")]
    [InlineData("abc/policy", 400, "ValidationException")]
    [InlineData("", 400, "UnknownOperationException")]
    [InlineData("abc/", 400, "UnknownOperationException")]
    [InlineData("abc/policies", 400, "UnknownOperationException")]
    [InlineData("abc/policy/more", 400, "UnknownOperationException")]
    public async Task A_target_that_is_not_what_the_operations_take_is_refused(string target, int status, string error)
    {
        var answer = await Details(target, world.Admin);
        Assert.Equal((status, error), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Only_signed_requests_of_the_right_method_are_answered()
    {
        var id = new string('a', 25);
        var unsigned = await Details(id, null);
        Assert.Equal((403, "MissingAuthenticationTokenException"), (unsigned.Status, unsigned.Error));
        var forged = await Details(id, world.Admin with { SecretAccessKey = Protocol.Secret.NewAccessKey() });
        Assert.Equal((403, "InvalidSignatureException"), (forged.Status, forged.Error));
        var wrongService = await world.Server.Api.Get(world.Clock, ToolboxClient.Root + id, world.Admin, "sts");
        Assert.Equal((403, "InvalidSignatureException"), (wrongService.Status, wrongService.Error));
        var posted = await world.Server.Api.Get(world.Clock, ToolboxClient.Root + id, world.Admin, method: HttpMethod.Delete);
        Assert.Equal((400, "UnknownOperationException"), (posted.Status, posted.Error));

        // It is restJson1 alone: no other protocol reaches it.
        using var query = await world.Server.Api.Post(
            $"Action=GetRequestAuthorizationDetails&Version=2018-05-10&authorizationId={id}", Protocol.Catalogue.ServiceDescription.Iam, world.Admin);
        Assert.Contains("InvalidAction", await query.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_denials_is_kept_within_the_accounts_budget_and_takes_nothing_from_another_account()
    {
        // Documents that do not compress make large records, so that a few hundred are a flood.
        var account = await world.NewAccount();
        var (user, key) = await world.NewUser(document: Document(Noise()), account: account.Id);
        for (var number = 0; number < 6; number++)
        {
            var arn = (await world.Server.Api.Get(
                new CreatePolicyRequest { PolicyName = "noise-" + number, PolicyDocument = Document(Noise()) }, account.Admin)).Policy!.Arn!;
            await world.Server.Api.Get(new AttachUserPolicyRequest { UserName = user.Name, PolicyArn = arn }, account.Admin);
        }

        var kept = 0;
        for (var number = 0; number < 400; number++)
        {
            var error = (await world.Server.Api.Call(new GetUserRequest { UserName = "anna" }, key)).Error!;
            Assert.StartsWith($"User: {world.Parts.Arns.For(user)} is not authorized to perform: iam:GetUser on resource: user anna because no",
                error.Message, StringComparison.Ordinal);
            kept += ToolboxClient.IdIn(error.Message) is null ? 0 : 1;
        }

        Assert.InRange(kept, 50, 399);
        var (_, neighbour) = await world.NewUser("s3:*");
        Assert.NotNull(await Denied(neighbour));

        static string Noise()
        {
            var noise = Convert.ToBase64String(RandomNumberGenerator.GetBytes(1400)).Replace('+', '-');
            return $$"""{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::{{noise}}"}""";
        }
    }

    [Fact]
    public async Task Reading_is_on_record_as_iam_toolbox_with_the_id_and_without_what_was_read()
    {
        var (_, key) = await world.NewUser("s3:*");
        var id = await Denied(key, "recorded");
        await Details(id, world.Admin);
        var records = await AuditLines.Read(world.Server);
        var read = records.Last(static record => (string?)record["eventName"] == "GetRequestAuthorizationDetails" && record["errorCode"] is null);
        Assert.Equal(
            ("iam-toolbox.amazonaws.com", id, null, "True"),
            (read.At("eventSource"), read.At("requestParameters.authorizationId"), read.At("responseElements"),
                ((bool)read["readOnly"]!).ToString()));
        Assert.Contains(records, record => record.At("errorMessage")?.EndsWith(id, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task STS_gives_no_id()
    {
        var (_, key) = await world.NewUser("s3:*");
        Assert.Null(ToolboxClient.IdIn((await world.Refusal((await world.NewTrustingRole()).Arn, key))!.Message));
        Assert.Null(ToolboxClient.IdIn((await world.Server.Api.Call(new GetAccessKeyInfoRequest { AccessKeyId = key.AccessKeyId }, key)).Error!.Message));
    }

    private Task<(int Status, string? Error, JsonObject Body)> Details(string id, SigningCredentials? key) =>
        world.Server.Api.Details(world.Clock, id, key);

    private async Task<string> Denied(SigningCredentials key, string user = "anna") =>
        ToolboxClient.IdIn((await world.Server.Api.Call(new GetUserRequest { UserName = user }, key)).Error!.Message)!;

    private async Task<string> Attach(User user, string name, string document)
    {
        var request = new CreatePolicyRequest { PolicyName = $"{name}-{user.Name}", PolicyDocument = document };
        var arn = (await world.Server.Api.Get(request, world.Admin)).Policy!.Arn!;
        await world.Server.Api.Get(new AttachUserPolicyRequest { UserName = user.Name, PolicyArn = arn }, world.Admin);
        return arn;
    }

    private static string Document(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
}
