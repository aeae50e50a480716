using Daypass.Core.Sealing;
using Daypass.Core.Tests.Fakes;

namespace Daypass.Core.Tests.Sessions;

public sealed class AllocationTests
{
    private const int Rounds = 2000;

    [Fact]
    public async Task Sealing_and_opening_bytes_allocate_nothing()
    {
        var node = await Node.Start();
        var plain = new byte[300];
        var sealedBytes = new byte[plain.Length + TokenSealer.Overhead];
        Assert.InRange(BytesPerRound(() =>
        {
            node.Sealer.Seal(SealingPurpose.SessionToken, Sample.IssuedAt, default, plain, sealedBytes);
            node.Sealer.Open(SealingPurpose.SessionToken, default, sealedBytes, plain);
        }), 0, 4);
    }

    [Fact]
    public async Task Sealing_a_session_allocates_its_text_and_nothing_else()
    {
        var node = await Node.Start();
        var session = Sample.Of(Node.Grant);
        var text = node.Tokens.Seal(session).Text!;
        Assert.InRange(BytesPerRound(() => node.Tokens.Seal(session)), 0, 2 * text.Length + 32);
    }

    [Fact]
    public async Task Opening_a_session_allocates_the_session_and_nothing_else()
    {
        var node = await Node.Start();
        var text = node.Tokens.Seal(Sample.Of(Node.Grant)).Text!;
        Assert.InRange(BytesPerRound(() => node.Tokens.Open(text)), 0, 900);
    }

    private static long BytesPerRound(Action action)
    {
        for (var i = 0; i < 200; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }
}
