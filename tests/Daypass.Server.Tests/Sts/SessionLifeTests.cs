using Daypass.Core.Entities;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>How long a session lives, and what ends or changes it: sts.md 5.1 and 5.6.</summary>
public sealed class SessionLifeTests : IAsyncLifetime
{
    private readonly World world = new();

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData(null, 3600)]
    [InlineData(900, 900)]
    [InlineData(7200, 7200)]
    public async Task A_role_session_lives_as_long_as_was_asked_for(int? asked, int seconds)
    {
        var (_, arn) = await world.NewTrustingRole(maximum: 7200);
        var answer = await world.Server.Api.Get(new AssumeRoleRequest { RoleArn = arn, RoleSessionName = "session", DurationSeconds = asked }, world.Admin);
        Assert.Equal(world.Clock.GetUtcNow().AddSeconds(seconds), answer.Credentials.Expiration);

        var session = answer.Credentials.ToSigning();
        world.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.Null(await Refusal(session));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var refusal = await Refusal(session);
        Assert.Equal(("ExpiredToken", 403, "The security token included in the request is expired"), (refusal!.Code, refusal.Status, refusal.Message));
    }

    [Fact]
    [Trait("Conformance", "MaxSessionDuration vs chaining order")]
    public async Task MaxSessionDuration_comes_before_the_hour_of_chaining_and_both_after_the_range()
    {
        var (_, source) = await world.NewTrustingRole("sts:*");
        var (_, hour) = await world.NewTrustingRole();
        var (_, half) = await world.NewTrustingRole(maximum: 43200);
        var session = await world.Assume(source, world.Admin);

        Assert.Equal(
            "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
            (await world.Refusal(half, session, static request => request with { DurationSeconds = 43201 }))!.Message);
        Assert.Equal(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            (await world.Refusal(hour, session, static request => request with { DurationSeconds = 3601 }))!.Message);
        Assert.Equal(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
            (await world.Refusal(half, session, static request => request with { DurationSeconds = 3601 }))!.Message);
        Assert.Null(await world.Refusal(half, session, static request => request with { DurationSeconds = 3600 }));
        Assert.Null(await world.Refusal(half, world.Admin, static request => request with { DurationSeconds = 43200 }));
    }

    [Fact]
    public async Task Who_is_denied_does_not_learn_the_maximum()
    {
        var (_, arn) = await world.NewRole(World.TrustAccount((await world.NewAccount()).Id));
        Assert.Equal("AccessDenied", (await world.Refusal(arn, world.Admin, static request => request with { DurationSeconds = 43200 }))!.Code);
    }

    [Fact]
    [Trait("Conformance", "role deletion and recreation")]
    public async Task Role_deletion_and_recreation()
    {
        var (role, arn) = await world.NewTrustingRole();
        var session = await world.Assume(arn, world.Admin);
        await world.Delete(role);
        var gone = await Refusal(session);
        await world.NewRole(World.TrustAccount(world.Account), name: role.Name);
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
        var (role, arn) = await world.NewTrustingRole(World.Probe);
        var session = await world.Assume(arn, world.Admin);
        var distrusting = await world.Trust(World.TrustAccount((await world.NewAccount()).Id));
        await world.Change(role, changed => changed with { Trust = distrusting });
        Assert.NotNull(await world.Refusal(arn, world.Admin));
        Assert.True(await world.MayProbe(session));

        await world.Change(role, static changed => changed with { Grants = Grants.None });
        Assert.False(await world.MayProbe(session));
    }

    [Fact]
    [Trait("Conformance", "revocation by TokenIssueTime")]
    public async Task Revocation_by_TokenIssueTime_ends_what_was_issued_before_and_nothing_else()
    {
        var (role, arn) = await world.NewTrustingRole(World.Probe);
        var before = await world.Assume(arn, world.Admin);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var at = world.Clock.GetUtcNow();
        var after = await world.Assume(arn, world.Admin);

        // The policy that AWS's console attaches for "revoke active sessions".
        var revoke = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["*"],"Resource":["*"],"Condition":{"DateLessThan":{"aws:TokenIssueTime":"[policy creation time]"}}}]}"""
            .Replace("[policy creation time]", $"{at:yyyy-MM-ddTHH:mm:ss}.000Z", StringComparison.Ordinal);
        await world.Change(role, changed => changed with { Grants = changed.Grants with { Inline = [.. changed.Grants.Inline, new InlinePolicy("AWSRevokeOlderSessions", revoke)] } });
        Assert.False(await world.MayProbe(before));
        Assert.True(await world.MayProbe(after));
    }

    [Fact]
    public async Task Deleting_a_user_ends_its_tokens_and_MaxSessionDuration_shortens_none()
    {
        var (user, key) = await world.NewUser();
        var token = (await world.Server.Api.Get(new GetSessionTokenRequest(), key)).Credentials!.ToSigning();
        Assert.Null(await Refusal(token));
        await world.Delete(user);
        Assert.Equal("InvalidClientTokenId", (await Refusal(token))!.Code);

        var (role, arn) = await world.NewTrustingRole(maximum: 7200);
        var session = await world.Assume(arn, world.Admin, static request => request with { DurationSeconds = 7200 });
        await world.Change(role, static changed => changed with { MaxSessionSeconds = 3600 });
        world.Clock.Advance(TimeSpan.FromSeconds(7000));
        Assert.Null(await Refusal(session));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_that_is_switched_off_or_deleted_takes_what_was_made_of_it_along(bool deleted)
    {
        var (_, key) = await world.NewUser("sts:*");
        var limits = new GetFederationTokenRequest { Name = "bob", Policy = World.Allow(World.Probe) };
        var sessions = new[]
        {
            (await world.Server.Api.Get(new GetSessionTokenRequest(), key)).Credentials!.ToSigning(),
            (await world.Server.Api.Get(limits, key)).Credentials!.ToSigning(),
        };
        var (_, arn) = await world.NewTrustingRole();
        var role = await world.Assume(arn, key);
        foreach (var session in sessions)
        {
            await world.WhoAmI(session);
        }

        var stored = (await world.Parts.Directory.FindKey(key.AccessKeyId, default))!.Key;
        if (deleted)
        {
            await world.Delete(stored);
        }
        else
        {
            await world.Change(stored, static found => found with { Active = false });
        }

        foreach (var session in sessions)
        {
            var refusal = (await world.Server.Api.Call(new GetCallerIdentityRequest(), session)).Error;
            Assert.Equal(("InvalidClientTokenId", 403), (refusal!.Code, refusal.Status));
        }

        // A role is somebody else: its sessions end with the role, or by the policy that revokes them.
        await world.WhoAmI(role);
    }

    [Fact]
    public async Task A_token_is_good_for_its_own_key_only()
    {
        var (_, arn) = await world.NewTrustingRole();
        var (one, other) = (await world.Assume(arn, world.Admin), await world.Assume(arn, world.Admin));
        var mixed = await Refusal(one with { SessionToken = other.SessionToken });
        var without = await Refusal(one with { SessionToken = null });
        var added = await Refusal(world.Admin with { SessionToken = one.SessionToken });
        foreach (var refusal in new[] { mixed, without, added })
        {
            Assert.Equal(("InvalidClientTokenId", 403, "The security token included in the request is invalid."), (refusal!.Code, refusal.Status, refusal.Message));
        }
    }

    [Fact]
    public async Task Rotated_out_keys_open_tokens_until_they_are_retired()
    {
        var rotation = world.Parts.Rotation;
        var (_, arn) = await world.NewTrustingRole(maximum: 43200);
        var session = await world.Assume(arn, world.Admin, static request => request with { DurationSeconds = 43200 });
        await rotation.Rotate("seal", default);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await rotation.Advance(default);
        Assert.Null(await Refusal(session));
        Assert.True(await rotation.Retire(1, default));
        Assert.Equal("InvalidClientTokenId", (await Refusal(session))!.Code);
    }

    private async Task<AwsError?> Refusal(SigningCredentials credentials) => (await world.Server.Api.Call(new GetCallerIdentityRequest(), credentials)).Error;
}
