using System.Text.Json.Nodes;
using Daypass.Core.Audit;
using Daypass.Core.Stores;
using Daypass.Server.Operators;
using Daypass.Server.Options;
using Daypass.Server.Tests.Audit;
using Daypass.Testing;

namespace Daypass.Server.Tests.Operators;

/// <summary>An act is on record before it is done, and no log that fails makes one go missing.</summary>
public sealed class OperatorActTests
{
    private readonly ManualClock _clock = new();
    private readonly Acts _acts = new();

    [Fact]
    public async Task What_cannot_be_put_on_record_is_not_done()
    {
        _acts.IsAway = true;
        var isDone = false;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Run(_ => isDone = true));
        Assert.False(isDone);
    }

    [Fact]
    public async Task It_is_on_record_as_begun_while_it_lasts_and_then_with_its_outcome()
    {
        await Run(_ => Assert.Equal("begun", Assert.Single(_acts.Kept.Values).Outcome()));
        Assert.Equal("succeeded", Assert.Single(_acts.Kept.Values).Outcome());
    }

    [Fact]
    public async Task What_failed_is_on_record_with_its_sentence_and_what_was_interrupted_as_that()
    {
        await Assert.ThrowsAsync<StartException>(() => Run(static _ => throw new StartException("There is no key 7.")));
        var failed = JsonNode.Parse(Assert.Single(_acts.Kept.Values).Body)!.AsObject();
        Assert.Equal(("OperatorCommandFailed", "There is no key 7."), (failed.At("errorCode"), failed.At("errorMessage")));

        _acts.Kept.Clear();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Run(static _ => throw new OperationCanceledException()));
        Assert.Equal("interrupted", Assert.Single(_acts.Kept.Values).Outcome());
    }

    [Fact]
    public async Task Whoever_did_it_hears_when_its_outcome_could_not_be_kept()
    {
        var failure = await Assert.ThrowsAsync<StartException>(() => Run(_ => _acts.IsAway = true));
        Assert.StartsWith("'keys rotate' was done, and is on record as begun only: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal("begun", Assert.Single(_acts.Kept.Values).Outcome());
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_gets_it_later_and_one_that_never_ended_is_told_too()
    {
        var sink = new Sink { Fails = true };
        using var records = new OperatorRecords(_acts, sink, _clock);
        await Run(static act => act.Note("Changed everything."));
        await records.Tell(default);
        Assert.Empty(sink.Records);

        sink.Fails = false;
        await records.Tell(default);
        await records.Tell(default);
        Assert.Contains("Changed everything.", Assert.Single(sink.Records), StringComparison.Ordinal);

        await Assert.ThrowsAsync<StartException>(() => Run(_ => _acts.IsAway = true));
        _acts.IsAway = false;
        await records.Tell(default);
        Assert.Single(sink.Records);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await records.Tell(default);
        Assert.Contains("\"outcome\":\"begun\"", sink.Records[1], StringComparison.Ordinal);
    }

    private Task Run(Action<OperatorAct> work) => OperatorAct.Run(_acts, "keys rotate", [new("leaked", true)], _clock, act =>
    {
        work(act);
        return Task.FromResult(true);
    }, default);

    private sealed class Acts : IAuditStore
    {
        public bool IsAway { get; set; }

        public Dictionary<string, KeptAct> Kept { get; } = [];

        public HashSet<KeptAct> Told { get; } = [];

        public ValueTask Keep(KeptAct act, CancellationToken cancelled)
        {
            Kept[act.Id] = IsAway ? throw new StoreUnavailableException("The database is away.") : act;
            return ValueTask.CompletedTask;
        }

        public ValueTask<IReadOnlyList<KeptAct>> FindUntold(DateTimeOffset begunBefore, int limit, CancellationToken cancelled) =>
            new([.. Kept.Values.Where(act => !Told.Contains(act) && (act.HasEnded || act.At <= begunBefore)).Take(limit)]);

        public ValueTask MarkTold(KeptAct act, CancellationToken cancelled)
        {
            Told.Add(act);
            return ValueTask.CompletedTask;
        }

        public ValueTask Keep(KeptHead head, CancellationToken cancelled) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<KeptHead>> Heads(CancellationToken cancelled) => throw new NotSupportedException();
    }

    private sealed class Sink : IAuditSink
    {
        public bool Fails { get; set; }

        public List<string> Records { get; } = [];

        public bool IsBroken => Fails;

        public long Backlog => 0;

        public ValueTask<bool> Append(ReadOnlySpan<byte> record, bool wait)
        {
            if (!Fails)
            {
                Records.Add(System.Text.Encoding.UTF8.GetString(record));
            }

            return new(!Fails);
        }

        public void Add(ReadOnlySpan<byte> record) => throw new NotSupportedException();

        public bool Flush() => !Fails;
    }
}

file static class Outcomes
{
    public static string? Outcome(this KeptAct act) => JsonNode.Parse(act.Body)!.AsObject().At("additionalEventData.daypass.outcome");
}
