using Daypass.Core.Entities;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Query;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>
/// Delegation requests and what is had for their tokens (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetDelegatedAccessToken.html).
/// </summary>
public sealed partial class DelegationTests : IAsyncLifetime
{
    private const string Template =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"@{Actions}","Resource":"*"},"""
        + """{"Effect":"Allow","Action":"iam:GetUser","Resource":"arn:aws:iam::@{Account}:user/*"}]}""";

    private readonly World _world = new();
    private Webhook _hook = null!;
    private (string Id, SigningCredentials Root, SigningCredentials Admin) _partner;
    private string _secret = "";
    private string _templateArn = "";

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _hook = await Webhook.Start();
        _partner = await _world.NewAccount();
        _secret = (await _world.Parts.Partners.Register(_partner.Id, "Acme", "acme-hook", _hook.Url, default)).Value!;
        _templateArn =
            (await _world.Server.Api.Get(new CreatePolicyRequest { PolicyName = "template", PolicyDocument = World.Allow("iam:GetUser") }, _partner.Admin))
            .Policy!.Arn!;
        var stored = (await _world.Parts.Store.Find<ManagedPolicy>(_partner.Id, "template", default))!;
        await _world.Change(stored, static policy => policy with { Versions = [policy.Versions[0] with { Document = Template }] });
    }

    public async Task DisposeAsync()
    {
        await _hook.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task From_the_request_to_the_credentials()
    {
        var id = await Create();
        Assert.Equal("UNASSIGNED", await State(id));
        await Step(new AssociateDelegationRequestRequest { DelegationRequestId = id });
        await Step(new UpdateDelegationRequestRequest { DelegationRequestId = id, Notes = "please look" });
        await Step(new AcceptDelegationRequestRequest { DelegationRequestId = id });
        await Step(new SendDelegationTokenRequest { DelegationRequestId = id });

        var told = new List<string>();
        var token = "";
        for (var notice = 0; notice < 5; notice++)
        {
            var (body, text, signature) = await _hook.Next();
            Assert.True(Webhook.IsGenuine(_secret, text, signature));
            Assert.Equal(
                (id, "workflow-1", _world.Account),
                (body.GetProperty("RequestId").GetString(), body.GetProperty("RequestorWorkflowId").GetString(),
                body.GetProperty("OwnerAccountId").GetString()));
            told.Add($"{body.GetProperty("Type").GetString()} {body.GetProperty("State").GetString()}");
            token = body.TryGetProperty("ExchangeToken", out var exchange) ? exchange.GetString()! : token;
        }

        Assert.Equal(
            ["StateChange ASSIGNED", "StateChange PENDING_APPROVAL", "StateChange ACCEPTED", "StateChange FINALIZED", "ExchangeToken FINALIZED"], told);

        var answer = await _world.Server.Api.Get(new GetDelegatedAccessTokenRequest { TradeInToken = token }, _partner.Admin);
        Assert.Equal($"arn:aws:iam::{_world.Account}:user/admin", answer.AssumedPrincipal);
        Assert.InRange(answer.PackedPolicySize!.Value, 1, 100);
        Assert.Equal(_world.Clock.GetUtcNow().AddSeconds(3600), answer.Credentials!.Expiration);
        var lent = answer.Credentials.ToSigning();
        Assert.Equal($"arn:aws:iam::{_world.Account}:user/admin", (await _world.WhoAmI(lent)).Arn);
        Assert.True(await _world.MayProbe(lent));
        Assert.Equal("AccessDenied", (await _world.Server.Api.Call(new ListUsersRequest(), lent)).Error!.Code);
    }

    [Fact]
    public async Task A_session_that_is_less_than_its_identity_cannot_lend_it()
    {
        var (_, arn) = await _world.NewTrustingRole("*");
        var limited = await _world.Assume(arn, _world.Admin, static request => request with { Policy = World.Allow("iam:*") });
        var id = await Create();
        await Step(new AssociateDelegationRequestRequest { DelegationRequestId = id });
        Assert.Equal("InvalidInput", (await _world.Server.Api.Call(new AcceptDelegationRequestRequest { DelegationRequestId = id }, limited)).Error!.Code);
        Assert.Equal(
            "AccessDenied", (await _world.Server.Api.Call(new AcceptDelegationRequestRequest { DelegationRequestId = id }, await Lent(_world.Admin)))
            .Error!.Code);
    }

    [Theory]
    [Trait("Conformance", "delegation state machine table")]
    [InlineData("U", "A", true)]
    [InlineData("U", "P", false)]
    [InlineData("U", "C", false)]
    [InlineData("U", "R", false)]
    [InlineData("U", "S", false)]
    [InlineData("UA", "A", false)]
    [InlineData("UA", "P", true)]
    [InlineData("UA", "C", true)]
    [InlineData("UA", "R", true)]
    [InlineData("UA", "S", false)]
    [InlineData("UAP", "A", false)]
    [InlineData("UAP", "P", true)]
    [InlineData("UAP", "C", true)]
    [InlineData("UAP", "R", true)]
    [InlineData("UAP", "S", false)]
    [InlineData("UAC", "A", false)]
    [InlineData("UAC", "P", false)]
    [InlineData("UAC", "C", false)]
    [InlineData("UAC", "R", true)]
    [InlineData("UAC", "S", true)]
    [InlineData("UACS", "A", false)]
    [InlineData("UACS", "P", false)]
    [InlineData("UACS", "C", false)]
    [InlineData("UACS", "R", false)]
    [InlineData("UACS", "S", false)]
    [InlineData("UAR", "A", false)]
    [InlineData("UAR", "P", false)]
    [InlineData("UAR", "C", false)]
    [InlineData("UAR", "R", false)]
    [InlineData("UAR", "S", false)]
    public async Task The_state_machine(string before, string step, bool possible)
    {
        var id = await Create();
        foreach (var done in before[1..])
        {
            Assert.Null(await Take(done, id));
        }

        var refusal = await Take(step[0], id);
        Assert.True(possible ? refusal is null : refusal?.Code == "InvalidInput", refusal?.Message);
    }

    [Theory]
    [InlineData("", 24)]
    [InlineData("A", 168)]
    [InlineData("AP", 168)]
    [InlineData("AC", 168)]
    public async Task What_nobody_decides_expires(string steps, int hours)
    {
        var id = await Create();
        foreach (var step in steps)
        {
            Assert.Null(await Take(step, id));
        }

        _world.Clock.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromSeconds(1));
        Assert.NotEqual("EXPIRED", await State(id));
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("EXPIRED", await State(id));
        Assert.Equal("InvalidInput", (await Take('R', id))!.Code);
    }

    [Fact]
    public async Task A_webhook_that_is_down_gets_its_notices_later_and_no_call_waits_for_it()
    {
        _hook.Refusing = true;
        var id = await Create();
        await Step(new AssociateDelegationRequestRequest { DelegationRequestId = id });
        await _hook.UntilRefused();
        _hook.Refusing = false;
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("ASSIGNED", (await _hook.Next()).Notice.GetProperty("State").GetString());
    }

    [Fact]
    public async Task Only_partners_ask_and_only_through_their_channels()
    {
        var request = Request();
        Assert.Equal("AccessDenied", (await _world.Server.Api.Call(request, _world.Admin)).Error!.Code);
        Assert.Equal("InvalidInput", (await _world.Server.Api.Call(request with { NotificationChannel = "unknown" }, _partner.Admin)).Error!.Code);
        Assert.Equal("ValidationError", (await _world.Server.Api.Call(request with { RedirectUrl = "javascript:alert(1)" }, _partner.Admin)).Error!.Code);
        await _world.Server.Api.Get(request with { NotificationChannel = "arn:aws:sns:us-east-1:123456789012:acme-hook" }, _partner.Admin);
        Assert.Equal(("EntityAlreadyExists", 409), Code((await _world.Server.Api.Call(request, _partner.Admin)).Error!));
    }

    [Theory]
    [InlineData("iam:CreateRole", "{}", null)]
    [InlineData("iam:createrole", "{}", null)]
    [InlineData("iam:*", "{}", null)]
    [InlineData("*", "{}", null)]
    [InlineData("iam:Create?ole", "{}", null)]
    [InlineData("iam:CreateRole", """{"StringNotEquals":{"iam:PermissionsBoundary":"arn:aws:iam::123456789012:policy/edge"}}""", null)]
    [InlineData("iam:CreateRole", """{"StringEqualsIfExists":{"iam:PermissionsBoundary":"arn:aws:iam::123456789012:policy/edge"}}""", null)]
    [InlineData("iam:CreateRole", """{"ArnLike":{"iam:PermissionsBoundary":"arn:aws:iam::123456789012:policy/*"}}""", null)]
    [InlineData("iam:CreateRole", """{"StringEquals":{"aws:RequestTag/a":"arn:aws:iam::123456789012:policy/edge"}}""", null)]
    [InlineData("iam:CreateRole", """{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::123456789012:policy/edge"}}""",
        "arn:aws:iam::123456789012:policy/edge")]
    [InlineData("iam:*", """{"ArnEquals":{"iam:permissionsboundary":["arn:aws:iam::123456789012:policy/edge","arn:aws:iam::123456789012:policy/rim"]}}""",
        "arn:aws:iam::123456789012:policy/edge arn:aws:iam::123456789012:policy/rim")]
    [InlineData("iam:CreateRol", "{}", "")]
    [InlineData("iam:GetRole", "{}", "")]
    public async Task Roles_may_be_made_with_what_is_lent_only_under_boundaries_that_the_request_names(string action, string condition, string? boundaries)
    {
        var name = "roles-" + Guid.NewGuid().ToString("N");
        var arn = (await _world.Server.Api.Get(new CreatePolicyRequest { PolicyName = name, PolicyDocument = World.Allow("iam:GetUser") }, _partner.Admin))
            .Policy!.Arn!;
        var stored = (await _world.Parts.Store.Find<ManagedPolicy>(_partner.Id, name, default))!;
        var template =
            $$$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{{{action}}}}","Resource":"*","Condition":{{{{condition}}}}}]}""";
        await _world.Change(stored, policy => policy with { Versions = [policy.Versions[0] with { Document = template }] });
        var request = Request() with { Permissions = new DelegationPermission { PolicyTemplateArn = arn }, RequestorWorkflowId = name };

        var made = await _world.Server.Api.Call(request, _partner.Admin);
        Assert.Equal(boundaries is null ? "InvalidInput" : null, made.Error?.Code);
        if (made.Value is { } value)
        {
            var shown = (await _world.Server.Api.Get(new GetDelegationRequestRequest { DelegationRequestId = value.DelegationRequestId! }, _partner.Admin))
                .DelegationRequest!;
            Assert.Equal(boundaries, string.Join(' ', shown.RolePermissionRestrictionArns ?? []));
        }
    }

    [Theory]
    [InlineData("Accoun", "string", "1")]
    [InlineData("Account", "string", "1,2")]
    [InlineData("Account", "stringList", "1")]
    [InlineData("Account", "string", "\",\"Effect\":\"x")]
    public async Task A_template_that_is_not_filled_rightly_is_refused_and_what_fills_it_stays_a_string(string name, string type, string values)
    {
        var list = values.Contains('"', StringComparison.Ordinal) ? [values] : values.Split(',');
        var request = Request() with { Permissions = Permissions(name, type, list) };
        var result = await _world.Server.Api.Call(request, _partner.Admin);
        if (result.Succeeded)
        {
            var policy = (await _world.Server.Api.Get(
                new GetDelegationRequestRequest { DelegationRequestId = result.Value.DelegationRequestId! }, _partner.Admin))
                .DelegationRequest!.PermissionPolicy!;
            Assert.Contains("\\u0022,\\u0022Effect", policy, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("InvalidInput", result.Error.Code);
        }
    }

    [Fact]
    public async Task Strangers_neither_see_nor_decide_it_and_the_partner_does_not_decide_it()
    {
        var stranger = await _world.NewAccount();
        var id = await Create(owner: _world.Account);
        foreach (var caller in new[] { stranger.Admin, _partner.Admin })
        {
            Assert.Equal(
                "NoSuchEntity", (await _world.Server.Api.Call(new AssociateDelegationRequestRequest { DelegationRequestId = id }, caller)).Error!.Code);
        }

        Assert.Equal("NoSuchEntity", (await _world.Server.Api.Call(new GetDelegationRequestRequest { DelegationRequestId = id }, stranger.Admin)).Error!.Code);
        await Step(new AssociateDelegationRequestRequest { DelegationRequestId = id });
        Assert.Equal(
            id, Assert.Single((await _world.Server.Api.Get(new ListDelegationRequestsRequest(), _world.Admin)).DelegationRequests).DelegationRequestId);
        Assert.Empty((await _world.Server.Api.Get(new ListDelegationRequestsRequest(), stranger.Admin)).DelegationRequests);
        Assert.Empty(
            (await _world.Server.Api.Get(new ListDelegationRequestsRequest { OwnerId = "arn:aws:iam::999999999999:user/x" }, _world.Admin)).DelegationRequests);
    }

    [Fact]
    public async Task Only_the_owner_sends_when_the_partner_asked_for_that()
    {
        var (_, other) = await _world.NewUser("*");
        var id = await Create(onlyOwner: true);
        await Step(new AssociateDelegationRequestRequest { DelegationRequestId = id });
        await Step(new AcceptDelegationRequestRequest { DelegationRequestId = id });
        Assert.Equal("InvalidInput", (await _world.Server.Api.Call(new SendDelegationTokenRequest { DelegationRequestId = id }, other)).Error!.Code);
        await Step(new SendDelegationTokenRequest { DelegationRequestId = id });
    }

    [Fact]
    public async Task The_check_says_whether_the_caller_has_what_is_asked_for()
    {
        var id = await Create();
        Assert.Equal(("COMPLETE", "UNSURE"), await Check(id, _world.Admin));
        Assert.Equal(("COMPLETE", "DENIED"), await Check(id, (await _world.NewUser("iam:*")).Key));
    }

    [Fact]
    public async Task The_summary_has_what_the_template_said_when_the_request_was_made()
    {
        var template = (await _world.Parts.Store.Find<ManagedPolicy>(_partner.Id, "template", default))!;
        await _world.Change(template, static policy => policy with { Description = "Reads, never writes." });
        var id = await Create(owner: _world.Account);
        await _world.Change(
            (await _world.Parts.Store.Find<ManagedPolicy>(_partner.Id, "template", default))!, static policy => policy with { Description = "Another." });
        var summary = await _world.Server.Api.Get(
            new GetHumanReadableSummaryRequest { EntityArn = $"arn:aws:iam::{_world.Account}:delegation-request/{id}" }, _world.Admin);
        Assert.Equal("AVAILABLE", summary.SummaryState);
        Assert.Contains(
            "for 60 minutes: Look after your backups. Its template says: \"Reads, never writes.\" It may sts:GetAccessKeyInfo, iam:GetUser on all resources."
                + $" It may iam:GetUser on arn:aws:iam::{_world.Account}:user/*.",
            summary.SummaryContent!, StringComparison.Ordinal);
    }

    private static (string, int) Code(AwsError error) => (error.Code, error.Status);

    private async Task<(string?, string?)> Check(string id, SigningCredentials caller)
    {
        var answer = await _world.Server.Api.Get(new GetDelegationRequestRequest { DelegationRequestId = id, DelegationPermissionCheck = true }, caller);
        return (answer.PermissionCheckStatus, answer.PermissionCheckResult);
    }

    private CreateDelegationRequestRequest Request() => new()
    {
        Description = "Look after your backups",
        Permissions = Permissions("Account", "string", _world.Account),
        RequestorWorkflowId = "workflow-1",
        NotificationChannel = "acme-hook",
        SessionDuration = 3600,
    };

    private DelegationPermission Permissions(string name, string type, params string[] values) =>
        Permissions(name, type, ["sts:GetAccessKeyInfo", "iam:GetUser"], values);

    private DelegationPermission Permissions(string name, string type, IReadOnlyList<string> actions, IReadOnlyList<string> values) => new()
    {
        PolicyTemplateArn = _templateArn,
        Parameters =
        [
            new PolicyParameter { Name = "Actions", Type = "stringList", Values = actions },
            new PolicyParameter { Name = name, Type = type, Values = values },
        ],
    };

    private async Task<string> Create(string? owner = null, bool onlyOwner = false, int seconds = 3600, params string[] actions) =>
        (await _world.Server.Api.Get(
        (actions.Length == 0 ? Request()
            : Request() with { Permissions = Permissions("Account", "string", actions, [_world.Account]) }) with { OwnerAccountId = owner,
            OnlySendByOwner = onlyOwner, SessionDuration = seconds, RequestorWorkflowId = owner is null && !onlyOwner && seconds == 3600 && !_created ? Mark()
            : Guid.NewGuid().ToString() },
        _partner.Admin)).DelegationRequestId!;

    private bool _created;

    // The first request of a test has the workflow it expects in its notices.
    private string Mark()
    {
        _created = true;
        return "workflow-1";
    }

    private async Task<string?> State(string id) =>
        (await _world.Server.Api.Get(new GetDelegationRequestRequest { DelegationRequestId = id }, _partner.Admin)).DelegationRequest!.State;

    private async Task Step<TInput, TOutput>(IOperationInput<TInput, TOutput> input)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput> => await _world.Server.Api.Get(input, _world.Admin);

    private async Task<AwsError?> Take(char step, string id, SigningCredentials? caller = null) => step switch
    {
        'A' => (await _world.Server.Api.Call(new AssociateDelegationRequestRequest { DelegationRequestId = id }, caller ?? _world.Admin)).Error,
        'P' => (await _world.Server.Api.Call(new UpdateDelegationRequestRequest { DelegationRequestId = id }, caller ?? _world.Admin)).Error,
        'C' => (await _world.Server.Api.Call(new AcceptDelegationRequestRequest { DelegationRequestId = id }, caller ?? _world.Admin)).Error,
        'R' => (await _world.Server.Api.Call(new RejectDelegationRequestRequest { DelegationRequestId = id, Notes = "no" }, caller ?? _world.Admin)).Error,
        _ => (await _world.Server.Api.Call(new SendDelegationTokenRequest { DelegationRequestId = id }, caller ?? _world.Admin)).Error,
    };

    private async Task<string> Token(SigningCredentials approver, int seconds = 3600, params string[] actions)
    {
        var id = await Create(seconds: seconds, actions: actions);
        foreach (var step in "ACS")
        {
            Assert.Null(await Take(step, id, approver));
        }

        var request = (await _world.Parts.Store.Find<DelegationRequest>("", id, default))!;
        return _world.Parts.TradeIn.Seal(request);
    }

    private async Task<SigningCredentials> Lent(SigningCredentials approver, params string[] actions) =>
        (await _world.Server.Api.Get(new GetDelegatedAccessTokenRequest { TradeInToken = await Token(approver, actions: actions) }, _partner.Admin))
            .Credentials!.ToSigning();
}
