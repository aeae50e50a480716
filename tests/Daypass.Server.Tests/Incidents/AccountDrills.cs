using System.Text.Json.Nodes;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Verification;
using Daypass.Server.Tests.Nodes;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Incidents;

/// <summary>Drills of docs/incidents.md: what happens to one whole account.</summary>
[Trait("Category", "foreign")]
public sealed class AccountDrills
{
    [Theory, InlineData(false), InlineData(true), Drill(RootKey)]
    public async Task A_leaked_root_key_is_replaced_and_nothing_else_changes(bool isCluster)
    {
        await using var site = await Site.Start(isCluster, RootKey);
        var session = (await site.Api.Get(new GetSessionTokenRequest(), site.Root)).Credentials!.ToSigning();
        var federated = (await site.Api.Get(new GetFederationTokenRequest { Name = "fed", Policy = Site.Allow("*") }, site.Root)).Credentials!.ToSigning();
        var second = (await site.Api.Get(new CreateAccessKeyRequest(), site.Root)).AccessKey!;
        var before = await site.Export();

        var said = await site.RunNext(("ACCOUNT", site.Account));

        Assert.Contains(second.AccessKeyId!, said, StringComparison.Ordinal);
        Assert.Contains(site.Root.AccessKeyId, said, StringComparison.Ordinal);
        await site.Refused(site.Root, session, federated);
        var root = Site.Read(Path.Combine(site.Folder, $"credentials.{site.Account}.root"), "root");
        Assert.DoesNotContain(root.SecretAccessKey.Reveal(), said, StringComparison.Ordinal);
        await Spread.TimeUntil(() => site.IsAccepted(root));
        Assert.Equal($"arn:aws:iam::{site.Account}:root", (await site.Api.Get(new GetCallerIdentityRequest(), root)).Arn);
        Assert.True(await site.IsAccepted(site.Admin));
        var after = await site.Export();
        Assert.Equal(root.AccessKeyId, RootKeys(after, site.Account).Single()!["id"]!.GetValue<string>());
        WithoutRootKeys(before, site.Account);
        WithoutRootKeys(after, site.Account);
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
        Assert.EndsWith("exists already; name another file with --credentials.", await site.Refusal("account", "reset-credentials", site.Account),
            StringComparison.Ordinal);
        await site.AssertDone();
    }

