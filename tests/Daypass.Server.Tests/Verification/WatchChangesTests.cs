using Daypass.Core.Verification;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Verification;

/// <summary>A service hears that what it decides by has changed.</summary>
public sealed class WatchChangesTests(World world) : IClassFixture<World>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Whatever_a_decision_hangs_on_is_heard_of_at_once()
    {
        var (user, key) = await world.NewUser("orders:Read");
        var (other, otherKey) = await world.NewUser("orders:Read");
        var group = "group-" + user.Name;
        var api = world.Server.Api;
        await api.Get(new CreateGroupRequest { GroupName = group }, world.Admin);
        await api.Get(new AddUserToGroupRequest { GroupName = group, UserName = user.Name }, world.Admin);
        var policy = (await api.Get(
            new CreatePolicyRequest { PolicyName = "managed-" + user.Name, PolicyDocument = World.Allow("orders:List") }, world.Admin)).Policy!.Arn!;
        await api.Get(new AttachGroupPolicyRequest { GroupName = group, PolicyArn = policy }, world.Admin);
        foreach (var change in new Func<Task>[]
        {
            async () => await api.Get(
                new PutUserPolicyRequest { UserName = user.Name, PolicyName = "p", PolicyDocument = World.Allow("orders:X") }, world.Admin),
            async () => await api.Get(new PutGroupPolicyRequest { GroupName = group, PolicyName = "p", PolicyDocument = World.Allow("orders:X") }, world.Admin),
            async () => await api.Get(
                new CreatePolicyVersionRequest { PolicyArn = policy, PolicyDocument = World.Allow("orders:X"), SetAsDefault = true }, world.Admin),
            async () => await api.Get(new TagUserRequest { UserName = user.Name, Tags = [new() { Key = "a", Value = "b" }] }, world.Admin),
            async () => await api.Get(
                new UpdateAccessKeyRequest { UserName = user.Name, AccessKeyId = key.AccessKeyId, Status = "Inactive" }, world.Admin),
        })
        {
            await Heeded();
            var (mine, theirs) = (await Ask(key), await Ask(otherKey));
            var waiting = Watch(mine.Mark);
            await change();
            var heard = await waiting.WaitAsync(Patience);
            Assert.False(heard.Reset);
            Assert.NotEmpty(heard.Changes.Intersect(mine.MadeOf));
            Assert.Empty(heard.Changes.Intersect(theirs.MadeOf));
            Assert.NotEqual(mine.Mark, heard.Mark);
        }

        Assert.NotNull(other);
    }

    [Fact]
    public async Task The_end_of_a_role_or_a_key_behind_a_session_is_heard_of()
    {
        var (user, key) = await world.NewUser("sts:*");
        var (role, arn) = await world.NewTrustingRole("orders:*");
        var session = await world.Assume(arn, world.Admin);
        var token = (await world.Server.Api.Get(new Protocol.Sts.GetSessionTokenRequest(), key)).Credentials!.ToSigning();

        var before = await Ask(session);
        await world.Delete(role);
        Assert.NotEmpty((await Watch(before.Mark)).Changes.Intersect(before.MadeOf));
        Assert.Equal("InvalidClientTokenId", (await world.Server.Api.Call(Request(session), world.Admin)).Error?.Code);

        before = await Ask(token);
        await world.Server.Api.Get(new UpdateAccessKeyRequest { UserName = user.Name, AccessKeyId = key.AccessKeyId, Status = "Inactive" }, world.Admin);
        Assert.NotEmpty((await Watch(before.Mark)).Changes.Intersect(before.MadeOf));
    }

    [Fact]
    public async Task Names_of_changes_say_nothing_and_are_the_same_for_everybody()
    {
        var (account, _, admin) = await world.NewAccount();
        var mark = (await Watch(null)).Mark;
        await world.Server.Api.Get(new CreateUserRequest { UserName = "very-secret-name" }, admin);
        var heard = await Watch(mark);
        Assert.DoesNotContain("secret", heard.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(account, string.Concat(heard.Changes), StringComparison.Ordinal);
        Assert.All(heard.Changes, static name => Assert.Equal(22, name.Length));
        Assert.Equal(heard.Changes, (await Watch(mark)).Changes);
    }

    [Fact]
    public async Task A_mark_of_another_history_or_key_resets_and_one_that_is_none_is_refused()
    {
        var mark = (await Watch(null)).Mark;
        Assert.DoesNotContain("reset", (await Watch(mark, 0)).Changes);
        var parts = mark.Split('.');
        foreach (var other in new[] { $"{parts[0]}.1.{parts[2]}", $"{parts[0]}.{parts[1]}.00000001", $"999999999.{parts[1]}.{parts[2]}", $"1.1.{parts[2]}" })
        {
            var answer = await Watch(other, 0);
            Assert.True(answer.Reset, other);
            Assert.Empty(answer.Changes);
            Assert.False((await Watch(answer.Mark, 0)).Reset);
        }

        foreach (var none in new[] { "x", "1", "1.2", "1.2.3.4", "-1.2.3", "1.2.zz", "99999999999999999999.1.1", "..", "1.2.123456789" })
        {
            Assert.Equal("ValidationError", (await world.Server.Api.Call(new WatchChangesRequest { Mark = none }, world.Admin)).Error?.Code);
        }
    }

    [Fact]
    public async Task Who_waits_is_let_go_when_the_time_is_up_and_when_the_node_stops()
    {
        var aside = await World.Start();
        var mark = (await aside.Server.Api.Get(new WatchChangesRequest(), aside.Admin)).Mark;
        var answer = await aside.Server.Api.Get(new WatchChangesRequest { Mark = mark, WaitSeconds = 0 }, aside.Admin);
        Assert.Equal((mark, false, 0), (answer.Mark, answer.Reset, answer.Changes.Count));
        var waiting = aside.Server.Api.Get(new WatchChangesRequest { Mark = mark }, aside.Admin);
        aside.Parts.Followed.Stop();
        Assert.Equal(mark, (await waiting.WaitAsync(Patience)).Mark);
        await aside.DisposeAsync();
    }

    [Fact]
    public async Task An_account_that_waits_more_than_its_share_keeps_nobody_else_from_it()
    {
        var mark = (await Watch(null)).Mark;
        var (_, _, other) = await world.NewAccount();
        await Heeded();
        mark = (await Watch(mark, 0)).Mark;
        var waiting = Enumerable.Range(0, WatchChanges.MostWaitingOfAccount).Select(_ => Watch(mark)).ToList();
        await Until(async () =>
            (await world.Server.Api.Call(new WatchChangesRequest { Mark = mark, WaitSeconds = 0 }, world.Admin)).Error?.Code == "Throttling");
        Assert.True((await world.Server.Api.Call(new WatchChangesRequest { Mark = mark, WaitSeconds = 0 }, other)).Succeeded);
        await world.Server.Api.Get(new CreateUserRequest { UserName = "wakes-everybody" }, world.Admin);
        Assert.All(await Task.WhenAll(waiting).WaitAsync(Patience), answer => Assert.NotEqual(mark, answer.Mark));
        Assert.True((await world.Server.Api.Call(new WatchChangesRequest { Mark = mark, WaitSeconds = 0 }, world.Admin)).Succeeded);
    }

    [Fact]
    public async Task It_takes_a_permission()
    {
        var (_, key) = await world.NewUser("daypass:CheckAccess");
        Assert.Equal("AccessDenied", (await world.Server.Api.Call(new WatchChangesRequest(), key)).Error?.Code);
        var (_, service) = await world.NewUser("daypass:WatchChanges");
        Assert.True((await world.Server.Api.Call(new WatchChangesRequest(), service)).Succeeded);
    }

    /// <summary>Waits until the node has heeded what was committed; before that a mark is of an earlier time.</summary>
    private async Task Heeded()
    {
        var position = await world.Parts.Store.ChangePosition(default);
        var next = world.Parts.Followed.Next;
        while (world.Parts.Followed.Last.Position < position)
        {
            await next.WaitAsync(Patience);
            next = world.Parts.Followed.Next;
        }
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            enough.Token.ThrowIfCancellationRequested();
        }
    }

    private GetSigningKeyRequest Request(SigningCredentials caller) => new()
    {
        AccessKeyId = caller.AccessKeyId,
        SessionToken = caller.SessionToken,
        Date = world.Clock.GetUtcNow().ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture),
        Region = "eu-west-1",
        SigningName = "orders",
    };

    private Task<GetSigningKeyResponse> Ask(SigningCredentials caller) => world.Server.Api.Get(Request(caller), world.Admin);

    private Task<WatchChangesResponse> Watch(string? mark, int? seconds = null) =>
        world.Server.Api.Get(new WatchChangesRequest { Mark = mark, WaitSeconds = seconds }, world.Admin);
}
