using Daypass.Core.Sealing;
using Daypass.Core.Tests.Fakes;
using Daypass.Testing;

namespace Daypass.Core.Tests.Sealing;

public sealed class TokenSealerTests
{
    private static readonly byte[] Plain = "what is inside"u8.ToArray();
    private static readonly byte[] Context = "123456789012"u8.ToArray();

    [Fact]
    public async Task What_was_sealed_opens_with_its_issue_time_and_key_number()
    {
        var node = await Node.Start();
        var sealedBytes = Seal(node, SealingPurpose.PageMarker, Context);

        var (opening, text) = Open(node, SealingPurpose.PageMarker, Context, sealedBytes);

        Assert.True(opening.Succeeded);
        Assert.Equal(Plain, text);
        Assert.Equal(node.Ring.Clock.GetUtcNow(), opening.IssuedAt);
        Assert.Equal(1, opening.KeyNumber);
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_is_refused()
    {
        var node = await Node.Start();
        var sealedBytes = Seal(node, SealingPurpose.SessionToken, Context);
        for (var bit = 0; bit < 8 * sealedBytes.Length; bit++)
        {
            sealedBytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Open(node, SealingPurpose.SessionToken, Context, sealedBytes).Opening.Succeeded, $"bit {bit}");
            sealedBytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(Open(node, SealingPurpose.SessionToken, Context, sealedBytes).Opening.Succeeded);
    }

    [Fact]
    public async Task Cut_or_lengthened_bytes_are_refused()
    {
        var node = await Node.Start();
        var sealedBytes = Seal(node, SealingPurpose.SessionToken, Context);
        for (var length = 0; length < sealedBytes.Length; length++)
        {
            Assert.False(Open(node, SealingPurpose.SessionToken, Context, sealedBytes[..length]).Opening.Succeeded);
        }

        Assert.False(Open(node, SealingPurpose.SessionToken, Context, [.. sealedBytes, 0]).Opening.Succeeded);
    }

    public static TheoryData<int, int> PairsOfPurposes()
    {
        var pairs = new TheoryData<int, int>();
        for (var made = 0; made < Purposes.Length; made++)
        {
            for (var asked = 0; asked < Purposes.Length; asked++)
            {
                pairs.Add(made, asked);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(PairsOfPurposes))]
    public async Task It_opens_for_its_own_purpose_only(int made, int asked)
    {
        var node = await Node.Start();
        var sealedBytes = Seal(node, Purposes[made], Context);
        Assert.Equal(made == asked ? OpenOutcome.Opened : OpenOutcome.Forged, Open(node, Purposes[asked], Context, sealedBytes).Opening.Outcome);
    }

    [Fact]
    public async Task It_opens_in_its_own_context_only()
    {
        var node = await Node.Start();
        var sealedBytes = Seal(node, SealingPurpose.AuthorizationMessage, Context);
        Assert.Equal(OpenOutcome.Forged, Open(node, SealingPurpose.AuthorizationMessage, "123456789013"u8.ToArray(), sealedBytes).Opening.Outcome);
        Assert.Equal(OpenOutcome.Forged, Open(node, SealingPurpose.AuthorizationMessage, [], sealedBytes).Opening.Outcome);
    }

    [Fact]
    public async Task Another_service_cannot_open_it()
    {
        var here = await Node.Start();
        var elsewhere = await Node.Start();
        var sealedBytes = Seal(here, SealingPurpose.SessionToken, []);
        Assert.Equal(OpenOutcome.Forged, Open(elsewhere, SealingPurpose.SessionToken, [], sealedBytes).Opening.Outcome);
    }

    [Fact]
    public async Task Another_node_of_the_service_opens_it()
    {
        var (store, clock) = (new MemoryKeyStore(), new ManualClock());
        var here = await Node.Start(store, clock);
        var there = await Node.Start(store, clock);
        Assert.True(Open(there, SealingPurpose.SessionToken, [], Seal(here, SealingPurpose.SessionToken, [])).Opening.Succeeded);
    }

    [Fact]
    public async Task The_same_plaintext_never_looks_the_same_twice()
    {
        var node = await Node.Start();
        var seen = new HashSet<string>();
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(seen.Add(Convert.ToBase64String(Seal(node, SealingPurpose.SessionToken, []))));
        }
    }

    [Fact]
    public async Task Made_up_tokens_leave_no_trace_in_the_cache_of_instances()
    {
        var node = await Node.Start();
        var forged = Seal(node, SealingPurpose.SessionToken, []);
        Assert.Equal(1, node.Sealer.CachedInstances);
        for (var i = 0; i < 1000; i++)
        {
            BitConverter.TryWriteBytes(forged.AsSpan(12), i);
            Assert.Equal(OpenOutcome.Forged, Open(node, SealingPurpose.SessionToken, [], forged).Opening.Outcome);
        }

        Assert.Equal(1, node.Sealer.CachedInstances);
    }

    [Fact]
    public async Task The_cache_of_instances_stays_bounded_and_what_it_forgot_still_opens()
    {
        var (store, clock) = (new MemoryKeyStore(), new ManualClock());
        var here = await Node.Start(store, clock);
        var tokens = new List<byte[]>();
        for (var process = 0; process < CipherCache.Limit + 50; process++)
        {
            tokens.Add(Seal(new Node(here.Ring), SealingPurpose.SessionToken, []));
        }

        foreach (var token in tokens.Concat(tokens))
        {
            Assert.True(Open(here, SealingPurpose.SessionToken, [], token).Opening.Succeeded);
            Assert.True(here.Sealer.CachedInstances <= CipherCache.Limit);
        }
    }

    private static readonly SealingPurpose[] Purposes =
        [SealingPurpose.SessionToken, SealingPurpose.AuthorizationMessage, SealingPurpose.PageMarker, SealingPurpose.TradeInToken];

    private static byte[] Seal(Node node, SealingPurpose purpose, byte[] context)
    {
        var sealedBytes = new byte[Plain.Length + TokenSealer.Overhead];
        Assert.Equal(sealedBytes.Length, node.Sealer.Seal(purpose, node.Ring.Clock.GetUtcNow(), context, Plain, sealedBytes));
        return sealedBytes;
    }

    private static (Opening Opening, byte[] Text) Open(Node node, SealingPurpose purpose, byte[] context, byte[] sealedBytes)
    {
        var text = new byte[sealedBytes.Length];
        var opening = node.Sealer.Open(purpose, context, sealedBytes, text);
        return (opening, text[..opening.Length]);
    }
}
