using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daypass.Core.Entities;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Verification;
using Daypass.Server.Tests.Sts;
using Daypass.Server.Tests.Toolbox;

namespace Daypass.Server.Tests.Verification;

/// <summary>A service of somebody's own, "orders", asks who signed what came to it and whether they may.</summary>
public sealed class CheckAccessTests(World world) : IClassFixture<World>
{
    private const string Body = """{"amount":7}""";
    private const string Order = "arn:aws:orders:eu-west-1::order/7";

    [Fact]
    public async Task An_allowed_caller_is_named()
    {
        var (user, key) = await world.NewUser("orders:Read");
        var answer = await Check(key);
        Assert.Equal(
            ("allowed", world.Parts.Arns.For(user), user.Id, world.Account, null, null, null),
            (answer.Decision, answer.CallerArn, answer.CallerUserId, answer.CallerAccount, answer.ErrorCode, answer.ErrorMessage,
                answer.EncodedAuthorizationMessage));
    }

    [Fact]
    public async Task A_role_session_is_limited_by_its_session_policy_here_too()
    {
        var (role, arn) = await world.NewTrustingRole("orders:*");
        var whole = await world.Assume(arn, world.Admin);
        var narrow = await world.Assume(arn, world.Admin, static request => request with { Policy = World.Allow("orders:Write") });
        Assert.Equal($"arn:aws:sts::{world.Account}:assumed-role/{role.Name}/session", (await Check(whole)).CallerArn);
        Assert.Equal("allowed", (await Check(whole)).Decision);
        Assert.Equal("implicitDeny", (await Check(narrow)).Decision);
        Assert.Equal("allowed", (await Check(narrow, static request => request with { RequestedAction = "orders:Write" })).Decision);
    }

    [Theory]
    [InlineData("orders:Read", "allowed")]
    [InlineData("orders:Write", "implicitDeny")]
    [InlineData(null, "implicitDeny")]
    public async Task A_federated_user_of_root_may_what_its_session_policy_says_and_nothing_without_one(string? allowed, string decision)
    {
        var request = new GetFederationTokenRequest { Name = "anna", Policy = allowed is null ? null : World.Allow(allowed) };
        var federated = (await world.Server.Api.Get(request, world.Root)).Credentials!.ToSigning();
        Assert.Equal(decision, (await Check(federated)).Decision);
    }

    [Theory]
    [InlineData("false", "allowed")]
    [InlineData("true", "implicitDeny")]
    public async Task A_federated_user_came_without_MFA_and_policies_see_it(string present, string decision)
    {
        var (_, key) = await world.NewUser(
            document: $$$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:*","Resource":"*"},"""
            + $$$$"""{"Effect":"Allow","Action":"orders:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"{{{{present}}}}"}}}]}""");
        var federated = (await world.Server.Api.Get(new GetFederationTokenRequest { Name = "anna", Policy = World.Allow("*") }, key)).Credentials!.ToSigning();
        Assert.Equal(decision, (await Check(federated)).Decision);
    }

    [Fact]
    public async Task A_denial_says_what_to_answer_and_its_message_decodes_to_the_reason()
    {
        var (user, key) = await world.NewUser(
            document: """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:*","Resource":"*"},"""
            + """{"Sid":"NotAbroad","Effect":"Deny","Action":"orders:Read","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]}""");
        var answer = await Check(
            key, static request => request with { SourceIp = "203.0.113.7", ServiceKeys = [new ServiceKey { Name = "orders:Amount", Value = "7" }] });

        Assert.Equal(("explicitDeny", "AccessDenied", 403), (answer.Decision, answer.ErrorCode, answer.ErrorStatus));
        Assert.Equal(
            $"User: {world.Parts.Arns.For(user)} is not authorized to perform: orders:Read on resource: {Order} with an explicit deny in an identity-based "
            + "policy", answer.ErrorMessage);
        var decoded = await world.Server.Api.Get(new DecodeAuthorizationMessageRequest { EncodedMessage = answer.EncodedAuthorizationMessage! }, world.Admin);
        var document = JsonDocument.Parse(decoded.DecodedMessage!).RootElement;
        Assert.Equal(
            "NotAbroad", Assert.Single(document.GetProperty("matchedStatements").GetProperty("items").EnumerateArray()).GetProperty("statementId").GetString());
        var context = document.GetProperty("context");
        Assert.Equal(("orders:Read", Order), (context.GetProperty("action").GetString(), context.GetProperty("resource").GetString()));
        var keys = context.GetProperty("conditions").GetProperty("items").EnumerateArray()
            .ToDictionary(
                static item => item.GetProperty("key").GetString()!, static item =>
                item.GetProperty("values").GetProperty("items")[0].GetProperty("value").GetString());
        Assert.Equal(("203.0.113.7", "7", user.Id), (keys["aws:SourceIp"], keys["orders:Amount"], keys["aws:userid"]));
        Assert.Equal("allowed", (await Check(key, static request => request with { SourceIp = "198.51.100.1" })).Decision);
    }

