using System.Buffers.Binary;
using System.Collections.Concurrent;
using Daypass.Core.Sealing;
using Daypass.Core.Tests.Fakes;
using Daypass.Testing;

namespace Daypass.Core.Tests.Sealing;

public sealed class SealingStressTests
{
    private static readonly int SealsPerThread = Environment.GetEnvironmentVariable("DAYPASS_LONG") == "1" ? 2_000_000 : 50_000;

    [Fact]
    public async Task Sealing_on_all_cores_opens_to_exactly_what_was_sealed()
    {
        var (store, clock) = (new MemoryKeyStore(), new ManualClock());
        var nodes = new[] { await Node.Start(store, clock), await Node.Start(store, clock) };
        var counters = new ConcurrentDictionary<(UInt128, ulong), byte>();
        var keepCounters = SealsPerThread <= 50_000;
        var wrong = 0;

        // More threads than cores, so that they are interrupted in the middle of a seal.
        var threads = Enumerable.Range(0, 2 * Environment.ProcessorCount + 2).Select(number => new Thread(() =>
        {
            var (node, other) = (nodes[number % 2], nodes[(number + 1) % 2]);
            var plain = new byte[64];
            var sealedBytes = new byte[plain.Length + TokenSealer.Overhead];
            var opened = new byte[sealedBytes.Length];
            for (var i = 0; i < SealsPerThread; i++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(plain, number);
                BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(4), i);
                node.Sealer.Seal(SealingPurpose.SessionToken, clock.GetUtcNow(), default, plain, sealedBytes);
                var opening = (i % 2 == 0 ? node : other).Sealer.Open(SealingPurpose.SessionToken, default, sealedBytes, opened);
                var isNew = !keepCounters
                    || (SealHeader.TryRead(sealedBytes, out var header) && counters.TryAdd((header.Instance, header.Counter), 0));
                if (!opening.Succeeded || !isNew || !opened.AsSpan(0, opening.Length).SequenceEqual(plain))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })).ToArray();
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());

        Assert.Equal(0, wrong);
    }
}
