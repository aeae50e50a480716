#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.
using System.Text;
using Daypass.Core.Accounts;
using Daypass.Core.Entities;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Audit;

namespace Daypass.Server.Tests.Sts.Scoped;

/// <summary>Who may call GetScopedCredentials, what it refuses, and that nothing leads past a layer.</summary>
public sealed class ScopedCredentialsTests : IAsyncLifetime
{
    private const string Scoping = "sts:GetScopedCredentials";

    private readonly World _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_long_term_key_has_no_session_to_make_narrower()
    {
        foreach (var key in new[] { _world.Admin, _world.Root })
        {
            var refusal = await Refusal(new GetScopedCredentialsRequest { DurationSeconds = 60 }, key);
            Assert.Equal(
                ("InvalidSubjectCredentials", 400, "GetScopedCredentials must be called with temporary credentials; call GetSessionToken first."),
                (refusal?.Code, refusal?.Status, refusal?.Message));
        }
    }

    [Fact]
    public async Task A_task_of_root_does_not_allow_it()
    {
        var member = await _world.NewAccount();
        await _world.Parts.Organizations.Join(_world.Account, member.Id, default);
        await _world.Parts.Organizations.SetFeature(_world.Account, OrganizationFeatures.Sessions, true, true, default);
        var task = new PolicyDescriptor { Arn = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials" };
        var session = (await _world.Server.Api.Get(new AssumeRootRequest { TargetPrincipal = member.Id, TaskPolicyArn = task }, _world.Admin))
            .Credentials!.ToSigning();
        var refusal = await Refusal(new GetScopedCredentialsRequest { DurationSeconds = 60 }, session);
        Assert.Equal(
            $"User: arn:aws:iam::{member.Id}:root is not authorized to perform: {Scoping} on resource: arn:aws:sts::{member.Id}:self "
            + $"because no session policy allows the {Scoping} action", refusal?.Message);
    }

    [Fact]
    public async Task A_call_that_asks_for_nothing_is_refused()
    {
        var session = await Session("*");
        foreach (var request in new[] { new GetScopedCredentialsRequest(), new GetScopedCredentialsRequest { ScopedSessionDescription = "nothing" } })
        {
            var refusal = await Refusal(request, session);
            Assert.Equal(
                ("ValidationError", 400, "Request must contain Policy or DurationSeconds"), (refusal?.Code, refusal?.Status, refusal?.Message));
        }
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*"}]}""")]
    public async Task A_document_that_is_no_scope_down_policy(string document)
    {
        var refusal = await Refusal(new GetScopedCredentialsRequest { Policy = document }, await Session("*"));
        Assert.Equal(("MalformedPolicyDocument", 400), (refusal?.Code, refusal?.Status));
    }

