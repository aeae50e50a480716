using Daypass.Core.Mfa;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Sts;
using Daypass.Server.Tests.Toolbox;
using Daypass.Storage;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Nodes;

/// <summary>What one node does holds on the other: at once where it is stored, within two seconds where it was in memory.</summary>
[Trait("Category", "foreign")]
public sealed class TwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task A_role_known_to_be_absent_on_one_node_is_used_there_within_two_seconds_of_being_made_on_the_other()
    {
        await Spread.AssertWithinBound(async round =>
        {
            var request = new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{nodes.Account}:role/late-{round}", RoleSessionName = "session" };
            Assert.Equal("AccessDenied", (await nodes.Second.Call(request, nodes.Admin)).Error!.Code);
            await nodes.NewRole(nodes.First, $"late-{round}");
            return await Spread.TimeUntil(async () => (await nodes.Second.Call(request, nodes.Admin)).Succeeded);
        });
    }

    [Fact]
    public async Task An_access_key_deleted_on_one_node_is_refused_on_the_other_within_two_seconds()
    {
        await Spread.AssertWithinBound(async round =>
        {
            var key = await nodes.NewUser(nodes.First, $"leaver-{round}", "sts:*");
            Assert.True((await nodes.Second.Call(new GetCallerIdentityRequest(), key)).Succeeded);
            await nodes.First.Get(new DeleteAccessKeyRequest { UserName = $"leaver-{round}", AccessKeyId = key.AccessKeyId }, nodes.Admin);
            Assert.Equal("InvalidClientTokenId", (await nodes.First.Call(new GetCallerIdentityRequest(), key)).Error!.Code);
            return await Spread.TimeUntil(async () => (await nodes.Second.Call(new GetCallerIdentityRequest(), key)).Error?.Code == "InvalidClientTokenId");
        });
    }

    [Fact]
    public async Task A_policy_taken_away_on_one_node_no_longer_allows_on_the_other_within_two_seconds()
    {
        await Spread.AssertWithinBound(async round =>
        {
            var key = await nodes.NewUser(nodes.Second, $"reader-{round}", "iam:ListUsers");
            Assert.True((await nodes.First.Call(new ListUsersRequest(), key)).Succeeded);
            await nodes.Second.Get(new DeleteUserPolicyRequest { UserName = $"reader-{round}", PolicyName = "own" }, nodes.Admin);
            return await Spread.TimeUntil(async () => (await nodes.First.Call(new ListUsersRequest(), key)).Error?.Code == "AccessDenied");
        });
    }

    [Fact]
    public async Task A_session_of_one_node_is_accepted_by_the_other_at_once()
    {
        var arn = await nodes.NewRole(nodes.First, "travelling");
        for (var turn = 0; turn < 10; turn++)
        {
            var (from, to) = turn % 2 == 0 ? (nodes.First, nodes.Second) : (nodes.Second, nodes.First);
            var session = (await from.Get(new AssumeRoleRequest { RoleArn = arn, RoleSessionName = "session" }, nodes.Admin)).Credentials;
            var identity = await to.Get(new GetCallerIdentityRequest(), session.ToSigning());
            Assert.EndsWith(":assumed-role/travelling/session", identity.Arn, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_code_shown_to_both_nodes_is_accepted_once_and_failures_count_together()
    {
        var key = await nodes.NewUser(nodes.First, "careful", "sts:*");
        var device = (await nodes.First.Get(new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "careful" }, nodes.Admin)).VirtualMfaDevice;
        var seed = MfaDeviceTests.Decode(device);
        var step = TimeCode.StepAt(TimeProvider.System.GetUtcNow());
        await nodes.First.Get(
            new EnableMfaDeviceRequest
            {
                UserName = "careful",
                SerialNumber = device.SerialNumber,
                AuthenticationCode1 = TimeCode.At(seed, step - 1),
                AuthenticationCode2 = TimeCode.At(seed, step),
            },
            nodes.Admin);

        // The next step's code is good already: two steps of skew are allowed.
        var right = new GetSessionTokenRequest { SerialNumber = device.SerialNumber, TokenCode = TimeCode.At(seed, step + 1) };
        var results = await Task.WhenAll(nodes.First.Call(right, key), nodes.Second.Call(right, key));
        Assert.Single(results, static result => result.Succeeded);
        Assert.Single(results, static result => result.Error?.Code == "AccessDenied");

        // A device answers nine codes in a window of three minutes. The nodes go by the real time, so a window may end meanwhile: then the next one counts.
        int answered;
        long window;
        do
        {
            (answered, window) = (0, Window());
            for (var wrong = 0; wrong < 12; wrong++)
            {
                var node = wrong % 2 == 0 ? nodes.First : nodes.Second;
                var refusal = (await node.Call(right with { TokenCode = TimeCode.At(seed, step - 100 - wrong) }, key)).Error!;
                Assert.Equal("AccessDenied", refusal.Code);
                answered += refusal.Message!.Contains("one time pass code", StringComparison.Ordinal) ? 1 : 0;
            }
        }
        while (window != Window());

        // Two were answered before, unless that was in an earlier window.
        Assert.InRange(answered, 7, 9);
    }

    private static long Window() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 180;

    [Fact]
    public async Task Rotating_the_keys_under_load_on_both_nodes_fails_no_request()
    {
        const int Rotations = 3;
        var arn = await nodes.NewRole(nodes.First, "rotating");
        using var ended = new CancellationTokenSource();
        var load = new[] { (nodes.First, nodes.Second), (nodes.Second, nodes.First), (nodes.First, nodes.First), (nodes.Second, nodes.Second) }
            .Select(pair => Task.Run(() => IssueAndUse(pair.Item1, pair.Item2, arn, ended.Token))).ToArray();

        // As if it had been published a minute ago: the nodes have the key as soon as they hear of it, and whoever steps first makes it active.
        var past = new ManualClock(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(2));
        await using var database = await Database.OpenPostgres(nodes.Database);
        var issued = new HashSet<int>();
        for (var rotation = 0; rotation < Rotations; rotation++)
        {
            using (var ring = await KeyRing.Open(database.Keys, new SecretEnvelope(nodes.MasterKey), past, null, default))
            {
                issued.Add(await new KeyRotation(ring).Rotate(RingKey.ForSealing, default));
            }

            await Task.Delay(Spread.Bound);
            using (var ring = await KeyRing.Open(database.Keys, new SecretEnvelope(nodes.MasterKey), TimeProvider.System, null, default))
            {
                await new KeyRotation(ring).Advance(default);
            }

            await Task.Delay(Spread.Bound);
        }

        await ended.CancelAsync();
        var served = await Task.WhenAll(load);
        Assert.All(served, static requests => Assert.True(requests > 20, $"only {requests} requests were served"));
        Assert.Equal(Rotations, issued.Count);
        Assert.Equal(KeyState.Active, (await database.Keys.All(default))[^1].State);
    }

    [Fact]
    public async Task What_one_node_denied_the_other_explains_within_two_seconds()
    {
        await Spread.AssertWithinBound(async round =>
        {
            var key = await nodes.NewUser(nodes.First, $"denied-{round}", "s3:*");
            var denial = (await nodes.First.Call(new GetUserRequest { UserName = "anna" }, key)).Error!.Message;
            var id = ToolboxClient.IdIn(denial)!;
            return await Spread.TimeUntil(async () => (await nodes.Second.Details(TimeProvider.System, id, nodes.Admin)).Status == 200);
        });
    }

    [Fact]
    public async Task Both_nodes_say_that_they_are_ready()
    {
        foreach (var node in new[] { nodes.First, nodes.Second })
        {
            using var answer = await node.Send(new HttpRequestMessage(HttpMethod.Get, "/readyz"));
            Assert.Equal((200, """{"status":"ready","reasons":[]}"""), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }
    }

    /// <summary>Sessions made on one node and used on another; any refusal throws.</summary>
    private async Task<int> IssueAndUse(ApiClient from, ApiClient to, string arn, CancellationToken ended)
    {
        var requests = 0;
        while (!ended.IsCancellationRequested)
        {
            var made = (await from.Get(new AssumeRoleRequest { RoleArn = arn, RoleSessionName = "session" }, nodes.Admin)).Credentials;
            await to.Get(new GetCallerIdentityRequest(), made.ToSigning());
            requests += 2;
        }

        return requests;
    }
}