    [Theory, InlineData(false), InlineData(true), Drill(Everything)]
    public async Task Everything_an_account_was_issued_is_refused_and_what_comes_later_is_accepted(bool isCluster)
    {
        await using var site = await Site.Start(isCluster, Everything);
        var role = await site.NewRole("work");
        var elsewhere = await site.NewRole("elsewhere", site.Other, site.Account, site.OtherAccount);
        SigningCredentials[] issued =
        [
            await site.Assume(role, site.Admin), await site.Assume(elsewhere, site.Admin),
            (await site.Api.Get(new GetSessionTokenRequest(), site.Root)).Credentials!.ToSigning(),
            (await site.Api.Get(new GetFederationTokenRequest { Name = "fed", Policy = Site.Allow("*") }, site.Admin)).Credentials!.ToSigning(),
        ];
        var others = await site.Assume(elsewhere, site.Other);
        var before = await site.Export();

        Assert.StartsWith(
            $"Sessions of account {site.Account} that were issued before ", await site.RunNext(("ACCOUNT", site.Account)), StringComparison.Ordinal);

        await site.Refused(issued);
        Assert.True(await site.IsAccepted(others) && await site.IsAccepted(site.Admin) && await site.IsAccepted(site.Root));
        Assert.Equal(before.ToJsonString(), (await site.Export()).ToJsonString());
        await Spread.TimeUntil(async () => await site.IsAccepted(await site.Assume(role, site.Admin)));

        // An instant that is earlier takes nothing back, and does no harm.
        await site.Run("account", "invalidate-sessions", site.Account, "--before", "2026-01-01T00:00:00Z");
        Assert.All(await Task.WhenAll(issued.Select(site.IsRefused)), Assert.True);
        await site.AssertDone(bystanderStays: false);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Every_verifier_hears_of_it_within_two_seconds(bool isCluster)
    {
        await using var site = await Site.Start(isCluster, Everything);
        var role = await site.NewRole("work");
        await Spread.AssertWithinBound(async _ =>
        {
            SigningCredentials session = site.Admin;
            GetSigningKeyResponse? known = null;
            await Spread.TimeUntil(async () =>
            {
                session = await site.Assume(role, site.Admin);
                return (known = (await site.Nodes[^1].Call(Key(session), site.Admin)).Value) is not null;
            });
            var watching = site.Nodes[^1].Get(new WatchChangesRequest { Mark = known!.Mark }, site.Admin);
            await site.Run("account", "invalidate-sessions", site.Account, "--before", "now");
            var start = TimeProvider.System.GetTimestamp();
            var heard = await watching;

            // As a verifier does: it asks anew when it hears of something that its answer was made of, which may be an earlier change first.
            while (!(heard.Reset || heard.Changes.Intersect(known.MadeOf).Any())
                || (await site.Nodes[^1].Call(Key(session), site.Admin)).Error?.Code != "InvalidClientTokenId")
            {
                heard = await site.Nodes[^1].Get(new WatchChangesRequest { Mark = heard.Mark }, site.Admin);
            }

            return TimeProvider.System.GetElapsedTime(start);
        });
    }

    [Fact]
    public async Task A_world_file_does_not_lift_what_was_ended()
    {
        await using var site = await Site.Start(isCluster: false, Everything);
        var role = await site.NewRole("work");
        var (one, all) = (await site.Assume(role, site.Admin), await site.Assume(role, site.Admin));
        var file = Path.Combine(site.Folder, "world.json");
        await site.Run("world", "export", file, "--with-secrets");
        await site.Run("session", "end", one.AccessKeyId);
        await site.Refused(one);
        await site.Run("world", "apply", file);
        Assert.True(await site.IsRefused(one) && await site.IsAccepted(all));

        await site.Run("account", "invalidate-sessions", site.Account, "--before", "now");
        await site.Refused(all);
        await site.Run("world", "apply", file);
        Assert.All(await Task.WhenAll(site.IsRefused(one), site.IsRefused(all)), Assert.True);
    }

    [Theory, InlineData(false), InlineData(true), Drill(NobodyIn)]
    public async Task Who_has_the_master_key_gets_in_for_a_while_and_nothing_is_stored(bool isCluster)
    {
        await using var site = await Site.Start(isCluster, NobodyIn);
        var before = await site.Export();

        var said = await site.RunNext(("ACCOUNT", site.Account));

        var root = Site.Read(Path.Combine(site.Folder, $"credentials.{site.Account}.break-glass"), "root");
        Assert.Contains(root.AccessKeyId, said, StringComparison.Ordinal);
        Assert.DoesNotContain(root.SecretAccessKey.Reveal(), said, StringComparison.Ordinal);
        Assert.Equal(before.ToJsonString(), (await site.Export()).ToJsonString());
        Assert.Equal($"arn:aws:iam::{site.Account}:root", (await site.Nodes[^1].Get(new GetCallerIdentityRequest(), root)).Arn);

        // What it is for: somebody gets in again, for good.
        var key = (await site.Nodes[^1].Get(new CreateAccessKeyRequest { UserName = "admin" }, root)).AccessKey!;
        Assert.NotNull(key.SecretAccessKey);
        await site.Run("session", "end", root.AccessKeyId);
        await site.Refused(root);
        await site.AssertDone();
    }

    [Theory, InlineData(false), InlineData(true), Drill(Closed)]
    public async Task A_closed_account_is_opened_again_and_its_old_sessions_stay_refused(bool isCluster)
    {
        await using var site = await Site.Start(isCluster, Closed);
        var role = await site.NewRole("work");
        var session = await site.Assume(role, site.Admin);
        var before = await site.Export();
        await site.RunNext(("ACCOUNT", site.Account));
        await site.Refused(site.Admin, site.Root, session);
        Assert.Equal($"Account {site.Account} is closed, so nothing of it is accepted: 'account open {site.Account}' opens it.",
            await site.Refusal("account", "break-glass", site.Account));

        Assert.StartsWith($"Account {site.Account} is open. ", await site.RunNext(("ACCOUNT", site.Account)), StringComparison.Ordinal);

        await Spread.TimeUntil(async () => await site.IsAccepted(site.Admin) && await site.IsAccepted(site.Root));
        Assert.True(await site.IsRefused(session));
        Assert.Equal(before.ToJsonString(), (await site.Export()).ToJsonString());
        Assert.Equal($"Account {site.Account} is open.", await site.Refusal("account", "open", site.Account));
        await Spread.TimeUntil(async () => await site.IsAccepted(await site.Assume(role, site.Admin)));
        await site.AssertDone(bystanderStays: false);
    }

    [Theory]
    [InlineData("There is no account 000000000000.", "open", "000000000000")]
    [InlineData("There is no account 000000000000.", "invalidate-sessions", "000000000000", "--before", "now")]
    [InlineData("There is no account 000000000000.", "reset-credentials", "000000000000")]
    [InlineData("There is no account 000000000000.", "break-glass", "000000000000")]
    [InlineData("'mine' is not an account id: 12 digits.", "reset-credentials", "mine")]
    [InlineData("'mine' is not an account id: 12 digits.", "break-glass", "mine")]
    [InlineData("--minutes takes 15 to 60.", "break-glass", "000000000000", "--minutes", "61")]
    [InlineData("'soon' is not an instant: write 'now', or one such as 2026-11-28T09:30:00Z.", "invalidate-sessions", "000000000000", "--before", "soon")]
    public async Task What_cannot_be_done_is_one_sentence(string sentence, params string[] arguments)
    {
        await using var site = await Site.Start(isCluster: false, Everything);
        Assert.Equal(sentence, await site.Refusal(["account", .. arguments]));
        Assert.Empty(Directory.GetFiles(site.Folder, "credentials.000000000000*"));
    }

    private const string RootKey = "A leaked root key";

    private const string Everything = "Everything of one account";

    private const string NobodyIn = "Nobody can get in";

    private const string Closed = "An account that was closed";

    private static GetSigningKeyRequest Key(SigningCredentials session) => new()
    {
        AccessKeyId = session.AccessKeyId,
        SessionToken = session.SessionToken,
        Date = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture),
        Region = "us-east-1",
        SigningName = "orders",
    };

    private static JsonArray RootKeys(JsonNode world, string account) => AccountOf(world, account)["rootAccessKeys"]!.AsArray();

    private static void WithoutRootKeys(JsonNode world, string account) => AccountOf(world, account).AsObject().Remove("rootAccessKeys");

    private static JsonNode AccountOf(JsonNode world, string account) =>
        world["accounts"]!.AsArray().Single(one => one!["id"]!.GetValue<string>() == account)!;
}