    [Theory]
    [InlineData("target", "SignatureDoesNotMatch")]
    [InlineData("method", "SignatureDoesNotMatch")]
    [InlineData("body", "SignatureDoesNotMatch")]
    [InlineData("host", "SignatureDoesNotMatch")]
    [InlineData("service", "SignatureDoesNotMatch")]
    [InlineData("unsigned", "MissingAuthenticationToken")]
    [InlineData("late", "SignatureDoesNotMatch")]
    [InlineData("unknown", "InvalidClientTokenId")]
    public async Task Nobody_is_proven_by_another_request_than_the_one_that_was_signed(string change, string code)
    {
        var (_, key) = await world.NewUser("orders:*");
        var signer = change == "unknown" ? key with { AccessKeyId = key.AccessKeyId[..^4] + "2222" } : key;
        var request = Request(signer, change == "late" ? world.Clock.GetUtcNow().AddMinutes(-16) : world.Clock.GetUtcNow());
        request = change switch
        {
            "target" => request with { Target = "/orders/8" },
            "method" => request with { Method = "DELETE" },
            "body" => request with { BodySha256 = null },
            "host" => request with { Headers = [.. request.Headers.Select(
                static header => header.Name == "Host" ? header with { Value = "other.example.com" } : header)] },
            "service" => request with { SigningName = "invoices" },
            "unsigned" => request with { Headers = [.. request.Headers.Where(static header => header.Name is "Host" or "Content-Type")] },
            _ => request,
        };
        var answer = await world.Server.Api.Get(request, world.Admin);
        Assert.Equal(("unauthenticated", code, null, null), (answer.Decision, answer.ErrorCode, answer.CallerArn, answer.EncodedAuthorizationMessage));
        Assert.NotNull(answer.ErrorStatus);
    }

    [Theory]
    [InlineData(14, "allowed")]
    [InlineData(16, "unauthenticated")]
    public async Task A_presigned_request_of_a_session_is_good_for_fifteen_minutes(int minutes, string decision)
    {
        var (_, arn) = await world.NewTrustingRole("orders:*");
        var session = await world.Assume(arn, world.Admin);
        var target = new SigV4Signer(SigV4Rules.For("orders"), "eu-west-1").Presign(
            new SignedRequest("GET", "/orders/7", new HeaderField[] { new("Host", "orders.example.com") }), SHA256.HashData([]), session,
                world.Clock.GetUtcNow().AddMinutes(-minutes), TimeSpan.FromHours(1));
        var answer = await world.Server.Api.Get(
            new CheckAccessRequest { Method = "GET", Target = target, Headers = [new RequestHeader { Name = "Host", Value = "orders.example.com" }],
                SigningName = "orders", RequestedAction = "orders:Read", Resource = Order },
            world.Admin);
        Assert.Equal(decision, answer.Decision);
    }

    [Fact]
    public async Task Whoever_asks_needs_the_permission_for_the_resource()
    {
        var (_, subject) = await world.NewUser("orders:*");
        var request = Request(subject, world.Clock.GetUtcNow());
        var (user, stranger) = await world.NewUser("orders:*");
        var refusal = (await world.Server.Api.Call(request, stranger)).Error;
        Assert.Equal(("AccessDenied", 403), (refusal!.Code, refusal.Status));
        Assert.StartsWith(
            $"User: {world.Parts.Arns.For(user)} is not authorized to perform: daypass:CheckAccess on resource: {Order} because no identity-based policy "
            + "allows the daypass:CheckAccess action", refusal.Message, StringComparison.Ordinal);

        var (_, service) = await world.NewUser(document: World.Allow("daypass:CheckAccess", "arn:aws:orders:*:*:order/*"));
        Assert.Equal("allowed", (await world.Server.Api.Get(request, service)).Decision);
        Assert.Equal("AccessDenied", (await world.Server.Api.Call(request with { Resource = "arn:aws:orders:eu-west-1::invoice/7" }, service)).Error!.Code);
        Assert.Equal("MissingAuthenticationToken", (await world.Server.Api.Call(request, null)).Error!.Code);
    }

