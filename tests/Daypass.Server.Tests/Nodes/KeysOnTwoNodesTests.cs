using System.Buffers.Binary;
using System.Globalization;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Nodes;

/// <summary><c>daypass-server keys</c> beside two running nodes: what it did holds on both within two seconds of its end.</summary>
[Trait("Category", "foreign")]
public sealed class KeysOnTwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    /// <summary>"DPS1" read as base64.</summary>
    private const int PrefixBytes = 3;

    [Fact]
    public async Task A_rotated_key_issues_on_both_nodes_and_a_retired_one_is_refused_by_both()
    {
        await Spread.AssertWithinBound(async _ =>
        {
            var before = await Issuing();
            var old = await Sessions();
            await Keys("rotate", "--at-once");
            var next = await Issuing();
            Assert.NotEqual(before, next);
            var spread = await Spread.TimeUntil(async () => !(await Sealed()).Contains(before));
            Assert.True(await AreAccepted(old), "what the older key made is no longer accepted");
            var young = await Sessions();
            Assert.True(await AreAccepted(young), "what the new key made is not accepted");

            Assert.Equal($"Key {before} is retired: nothing it made is accepted.", await Keys("retire", before));
            var retired = await Spread.TimeUntil(async () => await AreRefused(old));
            Assert.True(await AreAccepted(young));
            return spread > retired ? spread : retired;
        });
    }

    [Fact]
    public async Task A_published_key_stands_in_the_list_and_issues_on_neither_node_yet()
    {
        var before = await Issuing();
        var published = (await Keys("rotate")).Split(' ')[1];
        Assert.Contains((await Keys("list")).Split('\n'), line => line.StartsWith($"{published}\tseal\tpublished\t", StringComparison.Ordinal));
        Assert.Equal(before, await Issuing());
        Assert.DoesNotContain(published, await Sealed());
        await Keys("rotate", "--at-once");
        Assert.Equal(published, await Issuing());
    }

    [Fact]
    public async Task What_was_issued_before_an_instant_is_refused_by_both_nodes_and_what_comes_later_is_accepted()
    {
        await Spread.AssertWithinBound(async _ =>
        {
            var old = await Sessions();
            Assert.StartsWith("Nothing sealed before ", await Keys("invalidate-before", "now"), StringComparison.Ordinal);
            var spread = await Spread.TimeUntil(async () => await AreRefused(old));
            await Spread.TimeUntil(async () => await AreAccepted(await Sessions()));
            Assert.Contains((await Keys("list")).Split('\n'), static line => line.StartsWith("Nothing sealed before ", StringComparison.Ordinal));
            return spread;
        });
    }

    [Fact]
    public async Task A_leaked_key_is_replaced_on_both_nodes()
    {
        await Spread.AssertWithinBound(async _ =>
        {
            var old = await Sessions();
            Assert.EndsWith("all older ones are retired.", await Keys("rotate", "--leaked"), StringComparison.Ordinal);
            var spread = await Spread.TimeUntil(async () => await AreRefused(old));
            Assert.True(await AreAccepted(await Sessions()));
            return spread;
        });
    }

    private async Task<string> Keys(params IEnumerable<string> arguments) =>
        (await ServerProcess.Run(["keys", .. arguments, .. nodes.Where])).Succeeded().TrimEnd();

    private async Task<string> Issuing() =>
        Assert.Single((await Keys("list")).Split('\n'), static line => line.Contains("\tseal\tissues\t", StringComparison.Ordinal)).Split('\t')[0];

    /// <summary>One session of each node.</summary>
    private async Task<IReadOnlyList<SigningCredentials>> Sessions()
    {
        var sessions = new List<SigningCredentials>();
        foreach (var node in new[] { nodes.First, nodes.Second })
        {
            sessions.Add((await node.Get(new GetSessionTokenRequest(), nodes.Admin)).Credentials!.ToSigning());
        }

        return sessions;
    }

    /// <summary>The numbers of the keys that both nodes seal with now: they stand in the clear at a token's beginning, after a byte for the version.</summary>
    private async Task<IReadOnlyList<string>> Sealed() => [.. (await Sessions()).Select(static session =>
        BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(session.SessionToken!).AsSpan(PrefixBytes + 1)).ToString(CultureInfo.InvariantCulture))];

    private Task<bool> AreAccepted(IReadOnlyList<SigningCredentials> sessions) => All(sessions, static code => code is null);

    private Task<bool> AreRefused(IReadOnlyList<SigningCredentials> sessions) => All(sessions, static code => code == "InvalidClientTokenId");

    /// <summary>Whether it is so of every session on both nodes.</summary>
    private async Task<bool> All(IReadOnlyList<SigningCredentials> sessions, Func<string?, bool> isSo)
    {
        foreach (var session in sessions)
        {
            foreach (var node in new[] { nodes.First, nodes.Second })
            {
                if (!isSo((await node.Call(new GetCallerIdentityRequest(), session)).Error?.Code))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
