using System.Text;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Server.Audit;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace Daypass.Server.Tests.Audit;

/// <summary>How far the log has come, as the database is told.</summary>
public sealed class AuditHeadsTests
{
    [Fact]
    public async Task A_chain_that_began_while_the_database_was_away_is_told_when_it_is_back()
    {
        await using var server = await RunningServer.Start();
        var ring = server.Host.Service.Ring;
        var (keys, store) = (new AuditKeys(ring), new AwayStore());
        using var log = new RecordLog([], NullLogger<RecordLog>.Instance);
        using var heads = await AuditHeads.Begin(log, keys, store, TimeProvider.System, CancellationToken.None);
        await Write(log, heads);
        await new KeyRotation(ring).RotateAtOnce(RingKey.ForAudit, CancellationToken.None);

        store.IsAway = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => heads.Tell(CancellationToken.None));
        log.Add("""{"eventName":"Meanwhile"}"""u8);
        Assert.True(log.Flush());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => heads.Tell(CancellationToken.None));

        store.IsAway = false;
        await heads.Tell(CancellationToken.None);
        Assert.Equal(2, store.Kept.Count);
        var told = await ChainHead.TryRead(store.Kept[log.Kept!.Key.Id].Body, number => keys.OfHeads(number, CancellationToken.None));
        Assert.Equal((keys.Current, 1L, false), (told!.Key, told.Number, told.HasEnded));
        await heads.End();
        told = await ChainHead.TryRead(store.Kept[log.Kept!.Key.Id].Body, number => keys.OfHeads(number, CancellationToken.None));
        Assert.True(told!.HasEnded);
    }

    private static async Task Write(RecordLog log, AuditHeads heads)
    {
        log.Add(Encoding.UTF8.GetBytes("""{"eventName":"Before"}"""));
        Assert.True(log.Flush());
        await heads.Tell(CancellationToken.None);
    }

    private sealed class AwayStore : IAuditStore
    {
        public bool IsAway { get; set; }

        public Dictionary<string, KeptHead> Kept { get; } = new(StringComparer.Ordinal);

        public ValueTask Keep(KeptHead head, CancellationToken cancelled)
        {
            if (IsAway)
            {
                throw new StoreUnavailableException("away");
            }

            Kept[head.Chain] = head;
            return ValueTask.CompletedTask;
        }

        public ValueTask Keep(KeptAct act, CancellationToken cancelled) => ValueTask.CompletedTask;

        public ValueTask<IReadOnlyList<KeptAct>> FindUntold(DateTimeOffset begunBefore, int limit, CancellationToken cancelled) => new([]);

        public ValueTask MarkTold(KeptAct act, CancellationToken cancelled) => ValueTask.CompletedTask;

        public ValueTask<IReadOnlyList<KeptHead>> Heads(CancellationToken cancelled) => new([.. Kept.Values]);
    }
}