    [Fact]
    public async Task A_caller_of_another_account_is_denied_without_a_word_about_its_policies()
    {
        var other = await world.NewAccount();
        var (user, key) = await world.NewUser("orders:*", account: other.Id);
        var answer = await Check(key);
        Assert.Equal(
            ("implicitDeny", $"User: {world.Parts.Arns.For(user)} is not authorized to perform: orders:Read on resource: {Order}"),
            (answer.Decision, answer.ErrorMessage));

        var decode = new DecodeAuthorizationMessageRequest { EncodedMessage = answer.EncodedAuthorizationMessage! };
        Assert.Equal("InvalidAuthorizationMessageException", (await world.Server.Api.Call(decode, world.Admin)).Error!.Code);
        Assert.True((await world.Server.Api.Call(decode, other.Admin)).Succeeded);
    }

    [Fact]
    public async Task Each_of_two_accounts_sees_its_own_half_of_a_denial_and_a_third_nothing()
    {
        var (other, third) = (await world.NewAccount(), await world.NewAccount());
        var (user, key) = await world.NewUser("orders:*", account: other.Id, tags: new EntityTag("team", "secret"));
        var answer = await Check(key, static request => request with { ServiceKeys = [new ServiceKey { Name = "orders:Color", Value = "red" }] });
        var id = answer.AuthorizationId!;
        Assert.Matches("^[0-9a-z]{25}$", id);

        var (_, _, callers) = await world.Server.Api.Details(world.Clock, id, other.Admin);
        Assert.Equal("secret", (string?)callers["requestContext"]!["aws:PrincipalTag/team"]);
        Assert.Null(callers["requestContext"]!["orders:Color"]);
        var policy = Assert.Single(callers["policies"]!.AsArray())!;
        Assert.Equal(200, (await world.Server.Api.Policy(world.Clock, id, (string)policy["uri"]!, other.Admin)).Status);

        var (_, _, services) = await world.Server.Api.Details(world.Clock, id, world.Admin);
        Assert.Equal(["orders:Color", "aws:ResourceAccount"], services["requestContext"]!.AsObject().Select(static entry => entry.Key));
        Assert.Empty(services["policies"]!.AsArray());
        Assert.Equal("orders:Read", (string?)Assert.Single(services["evaluations"]!.AsArray())!["action"]);
        Assert.DoesNotContain(user.Name, services.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(404, (await world.Server.Api.Policy(world.Clock, id, (string)policy["uri"]!, world.Admin)).Status);

        Assert.Equal(404, (await world.Server.Api.Details(world.Clock, id, third.Admin)).Status);
    }

    [Fact]
    public async Task Only_what_was_allowed_is_a_use_and_so_many_at_once()
    {
        var (user, key) = await world.NewUser(document: World.Allow("*"));
        var (denied, other) = await world.NewUser("orders:Read");
        for (var number = 0; number < 150; number++)
        {
            await Check(key, request => request with { RequestedAction = $"orders:A{number}" });
            await Check(other, request => request with { RequestedAction = $"orders:A{number}" });
        }

        await Check(other);
        await Check(key, static request => request with { RequestedAction = "iam:Invented" });
        await Check(key, static request => request with { RequestedAction = "STS:Invented" });
        await world.Parts.Uses.Flush();
        await Check(key, static request => request with { RequestedAction = "IAM:Invented" });
        var seen = await world.Parts.Uses.Accesses(user.Id, "", world.Clock.GetUtcNow(), default);
        Assert.Equal(100, seen.Count);
        Assert.All(seen, static use => Assert.Equal("orders", use.Service));
        Assert.Equal("Read", Assert.Single(await world.Parts.Uses.Accesses(denied.Id, "", world.Clock.GetUtcNow(), default)).Action);
    }

    [Fact]
    public async Task Denials_that_a_service_asks_for_take_room_of_its_own_account_and_not_of_its_callers()
    {
        var (service, home) = (await world.NewAccount(), await world.NewAccount());
        var noise = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(40_000));
        var (_, key) = await world.NewUser(
            document: World.Allow("orders:Write").Replace(
                "\"Resource\":\"*\"", $"\"Resource\":\"*\",\"Condition\":{{\"StringEquals\":{{\"aws:username\":\"{noise}\"}}}}", StringComparison.Ordinal),
            account: home.Id);
        var request = Request(key, world.Clock.GetUtcNow());
        var kept = 0;
        while ((await world.Server.Api.Get(request, service.Admin)).AuthorizationId is not null)
        {
            kept++;
        }

        Assert.InRange(kept, 10, 200);
        Assert.NotNull((await world.Server.Api.Get(request, home.Admin)).AuthorizationId);
    }

