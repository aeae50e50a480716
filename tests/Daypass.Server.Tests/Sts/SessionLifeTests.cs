using Daypass.Core.Entities;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>How long a session lives, and what ends or changes it.</summary>
public sealed class SessionLifeTests : IAsyncLifetime
{
    private readonly World _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(null, 3600)]
    [InlineData(900, 900)]
    [InlineData(7200, 7200)]
    public async Task A_role_session_lives_as_long_as_was_asked_for(int? asked, int seconds)
    {
        var (_, arn) = await _world.NewTrustingRole(maximum: 7200);
        var answer = await _world.Server.Api.Get(new AssumeRoleRequest { RoleArn = arn, RoleSessionName = "session", DurationSeconds = asked }, _world.Admin);
        Assert.Equal(_world.Clock.GetUtcNow().AddSeconds(seconds), answer.Credentials.Expiration);

        var session = answer.Credentials.ToSigning();
        _world.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.Null(await Refusal(session));
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        var refusal = await Refusal(session);
        Assert.Equal(("ExpiredToken", 403, "The security token included in the request is expired"), (refusal!.Code, refusal.Status, refusal.Message));
    }

    [Fact]
    [Trait("Conformance", "MaxSessionDuration vs chaining order")]
    public async Task MaxSessionDuration_comes_before_the_hour_of_chaining_and_both_after_the_range()
    {
        var (_, source) = await _world.NewTrustingRole("sts:*");
        var (_, hour) = await _world.NewTrustingRole();
        var (_, half) = await _world.NewTrustingRole(maximum: 43200);
        var session = await _world.Assume(source, _world.Admin);

        Assert.Equal(
            "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
            (await _world.Refusal(half, session, static request => request with { DurationSeconds = 43201 }))!.Message);
        Assert.Equal(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            (await _world.Refusal(hour, session, static request => request with { DurationSeconds = 3601 }))!.Message);
        Assert.Equal(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
            (await _world.Refusal(half, session, static request => request with { DurationSeconds = 3601 }))!.Message);
        Assert.Null(await _world.Refusal(half, session, static request => request with { DurationSeconds = 3600 }));
        Assert.Null(await _world.Refusal(half, _world.Admin, static request => request with { DurationSeconds = 43200 }));
    }

    [Fact]
    public async Task Who_is_denied_does_not_learn_the_maximum()
    {
        var (_, arn) = await _world.NewRole(World.TrustAccount((await _world.NewAccount()).Id));
        Assert.Equal("AccessDenied", (await _world.Refusal(arn, _world.Admin, static request => request with { DurationSeconds = 43200 }))!.Code);
    }

    [Fact]
    [Trait("Conformance", "role deletion and recreation")]
    public async Task Role_deletion_and_recreation()
    {
        var (role, arn) = await _world.NewTrustingRole();
        var session = await _world.Assume(arn, _world.Admin);
        await _world.Delete(role);
        var gone = await Refusal(session);
        await _world.NewRole(World.TrustAccount(_world.Account), name: role.Name);
        foreach (var refusal in new[] { gone, await Refusal(session) })
        {
            Assert.Equal(("InvalidClientTokenId", 403), (refusal!.Code, refusal.Status));
        }
    }

    [Fact]
    [Trait("Conformance", "permission change")]
    [Trait("Conformance", "trust change")]
    public async Task Trust_change_leaves_sessions_alone_and_permission_change_acts_at_once()
    {
        var (role, arn) = await _world.NewTrustingRole(World.Probe);
        var session = await _world.Assume(arn, _world.Admin);
        var distrusting = await _world.Trust(World.TrustAccount((await _world.NewAccount()).Id));
        await _world.Change(role, changed => changed with { Trust = distrusting });
        Assert.NotNull(await _world.Refusal(arn, _world.Admin));
        Assert.True(await _world.MayProbe(session));

        await _world.Change(role, static changed => changed with { Grants = Grants.None });
        Assert.False(await _world.MayProbe(session));
    }

    [Fact]
    [Trait("Conformance", "revocation by TokenIssueTime")]
    public async Task Revocation_by_TokenIssueTime_ends_what_was_issued_before_and_nothing_else()
    {
        var (role, arn) = await _world.NewTrustingRole(World.Probe);
        var before = await _world.Assume(arn, _world.Admin);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        var at = _world.Clock.GetUtcNow();
        var after = await _world.Assume(arn, _world.Admin);

        // The policy that AWS's console attaches for "revoke active sessions".
        var revoke = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["*"],"Resource":["*"],"Condition":{"DateLessThan":"""
            + $$$$"""{"aws:TokenIssueTime":"{{{{at:yyyy-MM-ddTHH:mm:ss}}}}.000Z"}}}]}""";
        await _world.Change(
            role, changed =>
            changed with { Grants = changed.Grants with { Inline = [.. changed.Grants.Inline, new InlinePolicy("AWSRevokeOlderSessions", revoke)] } });
        Assert.False(await _world.MayProbe(before));
        Assert.True(await _world.MayProbe(after));
    }

    [Fact]
    public async Task Deleting_a_user_ends_its_tokens_and_MaxSessionDuration_shortens_none()
    {
        var (user, key) = await _world.NewUser();
        var token = (await _world.Server.Api.Get(new GetSessionTokenRequest(), key)).Credentials!.ToSigning();
        Assert.Null(await Refusal(token));
        await _world.Delete(user);
        Assert.Equal("InvalidClientTokenId", (await Refusal(token))!.Code);

        var (role, arn) = await _world.NewTrustingRole(maximum: 7200);
        var session = await _world.Assume(arn, _world.Admin, static request => request with { DurationSeconds = 7200 });
        await _world.Change(role, static changed => changed with { MaxSessionSeconds = 3600 });
        _world.Clock.Advance(TimeSpan.FromSeconds(7000));
        Assert.Null(await Refusal(session));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_that_is_switched_off_or_deleted_takes_what_was_made_of_it_along(bool deleted)
    {
        var (_, key) = await _world.NewUser("sts:*");
        var limits = new GetFederationTokenRequest { Name = "bob", Policy = World.Allow(World.Probe) };
        var sessions = new[]
        {
            (await _world.Server.Api.Get(new GetSessionTokenRequest(), key)).Credentials!.ToSigning(),
            (await _world.Server.Api.Get(limits, key)).Credentials!.ToSigning(),
        };
        var (_, arn) = await _world.NewTrustingRole();
        var role = await _world.Assume(arn, key);
        foreach (var session in sessions)
        {
            await _world.WhoAmI(session);
        }

        var stored = (await _world.Parts.Directory.FindKey(key.AccessKeyId, default))!.Key;
        if (deleted)
        {
            await _world.Delete(stored);
        }
        else
        {
            await _world.Change(stored, static found => found with { Active = false });
        }

        foreach (var session in sessions)
        {
            var refusal = (await _world.Server.Api.Call(new GetCallerIdentityRequest(), session)).Error;
            Assert.Equal(("InvalidClientTokenId", 403), (refusal!.Code, refusal.Status));
        }

        // A role is somebody else: its sessions end with the role, or by the policy that revokes them.
        await _world.WhoAmI(role);
    }

    [Fact]
    public async Task A_token_is_good_for_its_own_key_only()
    {
        var (_, arn) = await _world.NewTrustingRole();
        var (one, other) = (await _world.Assume(arn, _world.Admin), await _world.Assume(arn, _world.Admin));
        var mixed = await Refusal(one with { SessionToken = other.SessionToken });
        var without = await Refusal(one with { SessionToken = null });
        var added = await Refusal(_world.Admin with { SessionToken = one.SessionToken });
        foreach (var refusal in new[] { mixed, without, added })
        {
            Assert.Equal(
                ("InvalidClientTokenId", 403, "The security token included in the request is invalid."), (refusal!.Code, refusal.Status, refusal.Message));
        }
    }

    [Fact]
    public async Task Rotated_out_keys_open_tokens_until_they_are_retired()
    {
        var rotation = _world.Parts.Rotation;
        var (_, arn) = await _world.NewTrustingRole(maximum: 43200);
        var session = await _world.Assume(arn, _world.Admin, static request => request with { DurationSeconds = 43200 });
        await rotation.Rotate("seal", default);
        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        await rotation.Advance(default);
        Assert.Null(await Refusal(session));
        Assert.True(await rotation.Retire(1, default));
        Assert.Equal("InvalidClientTokenId", (await Refusal(session))!.Code);
    }

    private async Task<AwsError?> Refusal(SigningCredentials credentials) => (await _world.Server.Api.Call(new GetCallerIdentityRequest(), credentials)).Error;
}
