using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Daypass.Server.Options;
using Microsoft.Extensions.Time.Testing;

namespace Daypass.Testing.Tests;

/// <summary>A server in the process of a test.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task A_world_in_code_is_what_the_server_holds()
    {
        await using var sts = await DaypassServer.StartAsync(static world => world.Account("111122223333")
            .User("ci", static user => user.Allow("sts:AssumeRole").AccessKey("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"))
            .Role("deploy", static role => role.TrustedBy("ci").WithExternalId("blue").LongestSession(TimeSpan.FromHours(2)).Tag("team", "blue"))
            .Account("222233334444").Role("other", static role => role.TrustedBy("111122223333").When("StringLike", "sts:RoleSessionName", "b*")));
        using var ci = sts.Client<AmazonSecurityTokenServiceClient>("ci");

        var session = await ci.AssumeRoleAsync(Deploy(sts.Account.RoleArn("deploy"), "blue"));
        await ci.AssumeRoleAsync(Deploy(sts.Accounts[1].RoleArn("other"), null));
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => ci.AssumeRoleAsync(Deploy(sts.Account.RoleArn("deploy"), "red")));

        Assert.Equal("AccessDenied", refused.ErrorCode);
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/deploy/build", session.AssumedRoleUser.Arn);
        var last = sts.Decisions[^1];
        Assert.Equal(
            ("AssumeRole", "implicitDeny", "trust", sts.Account.UserArn("ci"), sts.Account.RoleArn("deploy")),
            (last.Operation, last.Outcome, last.Layer, last.Caller, last.Resource));
        Assert.Equal(
            $"sts:AssumeRole on {sts.Account.RoleArn("deploy")} by {sts.Account.UserArn("ci")}: implicitDeny by trust, no document, statement none",
            last.ToString());
        using var root = sts.Client<AmazonSecurityTokenServiceClient>(session.Credentials);
        Assert.Equal("111122223333", (await root.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Account);
    }

    [Fact]
    public async Task A_hundred_tests_at_once_have_an_account_each_and_see_their_own_decisions()
    {
        await using var sts = await DaypassServer.StartAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 100), async (_, cancelled) =>
        {
            var account = await sts.NewAccount(
                static account => account.User("ci", static user => user.Allow("sts:AssumeRole"))
                    .Role("deploy", static role => role.TrustedBy("ci").WithExternalId("blue")),
                cancelled);
            using var ci = account.Client<AmazonSecurityTokenServiceClient>("ci");
            await ci.AssumeRoleAsync(Deploy(account.RoleArn("deploy"), "blue"), cancelled);
            await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => ci.AssumeRoleAsync(Deploy(account.RoleArn("deploy"), "red"), cancelled));
            Assert.Equal(["allowed", "implicitDeny"], account.Decisions.Select(static decision => decision.Outcome));
        });
    }

    [Fact]
    public async Task The_time_provider_of_a_test_ends_sessions()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var sts = await DaypassServer.StartAsync(adjust: options => options.TimeProvider = time);
        using var admin = sts.Client<AmazonSecurityTokenServiceClient>();
        var session = (await admin.GetSessionTokenAsync(new GetSessionTokenRequest { DurationSeconds = 900 })).Credentials;
        Assert.Equal(new DateTime(2031, 1, 1, 0, 15, 0, DateTimeKind.Utc), session.Expiration!.Value.ToUniversalTime());
        using var client = sts.Client<AmazonSecurityTokenServiceClient>(session);
        await client.GetCallerIdentityAsync(new GetCallerIdentityRequest());

        time.Advance(TimeSpan.FromMinutes(16));

        var ended = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => client.GetCallerIdentityAsync(new GetCallerIdentityRequest()));
        Assert.Equal("ExpiredToken", ended.ErrorCode);
        sts.Clock.Set(new DateTimeOffset(2031, 1, 1, 0, 1, 0, TimeSpan.Zero));
        await client.GetCallerIdentityAsync(new GetCallerIdentityRequest());
    }

    [Fact]
    public async Task A_reset_and_a_snapshot_bring_back_what_was()
    {
        await using var sts = await DaypassServer.StartAsync();
        var begun = await sts.NewAccount("222233334444");
        var snapshot = await sts.Snapshot();
        await sts.NewAccount("333344445555");
        Assert.True(await IsThere(begun));

        await snapshot.Restore();
        await sts.NewAccount("333344445555");
        Assert.True(await IsThere(begun));
        await sts.Reset();
        Assert.False(await IsThere(begun));
        await snapshot.Restore();
        Assert.True(await IsThere(begun));

        static async Task<bool> IsThere(DaypassAccount account)
        {
            using var client = account.Client<AmazonSecurityTokenServiceClient>("root");
            try
            {
                return (await client.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Account == account.Id;
            }
            catch (AmazonServiceException refused) when (refused.ErrorCode == "InvalidClientTokenId")
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Two_servers_know_nothing_of_each_other()
    {
        await using var one = await DaypassServer.StartAsync();
        await using var other = await DaypassServer.StartAsync();
        using var stranger = other.Client<AmazonSecurityTokenServiceClient>(one.Account.Credentials());

        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => stranger.GetCallerIdentityAsync(new GetCallerIdentityRequest()));
        Assert.Equal("InvalidClientTokenId", refused.ErrorCode);
        await one.Apply(static world => world.Account("999988887777"));
        Assert.Single(other.Accounts);
    }

    [Fact]
    public async Task What_is_wrong_in_a_world_is_said_with_its_place()
    {
        var refused = await Assert.ThrowsAsync<StartException>(() => DaypassServer.StartAsync(static world => world.Account("12")));
        Assert.Contains("accounts[0]", refused.Message, StringComparison.Ordinal);
        Assert.Contains("The document is no JSON: line 1, byte 2.", Assert.Throws<ArgumentException>(
            static () => new WorldBuilder().Account().Role("role", "{")).Message, StringComparison.Ordinal);
        Assert.Contains("Nobody may assume the role", Assert.Throws<InvalidOperationException>(
            static () => new WorldBuilder().Account().Role("role", static _ => { })).Message, StringComparison.Ordinal);
        await using var sts = await DaypassServer.StartAsync();
        Assert.Contains("Nobody called 'nobody' has an access key in account 111122223333; there are admin.",
            Assert.Throws<ArgumentException>(() => sts.Account.Credentials("nobody")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Well_known_keys_stand_for_the_user_that_was_named()
    {
        await using var sts = await DaypassServer.StartAsync(adjust: static options => options.WellKnownKeys = "admin");
        using var client = sts.Client<AmazonSecurityTokenServiceClient>(new BasicAWSCredentials("test", "test"));
        Assert.Equal(sts.Account.UserArn("admin"), (await client.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Arn);
    }

    private static AssumeRoleRequest Deploy(string role, string? externalId) => new() { RoleArn = role, RoleSessionName = "build", ExternalId = externalId };
}