    [Theory]
    [InlineData("sts")]
    [InlineData("iam")]
    [InlineData("daypass")]
    public async Task A_request_that_was_signed_for_this_service_is_no_evidence_elsewhere(string service)
    {
        var refusal = await Refusal(request => request with { SigningName = service });
        Assert.Equal(
            ("ValidationError", 400, $"Requests signed for {service} are decided by this service alone."), (refusal.Code, refusal.Status, refusal.Message));
    }

    [Theory]
    [InlineData("aws:Read")]
    [InlineData("AWS:Read")]
    [InlineData("Sts:Read")]
    public async Task Nor_by_calling_its_actions_ours(string action) =>
        Assert.Equal(
            "aws:MultiFactorAuthPresent is not a condition key of the action's service.",
            (await Refusal(
                request => request with { RequestedAction = action, ServiceKeys = [new ServiceKey { Name = "aws:MultiFactorAuthPresent", Value = "true" }] }))
                .Message);

    [Theory]
    [InlineData("aws:MultiFactorAuthPresent")]
    [InlineData("invoices:Amount")]
    [InlineData("aws:ResourceTag/")]
    [InlineData("aws:ResourceAccount")]
    [InlineData("aws:PrincipalTag/team")]
    [InlineData("orders")]
    public async Task A_service_states_no_keys_but_its_own(string key) =>
        Assert.Equal(
            $"{key} is not a condition key of the action's service.",
            (await Refusal(request => request with { ServiceKeys = [new ServiceKey { Name = key, Value = "true" }] })).Message);

    [Theory]
    [InlineData("red,blue", "allowed")]
    [InlineData("red,green", "implicitDeny")]
    public async Task A_service_states_lists_and_the_tags_of_the_resource_and_of_the_request(string keys, string decision)
    {
        var (_, key) = await world.NewUser(
            document: """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"orders:*","Resource":"*","Condition":{
              "ForAllValues:StringEquals":{"orders:Colours":["red","blue"]},
              "StringEquals":{"aws:ResourceTag/team":"a","aws:RequestTag/team":"b","aws:ResourceAccount":"ACCOUNT"}}}}
            """.Replace("ACCOUNT", world.Account, StringComparison.Ordinal));
        var lists = keys.Split(',').Select(static value => new ServiceKey { Name = "orders:Colours", Value = value, IsList = true });
        Assert.Equal(decision, (await Check(key, request => request with
        {
            ServiceKeys =
            [
                .. lists, new ServiceKey { Name = "aws:ResourceTag/team", Value = "a" }, new ServiceKey { Name = "aws:RequestTag/team", Value = "b" },
            ],
        })).Decision);
    }

    [Theory]
    [InlineData("203.0.113.7")]
    [InlineData("::ffff:203.0.113.7")]
    [InlineData("::FFFF:cb00:7107")]
    public async Task A_denied_address_is_denied_however_a_socket_writes_it(string address)
    {
        var (_, key) = await world.NewUser(
            document: """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:*","Resource":"*"},"""
            + """{"Effect":"Deny","Action":"orders:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]}""");
        Assert.Equal("explicitDeny", (await Check(key, request => request with { SourceIp = address })).Decision);
    }

