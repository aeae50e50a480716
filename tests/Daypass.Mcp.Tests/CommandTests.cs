using System.Text.Json.Nodes;
using Daypass.Mcp.Start;
using Daypass.Mcp.Tests.Support;
using Daypass.Server.Tests.Sts;

namespace Daypass.Mcp.Tests;

/// <summary>Must show 2: each of the twelve commands through the client, once served and once refused by the service.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    private readonly AgentWorld _world = new();
    private Desk _desk = null!;
    private AgentClient _client = null!;

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _desk = new Desk(_world);
        _client = await AgentClient.Start(_desk);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        _desk.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task AssumeRole()
    {
        var role = await _world.NewRole("plain");
        Issued(await _client.Sts(
                "AssumeRole",
                new
                {
                    RoleArn = role,
                    RoleSessionName = "s1",
                    Tags = new[] { new { Key = "team", Value = "web" } },
                    PolicyArns = new[] { "arn:aws:iam::aws:policy/ReadOnlyAccess" },
                }));
        Refused(await _client.Sts("AssumeRole", new { RoleArn = role + "x", RoleSessionName = "s1" }), "AccessDenied", 403);
    }

    [Fact]
    public async Task AssumeRoleWithSAML()
    {
        var role = await _world.NewFederatedRole("people");
        Issued(await _client.Sts("AssumeRoleWithSAML", new { RoleArn = role, PrincipalArn = AgentWorld.SamlProvider, SAMLAssertion = _world.Assertion(role) }));
        Refused(
            await _client.Sts(
                "AssumeRoleWithSAML",
                new { RoleArn = role, PrincipalArn = AgentWorld.SamlProvider, SAMLAssertion = _world.Assertion(role)[..^8] }),
            "InvalidIdentityToken",
            400);
    }

    [Fact]
    public async Task AssumeRoleWithWebIdentity()
    {
        var role = await _world.NewFederatedRole("machines");
        Issued(await _client.Sts("AssumeRoleWithWebIdentity", new { RoleArn = role, RoleSessionName = "ci", WebIdentityToken = _world.Token() }));
        Issued(await _client.Sts(
                "AssumeRoleWithWebIdentity",
                new { RoleArn = role, RoleSessionName = "ci", WebIdentityToken = "file://" + _desk.Write("token", _world.Token() + "\n") }));
        Refused(
            await _client.Sts("AssumeRoleWithWebIdentity", new { RoleArn = role, RoleSessionName = "ci", WebIdentityToken = _world.Token()[..^8] }),
            "InvalidIdentityToken",
            400);
    }

    [Fact]
    public async Task AssumeRoot()
    {
        await _world.AddSecondAccount();
        object Task(string name) =>
            new { TargetPrincipal = CommandWorld.SecondAccount, TaskPolicyArn = new { arn = "arn:aws:iam::aws:policy/root-task/" + name } };
        var made = await _client.Sts("AssumeRoot", Task("IAMAuditRootUserCredentials"));
        Issued(made);
        Assert.Equal(
            $"arn:aws:iam::{CommandWorld.SecondAccount}:root",
            (string?)(await _client.Sts("GetCallerIdentity", session: (string)made["data"]!["session"]!))["data"]!["Arn"]);
        Refused(await _client.Sts("AssumeRoot", Task("AnotherTask")), "ValidationError", 400);
    }

    [Fact]
    public async Task DecodeAuthorizationMessage()
    {
        var answer = await _client.Sts("DecodeAuthorizationMessage", new { EncodedMessage = (await _world.Denied()).Message });
        Assert.Equal("iam:ListUsers", (string?)JsonNode.Parse((string)answer["data"]!["DecodedMessage"]!)!["context"]!["action"]);
        Assert.Empty(_client.Questions);
        Refused(await _client.Sts("DecodeAuthorizationMessage", new { EncodedMessage = "nonsense" }), "InvalidAuthorizationMessageException", 400);
    }

    [Fact]
    public async Task GetAccessKeyInfo()
    {
        Assert.Equal(AgentWorld.FirstAccount, (string?)(await _client.Sts("GetAccessKeyInfo", new { _world.Admin.AccessKeyId }))["data"]!["Account"]);
        Refused(await _client.Sts("GetAccessKeyInfo", new { AccessKeyId = "short" }), "ValidationError", null);
    }

    [Fact]
    public async Task GetCallerIdentity()
    {
        Assert.Equal($"arn:aws:iam::{AgentWorld.FirstAccount}:user/admin", (string?)(await _client.Sts("GetCallerIdentity", new { }))["data"]!["Arn"]);
        _desk.Variables["AWS_SECRET_ACCESS_KEY"] = "wrong";
        Refused(await _client.Sts("GetCallerIdentity"), "SignatureDoesNotMatch", 403);
    }

    [Fact]
    public async Task GetDelegatedAccessToken()
    {
        await using var hook = await Webhook.Start();
        var template = await _world.AddPartner("acme-hook", hook.Url);
        var request = await _client.Call("IAMTool", "CreateDelegationRequest", new
        {
            Description = "backups", RequestorWorkflowId = "workflow-1", NotificationChannel = "acme-hook", SessionDuration = 3600, Permissions = new
            {
                PolicyTemplateArn = template,
            },
        });
        var step = new { DelegationRequestId = (string)request["data"]!["DelegationRequestId"]! };
        foreach (var command in new[] { "AssociateDelegationRequest", "AcceptDelegationRequest", "SendDelegationToken" })
        {
            Assert.True((bool)(await _client.Call("IAMTool", command, step))["success"]!);
        }

        string? token = null;
        while (token is null)
        {
            token = (await hook.Next()).Notice.TryGetProperty("ExchangeToken", out var exchange) ? exchange.GetString() : null;
        }

        var answer = await _client.Sts("GetDelegatedAccessToken", new { TradeInToken = token });
        Issued(answer);
        Assert.Equal($"arn:aws:iam::{AgentWorld.FirstAccount}:user/admin", (string?)answer["data"]!["AssumedPrincipal"]);
        Refused(await _client.Sts("GetDelegatedAccessToken", new { TradeInToken = token[..^4] }), "AccessDenied", 403);
    }

    [Fact]
    public async Task GetFederationToken()
    {
        Issued(await _client.Sts(
                "GetFederationToken",
                new
                {
                    Name = "guest",
                    Policy = new { Version = "2012-10-17", Statement = new[] { new { Effect = "Allow", Action = "sts:*", Resource = "*" } } },
                }));
        Refused(await _client.Sts("GetFederationToken", new { Name = "guest", Policy = "{\"Version\":\"2012-10-17\"" }), "MalformedPolicyDocument", null);
    }

    [Fact]
    public async Task GetScopedCredentials_makes_a_handle_of_a_handle()
    {
        var policy = new { Version = "2012-10-17", Statement = new[] { new { Effect = "Allow", Action = "sts:*", Resource = "*" } } };
        var refused = await _client.Sts("GetScopedCredentials", new { DurationSeconds = 60 });
        Refused(refused, "InvalidSubjectCredentials", 400);
        Assert.Contains("GetSessionToken", (string?)refused["next"], StringComparison.Ordinal);

        var first = Handle(await _client.Sts("GetSessionToken"));
        var answer = await _client.Sts("GetScopedCredentials", new { Policy = policy, ScopedSessionDescription = "one task" }, first);
        var second = Handle(answer);
        Assert.NotEqual(first, second);
        Assert.Equal(
            ($"arn:aws:iam::{AgentWorld.FirstAccount}:user/admin", 1),
            ((string?)answer["data"]!["SessionInfo"]!["Arn"], (int)answer["data"]!["ScopedPoliciesCount"]!));
        Issued(await _client.Sts("GetScopedCredentials", new { DurationSeconds = 60 }, second));
        Refused(await _client.Sts("GetScopedCredentials", new { DurationSeconds = 129600 }, second), "InsufficientSessionLifetime", 400);
    }

    [Fact]
    public async Task GetSessionToken_asks_for_the_code_of_the_device()
    {
        var serial = await _world.AddDevice("phone", "123456");
        _client.Answer = static question =>
            question.Contains("MFA code", StringComparison.Ordinal) ? AgentClient.Accepted("code", "123456") : AgentClient.Accepted("allow", true);
        Issued(await _client.Sts("GetSessionToken", new { SerialNumber = serial }));
        Assert.Equal(2, _client.Questions.Count);
        Refused(await _client.Sts("GetSessionToken", new { SerialNumber = serial, TokenCode = "123456" }), "AccessDenied", 403);
    }

    [Fact]
    public async Task GetWebIdentityToken()
    {
        object request = new { Audience = new[] { "https://api.example.com" }, SigningAlgorithm = "ES384" };
        Refused(await _client.Sts("GetWebIdentityToken", request), "OutboundWebIdentityFederationDisabledException", 403);
        await _world.EnableTokens();
        var answer = await _client.Sts("GetWebIdentityToken", request);
        Assert.False(answer["data"]!.AsObject().ContainsKey("WebIdentityToken"));
        var file = (string)answer["data"]!["WebIdentityTokenFile"]!;
        Assert.Equal(3, (await File.ReadAllTextAsync(file)).Split('.').Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_web_identity_token_for_a_role_is_made_as_that_roles_session()
    {
        await _world.EnableTokens();
        var role = await _world.NewFederatedRole("documented");
        var answer = await _client.Sts(
            "GetWebIdentityToken",
            new { RoleArn = role, RoleSessionName = "web-session", WebIdentityToken = _world.Token(), DurationSeconds = 600 });
        Assert.Equal(
            ["sts:AssumeRoleWithWebIdentity", "sts:GetWebIdentityToken"],
            answer["metadata"]!["apiCalls"]!.AsArray().Select(static call => (string?)call));
        Assert.Equal("""{"Audience":["sts.amazonaws.com"],"SigningAlgorithm":"RS256"}""", answer["data"]!["defaults"]!.ToJsonString());
        var claims = JsonNode.Parse(
            System.Buffers.Text.Base64Url.DecodeFromChars((await File.ReadAllTextAsync((string)answer["data"]!["WebIdentityTokenFile"]!)).Split('.')[1]))!;
        Assert.Equal((role, 600), ((string?)claims["sub"], (int)claims["exp"]! - (int)claims["iat"]!));
        Assert.Single(_client.Questions);
        Refused(
            await _client.Sts("GetWebIdentityToken", new { RoleArn = role, RoleSessionName = "web-session", WebIdentityToken = _world.Token()[..^8] }),
            "InvalidIdentityToken",
            400);
        var incomplete = await _client.Sts("GetWebIdentityToken", new { RoleArn = role });
        Assert.Contains("WebIdentityToken is missing", (string?)incomplete["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delegated_access_token_for_a_role_begins_with_a_request_in_its_account()
    {
        var refused = await _client.Sts("GetDelegatedAccessToken", new { RoleArn = AgentWorld.Role("backup") });
        Assert.Equal("ValidationError", (string?)refused["error"]!["name"]);
        Assert.Contains("--delegation-template", (string?)refused["next"], StringComparison.Ordinal);

        var template = await _world.AddPartner("agents", new Uri("https://partner.invalid/hook"));
        await using var partner = await AgentClient.Start(_desk, new StartOptions { DelegationTemplate = template, DelegationChannel = "agents" });
        var answer = await partner.Sts("GetDelegatedAccessToken", new { RoleArn = AgentWorld.Role("backup"), DelegationTokenLifetimeSeconds = 900 });
        Assert.Equal("iam:CreateDelegationRequest", (string?)Assert.Single(answer["metadata"]!["apiCalls"]!.AsArray()));
        Assert.Contains("TradeInToken", (string?)answer["data"]!["next"], StringComparison.Ordinal);
        var shown = await partner.Call("IAMTool", "GetDelegationRequest", new { DelegationRequestId = (string?)answer["data"]!["DelegationRequestId"] });
        Assert.Equal(
            (900, AgentWorld.FirstAccount),
            ((int)shown["data"]!["DelegationRequest"]!["SessionDuration"]!, (string?)shown["data"]!["DelegationRequest"]!["OwnerAccountId"]));
    }

    private static string Handle(JsonObject answer)
    {
        Issued(answer);
        return (string)answer["data"]!["session"]!;
    }

    private static void Issued(JsonObject answer)
    {
        Assert.True((bool)answer["success"]!, answer.ToJsonString());
        Assert.StartsWith("dps-", (string?)answer["data"]!["session"], StringComparison.Ordinal);
        Assert.Equal(["AccessKeyId", "Expiration"], answer["data"]!["Credentials"]!.AsObject().Select(static member => member.Key));
    }

    private static void Refused(JsonObject answer, string name, int? status)
    {
        Assert.False((bool)answer["success"]!, answer.ToJsonString());
        Assert.Equal((name, name, status), ((string?)answer["error"]!["name"], (string?)answer["error"]!["code"], (int?)answer["metadata"]?["httpStatusCode"]));
        Assert.NotEmpty((string?)answer["next"] ?? string.Empty);
        Assert.False(answer.ContainsKey("data"));
    }
}
