using Daypass.Core.Accounts;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Nodes;
using Daypass.Server.Tests.Sts;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Incidents;

/// <summary>Drills of docs/incidents.md: sessions and keys that leaked.</summary>
[Trait("Category", "foreign")]
public sealed class SessionDrills
{
    [Theory, InlineData(false), InlineData(true), Drill(Session)]
    public async Task A_leaked_session_ends_with_all_that_was_made_of_it_and_no_other(bool isCluster)
    {
        await using var site = await Site.Start(isCluster, Session);
        var (role, next) = (await site.NewRole("leaked"), await site.NewRole("next"));
        var elsewhere = await site.NewRole("elsewhere", site.Other, site.Account, site.OtherAccount);
        var leaked = await site.Assume(role, site.Admin, "leaked");
        var (scoped, chained) = (await Scope(site, leaked), await site.Assume(next, leaked));
        var (deeper, abroad) = (await Scope(site, await Scope(site, scoped)), await site.Assume(elsewhere, chained));
        var sibling = await site.Assume(role, site.Admin, "sibling");
        var named = await site.Assume(role, site.Admin, "named");
        var before = await site.Export();

        Assert.Contains($"to access key {leaked.AccessKeyId} is refused.", await site.RunNext(("KEY", leaked.AccessKeyId)), StringComparison.Ordinal);
        await site.Refused(leaked, scoped, deeper, chained, abroad);
        Assert.True(await site.IsAccepted(sibling) && await site.IsAccepted(named));

        Assert.Contains("under the session name named is refused.", await site.RunNext(("ROLE_ARN", role), ("NAME", "named")), StringComparison.Ordinal);
        await site.Refused(named);
        Assert.True(await site.IsAccepted(sibling));
        Assert.Equal(before.ToJsonString(), (await site.Export()).ToJsonString());

        Assert.Contains($"to the role {role} is refused.", await site.RunNext(("ROLE_ARN", role)), StringComparison.Ordinal);
        await site.Refused(sibling);
        await Spread.TimeUntil(async () => await site.IsAccepted(await site.Assume(role, site.Admin, "named")));
        await site.AssertDone();
    }

    [Theory, InlineData(false), InlineData(true), Drill(UserKey)]
    public async Task A_leaked_key_of_a_user_is_off_and_everything_it_made_is_refused(bool isCluster)
    {
        await using var site = await Site.Start(isCluster, UserKey);
        var (role, next) = (await site.NewRole("work"), await site.NewRole("next"));
        var elsewhere = await site.NewRole("elsewhere", site.Other, site.Account, site.OtherAccount);
        var key = await site.NewUser("leaky");
        var other = await site.Assume(role, site.Admin, "other");
        await Spread.TimeUntil(() => site.IsAccepted(key));
        var token = (await site.Api.Get(new GetSessionTokenRequest(), key)).Credentials!.ToSigning();
        var federated = (await site.Api.Get(new GetFederationTokenRequest { Name = "fed", Policy = Site.Allow("*") }, key)).Credentials!.ToSigning();
        var assumed = await site.Assume(role, key);
        SigningCredentials[] made =
        [
            token, federated, assumed, await site.Assume(role, token), await Scope(site, federated), await site.Assume(next, assumed),
            await site.Assume(elsewhere, key), await site.Assume(elsewhere, await site.Assume(next, assumed)),
        ];
        var before = await site.Export();

        Assert.Equal(
            $"Access key {key.AccessKeyId} is active and would make new sessions: switch it off first, or with --deactivate.",
            await site.Refusal("session", "end", key.AccessKeyId));
        await site.RunNext(("KEY", key.AccessKeyId));

        await site.Refused([key, .. made]);
        Assert.True(await site.IsAccepted(other));
        var status = (await site.Api.Get(new ListAccessKeysRequest { UserName = "leaky" }, site.Admin)).AccessKeyMetadata.Single().Status;
        Assert.Equal("Inactive", status);
        await site.Api.Get(new UpdateAccessKeyRequest { UserName = "leaky", AccessKeyId = key.AccessKeyId, Status = "Active" }, site.Admin);
        Assert.Equal(before.ToJsonString(), (await site.Export()).ToJsonString());

        // Switched on again it works, and what it made before does not.
        await Spread.TimeUntil(() => site.IsAccepted(key));
        Assert.All(await Task.WhenAll(made.Select(site.IsRefused)), Assert.True);
        await Spread.TimeUntil(async () => await site.IsAccepted(await site.Assume(role, key)));
        await site.AssertDone();
    }

    [Theory]
    [InlineData("'AKIA' is not an access key id.", "AKIA")]
    [InlineData("No account here has the access key ASIAAAAAAAAAAAAAAAAA.", "ASIAAAAAAAAAAAAAAAAA")]
    [InlineData("Name an access key id, or --role with or without --session-name.")]
    [InlineData("Name an access key id, or --role with or without --session-name.", "--session-name", "x")]
    [InlineData("Name an access key id, or --role with or without --session-name.", "ASIAAAAAAAAAAAAAAAAA", "--role", "arn:aws:iam::111122223333:role/r")]
    [InlineData("'deploy' is not the ARN of a role, such as arn:aws:iam::111122223333:role/deploy.", "--role", "deploy")]
    [InlineData("There is no role deploy in account 111122223333.", "--role", "arn:aws:iam::111122223333:role/deploy")]
    public async Task What_cannot_be_ended_is_one_sentence(string sentence, params string[] arguments)
    {
        await using var site = await Site.Start(isCluster: false, Session);
        Assert.Equal(sentence, await site.Refusal(["session", "end", .. arguments]));
    }

    [Fact]
    public async Task An_account_keeps_a_thousand_ended_sessions_until_nothing_of_them_can_live_any_more()
    {
        await using var server = await RunningServer.Start();
        var clock = new ManualClock();
        var ending = new SessionEnding(server.Host.Service.Parts.Store, AccessKeyPrefixes.Aws, clock);
        var account = AccountId.Parse(server.Account);
        for (var count = 0; count < SessionEnding.Most; count++)
        {
            Assert.True((await ending.EndOfKey(AccessKeyId.New("ASIA", account), deactivate: false, default)).Succeeded);
        }

        var more = await ending.EndOfKey(AccessKeyId.New("ASIA", account), deactivate: false, default);
        Assert.Equal(
            $"Account {account} has 1000 ended sessions already: end all of them with 'account invalidate-sessions {account} --before now'.",
            more.Error!.Message);
        clock.Advance(TimeSpan.FromHours(38));
        var last = AccessKeyId.New("ASIA", account);
        Assert.True((await ending.EndOfKey(last, deactivate: false, default)).Succeeded);
        var stored = (await server.Host.Service.Parts.Directory.FindAccount(server.Account, default))!;
        Assert.Equal(last, Assert.Single(stored.Ended!).Of);
    }

    private const string Session = "A leaked session";

    private const string UserKey = "A leaked access key of a user";

    private static async Task<SigningCredentials> Scope(Site site, SigningCredentials session) =>
        (await site.Api.Get(new GetScopedCredentialsRequest { DurationSeconds = 900 }, session)).Credentials!.ToSigning();
}