    [Theory]
    [InlineData("fe80::1")]
    [InlineData("2001:db8::5efe:192.0.2.1")]
    public async Task An_address_outside_of_ones_own_ranges_is_outside_whatever_its_form(string address)
    {
        var (_, key) = await world.NewUser(
            document: """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:*","Resource":"*"},"""
            + """{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","127.0.0.0/8"]}}}]}""");
        Assert.Equal("explicitDeny", (await Check(key, request => request with { SourceIp = address })).Decision);
    }

    [Theory]
    [InlineData("0313.0.113.7")]
    [InlineData("3405803783")]
    [InlineData("203.0.28935")]
    [InlineData("203.0.113.7:443")]
    [InlineData("203.000.113.7")]
    public async Task An_address_that_readers_disagree_about_is_refused(string address) =>
        Assert.Equal("SourceIp is not an IP address.", (await Refusal(request => request with { SourceIp = address })).Message);

    [Fact]
    public async Task What_cannot_be_decided_is_refused()
    {
        Assert.Equal("no-arn is invalid", (await Refusal(static request => request with { Resource = "no-arn" })).Message);
        Assert.Equal(
            "The resource belongs to another account than the service that asks.",
            (await Refusal(static request => request with { Resource = "arn:aws:orders:eu-west-1:210987654321:order/7" })).Message);
        Assert.Equal("SourceIp is not an IP address.", (await Refusal(static request => request with { SourceIp = "1.2.3.4.5" })).Message);
        foreach (var action in new[] { "orders", ":Read", "orders:", "a:b:c" })
        {
            Assert.Equal("ValidationError", (await Refusal(request => request with { RequestedAction = action })).Code);
        }
    }

    [Fact]
    public async Task What_was_decided_is_on_record_with_caller_decision_and_reason()
    {
        var (user, key) = await world.NewUser("sts:*");
        Assert.Equal("implicitDeny", (await Check(key)).Decision);
        var records = await Audit.AuditLines.Read(world.Server);
        var record = records.Last(static line => Audit.AuditLines.At(line, "eventName") == "CheckAccess");
        Assert.Equal(
            ("implicitDeny", world.Parts.Arns.For(user), world.Account),
            (Audit.AuditLines.At(record, "additionalEventData.daypass.judged.decision"),
                Audit.AuditLines.At(record, "additionalEventData.daypass.judged.callerArn"),
                Audit.AuditLines.At(record, "additionalEventData.daypass.judged.callerAccount")));
        Assert.StartsWith("ImplicitDeny by ", Audit.AuditLines.At(record, "additionalEventData.daypass.judged.reason"), StringComparison.Ordinal);
        var line = await Commands.ServerProgram.Succeed("audit", "query", "--denied", "--who", user.Name, "--data", world.Server.DataFolder);
        Assert.Contains(" CheckAccess ", line, StringComparison.Ordinal);
        Assert.Contains($"implicitDeny: {world.Parts.Arns.For(user)} ", line, StringComparison.Ordinal);
    }

    private async Task<CheckAccessResponse> Check(SigningCredentials key, Func<CheckAccessRequest, CheckAccessRequest>? with = null)
    {
        var request = Request(key, world.Clock.GetUtcNow());
        return await world.Server.Api.Get(with?.Invoke(request) ?? request, world.Admin);
    }

    private async Task<AwsError> Refusal(Func<CheckAccessRequest, CheckAccessRequest> with) =>
        (await world.Server.Api.Call(with(Request(world.Admin, world.Clock.GetUtcNow())), world.Admin)).Error!;

    /// <summary>What the service passes on of a signed request that came to it.</summary>
    private static CheckAccessRequest Request(SigningCredentials key, DateTimeOffset signedAt)
    {
        const string Target = "/orders/7?expand=lines";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Body));
        HeaderField[] headers = [new("Host", "orders.example.com"), new("Content-Type", "application/json")];
        var signed = new SigV4Signer(SigV4Rules.For("orders"), "eu-west-1").Sign(new SignedRequest("POST", Target, headers), hash, key, signedAt);
        return new CheckAccessRequest
        {
            Method = "POST",
            Target = Target,
            Headers = [.. headers.Concat(signed).Select(static header => new RequestHeader { Name = header.Name, Value = header.Value })],
            BodySha256 = Convert.ToHexStringLower(hash),
            SigningName = "orders",
            RequestedAction = "orders:Read",
            Resource = Order,
        };
    }
}