    [Fact]
    public async Task It_must_be_allowed_and_a_layer_that_does_not_allow_it_is_the_last()
    {
        var (role, arn) = await _world.NewTrustingRole(World.Probe);
        var session = await _world.Assume(arn, _world.Admin);
        var denied = await Refusal(new GetScopedCredentialsRequest { DurationSeconds = 60 }, session);
        Assert.Equal(
            $"User: arn:aws:sts::{_world.Account}:assumed-role/{role.Name}/session is not authorized to perform: {Scoping} on resource: "
            + $"arn:aws:sts::{_world.Account}:self because no identity-based policy allows the {Scoping} action", denied?.Message);

        var narrow = await Scoped(await Session("*"), World.Allow(World.Probe));
        Assert.True(await _world.MayProbe(narrow));
        var last = await Refusal(new GetScopedCredentialsRequest { DurationSeconds = 60 }, narrow);
        Assert.Equal(("AccessDenied", 403), (last?.Code, last?.Status));
        Assert.EndsWith($"because no session policy allows the {Scoping} action", last!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policies_may_ask_how_long_it_is_to_last()
    {
        var session = await Session(
            $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{{Scoping}}}","Resource":"arn:aws:sts::{{{_world.Account}}}:self","""
            + """ "Condition":{"NumericLessThanEquals":{"sts:DurationSeconds":"900"}}}]}""", isDocument: true);
        Assert.Null(await Refusal(new GetScopedCredentialsRequest { DurationSeconds = 900 }, session));
        Assert.Equal("AccessDenied", (await Refusal(new GetScopedCredentialsRequest { DurationSeconds = 901 }, session))?.Code);

        // Without a duration it is what is left.
        var policy = new GetScopedCredentialsRequest { Policy = SessionOrigins.All };
        Assert.Equal("AccessDenied", (await Refusal(policy, session))?.Code);
        _world.Clock.Advance(TimeSpan.FromSeconds(2700));
        Assert.Null(await Refusal(policy, session));
    }

    [Fact]
    public async Task A_trust_policy_that_names_the_session_does_not_pass_by_a_layer()
    {
        var (role, arn) = await _world.NewTrustingRole(Scoping);
        var session = await _world.Assume(arn, _world.Admin);
        var name = $"arn:aws:sts::{_world.Account}:assumed-role/{role.Name}/session";
        var (_, target) = await _world.NewRole(World.TrustPrincipal(name));
        var (_, other) = await _world.NewRole(World.TrustPrincipal(name));
        Assert.Null(await _world.Refusal(target, session));

        var narrow = await Scoped(session, World.Allow(World.Probe));
        Assert.Equal("AccessDenied", (await _world.Refusal(target, narrow))?.Code);

        // Where the role's own policy allows it, the denial says what does not.
        await _world.Change(role, changed => changed with { Grants = Grants.None with { Inline = [new InlinePolicy("own", World.Allow("sts:*"))] } });
        Assert.Equal(
            $"User: {name} is not authorized to perform: sts:AssumeRole on resource: {target} because no session policy allows the sts:AssumeRole action",
            (await _world.Refusal(target, narrow))?.Message);

        var aimed = await Scoped(session, World.Allow("sts:AssumeRole", target));
        Assert.Null(await _world.Refusal(target, aimed));
        Assert.NotNull(await _world.Refusal(other, aimed));
    }

    [Fact]
    public async Task A_role_assumed_from_a_scoped_session_is_chained_and_has_no_layers()
    {
        var (_, own) = await _world.NewTrustingRole("*");
        var (_, target) = await _world.NewTrustingRole(World.Probe, maximum: 43200);
        var origin = await _world.Assume(own, _world.Admin, static request => request with
        {
            SourceIdentity = "anna", Tags = [new Tag { Key = "stage", Value = "one" }], TransitiveTagKeys = ["stage"],
        });
        var scoped = await Scoped(origin, World.Allow("sts:*", target));
        Assert.False(await _world.MayProbe(scoped));
        Assert.Equal(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
            (await _world.Refusal(target, scoped, static request => request with { DurationSeconds = 3601 }))?.Message);

        var answer = await _world.Server.Api.Get(
            new AssumeRoleRequest { RoleArn = target, RoleSessionName = "next", DurationSeconds = 3600 }, scoped);
        Assert.Equal("anna", answer.SourceIdentity);
        Assert.True(await _world.MayProbe(answer.Credentials.ToSigning()));
    }

    [Fact]
    public async Task No_other_operation_makes_more_of_a_scoped_session()
    {
        var (_, key) = await _world.NewUser("*");
        var user = await Scoped((await _world.Server.Api.Get(new GetSessionTokenRequest(), key)).Credentials!.ToSigning(), SessionOrigins.All);
        var role = await Scoped(await Session("*"), SessionOrigins.All);
        foreach (var caller in new[] { user, role })
        {
            Assert.Equal("AccessDenied", (await Refusal(new GetSessionTokenRequest(), caller))?.Code);
            Assert.Equal("AccessDenied", (await Refusal(new GetFederationTokenRequest { Name = "bob" }, caller))?.Code);
        }

        // A token about the caller needs the layer's leave as well, and ends with the session.
        await _world.Server.Api.Get(new EnableOutboundWebIdentityFederationRequest(), _world.Admin);
        var token = new GetWebIdentityTokenRequest { Audience = ["https://api.example.com"], SigningAlgorithm = "ES384" };
        var mute = await Scoped(await Session("*"), World.Allow(World.Probe));
        Assert.EndsWith(
            "because no session policy allows the sts:GetWebIdentityToken action", (await Refusal(token, mute))?.Message, StringComparison.Ordinal);
        var brief = await Scoped(await Session("*"), seconds: 299);
        Assert.Equal("SessionDurationEscalationException", (await Refusal(token, brief))?.Code);
        Assert.Null(await Refusal(token, role));
    }

    [Fact]
    public async Task Scoped_credentials_lend_nothing()
    {
        var request = new DelegationRequest
        {
            Id = Guid.NewGuid().ToString(),
            RequestorAccount = (await _world.NewAccount()).Id,
            WorkflowId = "w",
            Description = "a task",
            TemplateArn = "arn:aws:iam::123456789012:policy/template",
            PermissionPolicy = SessionOrigins.All,
            Channel = "hook",
            SessionSeconds = 43200,
            State = DelegationState.Unassigned,
            CreatedAt = _world.Clock.GetUtcNow(),
            UpdatedAt = _world.Clock.GetUtcNow(),
        };
        await _world.Write(transaction => transaction.TryAdd(request, default));
        var session = await Session("*");
        var associate = new AssociateDelegationRequestRequest { DelegationRequestId = request.Id };
        foreach (var scoped in new[] { await Scoped(session, SessionOrigins.All), await Scoped(session, seconds: 60) })
        {
            Assert.Equal("InvalidInput", (await Refusal(associate, scoped))?.Code);
        }

        Assert.Null(await Refusal(associate, session));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Revoking_what_was_issued_ends_what_was_scoped_however_late_that_was(bool layer)
    {
        var (role, arn) = await _world.NewTrustingRole("*");
        var session = await _world.Assume(arn, _world.Admin);
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        var at = _world.Clock.GetUtcNow();
        var revoke = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["*"],"Resource":["*"],"Condition":{"DateLessThan":"""
            + $$$$"""{"aws:TokenIssueTime":"{{{{at:yyyy-MM-ddTHH:mm:ss}}}}.000Z"}}}]}""";
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        var scoped = await Scoped(session, layer ? SessionOrigins.All : null, layer ? null : 60);
        Assert.True(await _world.MayProbe(scoped));
        await _world.Change(role, changed => changed with
        {
            Grants = changed.Grants with { Inline = [.. changed.Grants.Inline, new InlinePolicy("AWSRevokeOlderSessions", revoke)] },
        });
        Assert.False(await _world.MayProbe(scoped));
    }

    [Fact]
    public async Task It_ends_to_the_second()
    {
        var scoped = await Scoped(await Session("*"), seconds: 2);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await _world.MayProbe(scoped));
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("ExpiredToken", (await Refusal(new GetCallerIdentityRequest(), scoped))?.Code);
    }

    [Fact]
    public async Task A_token_with_its_policies_has_4096_bytes_at_most_and_the_refusal_says_how_many_it_would_have()
    {
        var session = await Session("*");
        var at = await Scoped(session, Long(1));
        at = await Scoped(at, Long(2));
        var refusal = await Refusal(new GetScopedCredentialsRequest { Policy = Long(3) }, at);
        Assert.Equal(("PackedPolicyTooLarge", 400), (refusal?.Code, refusal?.Status));
        Assert.Matches(
            "^The session token would have [45][0-9]{3} bytes, and the maximum is 4096 bytes\\. Session policies and session tags add to its size\\.$",
            refusal!.Message!);

        var padded = await _world.Server.Api.Get(
            new GetScopedCredentialsRequest { DurationSeconds = 60, MinimumSessionTokenSize = 4096 }, session);
        Assert.Equal((4096, 100), (padded.SessionTokenSize!.Value, padded.SessionTokenUtilization!.Value));
    }

    [Fact]
    public async Task The_record_shows_what_a_session_is_for_its_layers_and_whose_child_it_is()
    {
        var (_, key) = await _world.NewUser("*");
        var first = (await _world.Server.Api.Get(new GetSessionTokenRequest(), key)).Credentials!.ToSigning();
        var second = (await _world.Server.Api.Get(
            new GetScopedCredentialsRequest { Policy = SessionOrigins.All, ScopedSessionDescription = "nightly report" }, first)).Credentials!;
        var third = (await _world.Server.Api.Get(
            new GetScopedCredentialsRequest { Policy = World.Allow("sts:*") }, second.ToSigning())).Credentials!;
        await _world.Server.Api.Get(new GetCallerIdentityRequest(), third.ToSigning());

        var records = await AuditLines.Read(_world.Server);
        var made = records.Where(static record => (string?)record["eventName"] == "GetScopedCredentials").ToList();
        Assert.Equal(
            (first.AccessKeyId, "nightly report", SessionOrigins.All, second.AccessKeyId, "1", null),
            (made[0].At("userIdentity.accessKeyId"), made[0].At("requestParameters.scopedSessionDescription"), made[0].At("requestParameters.policy"),
                made[0].At("responseElements.credentials.accessKeyId"), made[0].At("responseElements.scopedPoliciesCount"),
                made[0].At("additionalEventData.daypass.scope")));
        Assert.Null(made[0].At("responseElements.credentials.secretAccessKey"));
        Assert.Equal(
            (second.AccessKeyId, first.AccessKeyId, "1", "nightly report"),
            (made[1].At("userIdentity.accessKeyId"), made[1].At("additionalEventData.daypass.scope.parentAccessKeyId"),
                made[1].At("additionalEventData.daypass.scope.policies"), made[1].At("additionalEventData.daypass.scope.description")));
        var used = records.Last(static record => (string?)record["eventName"] == "GetCallerIdentity");
        Assert.Equal(
            (third.AccessKeyId, second.AccessKeyId, "2", "nightly report"),
            (used.At("userIdentity.accessKeyId"), used.At("additionalEventData.daypass.scope.parentAccessKeyId"),
                used.At("additionalEventData.daypass.scope.policies"), used.At("additionalEventData.daypass.scope.description")));
    }

    private async Task<SigningCredentials> Session(string allowed, bool isDocument = false)
    {
        var (_, arn) = await _world.NewRole(World.TrustAccount(_world.Account), document: isDocument ? allowed : World.Allow(allowed));
        return await _world.Assume(arn, _world.Admin);
    }

    private async Task<SigningCredentials> Scoped(SigningCredentials caller, string? policy = null, int? seconds = null) =>
        (await _world.Server.Api.Get(new GetScopedCredentialsRequest { Policy = policy, DurationSeconds = seconds }, caller)).Credentials!.ToSigning();

    private async Task<AwsError?> Refusal<TInput, TOutput>(Protocol.Query.IOperationInput<TInput, TOutput> input, SigningCredentials caller)
        where TInput : Protocol.Query.IOperationInput<TInput, TOutput>
        where TOutput : Protocol.Answers.IOperationOutput<TOutput> => (await _world.Server.Api.Call(input, caller)).Error;

    /// <summary>A policy of about 1,550 characters that hardly becomes shorter, and allows everything.</summary>
    private static string Long(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":["*""");
        while (text.Length < 1_500)
        {
            text.Append("\",\"arn:aws:s3:::").Append(random.GetItems<char>("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 40));
        }

        return text.Append("\"]}]}").ToString();
    }
}
