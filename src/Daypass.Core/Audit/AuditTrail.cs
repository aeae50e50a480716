using System.Collections.Concurrent;
using System.Globalization;
using Daypass.Core.Requests;
using Daypass.Core.Telemetry;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Forms;

namespace Daypass.Core.Audit;

/// <summary>Sees to it that every call leaves a record, and that nothing is answered that left none.</summary>
public sealed class AuditTrail : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly IAuditSink _sink;
    private readonly bool _required;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<OperationDescription, AuditedOperation> _operations = new();
    private readonly RefusalThrottle _flood = new();
    private readonly AuditRecord _summary = new();
    private readonly Lock _summing = new();
    private readonly ITimer _timer;

    /// <summary>Records in a sink.</summary>
    /// <param name="sink">Where records are kept.</param>
    /// <param name="required">Whether nothing is answered while records cannot be kept.</param>
    /// <param name="clock">The time.</param>
    public AuditTrail(IAuditSink sink, bool required, TimeProvider clock)
    {
        _sink = sink;
        _required = required;
        _clock = clock;
        _timer = clock.CreateTimer(static trail => ((AuditTrail)trail!).Tick(), this, Pace, Pace);
    }

    /// <summary>Whether records show who is behind a session by trusted identity propagation: those are people.</summary>
    public bool ShowsOrigin { get; init; }

    /// <summary>False while records are required and cannot be kept: then no call may have an effect.</summary>
    public bool MayServe => !_required || !_sink.IsBroken;

    /// <summary>Whether the answer of an operation is recorded.</summary>
    internal bool KeepsAnswer(OperationDescription operation) => Find(operation).KeepsAnswer;

    /// <summary>Records an answered request; false when its answer must not be given because it could not be recorded.</summary>
    internal ValueTask<bool> Record(OperationContext context, QueryForm form, Answer answer, OperationDescription? operation, AuditRecord buffers)
    {
        Sum(context.Now);
        if (answer.Error is { } error && (!context.IsProven || Outcomes.Of(error) == Outcomes.Throttled)
            && !_sink.IsBroken && !_flood.IsInFull(context.Source.Address, error.Code))
        {
            return new(true);
        }

        var audited = operation is null ? null : Find(operation);
        var record = new EventRecord(context, form, answer, audited, buffers)
        {
            Recipient = context.Caller.Account is { Length: > 0 } account ? account : null,
            Role = EventRecord.RoleOf(audited, form),
            ShowsOrigin = ShowsOrigin,
        };
        if (answer.Error is null && record is { Recipient: { } own, Role: { } role } && !role.Account.SequenceEqual(own))
        {
            // As at AWS, the role's account learns of it too, and one id tells that it is the same call.
            record = record with { Shared = RandomSupply.NewUuid() };
            _sink.Add(buffers.Write(record with { Recipient = role.Account.ToString() }, EventRecord.Write));
        }

        var wait = _sink.IsBroken || (answer.Error is null && audited is { Waits: true });
        var kept = _sink.Append(buffers.Write(record, EventRecord.Write), wait);
        return _required ? kept : Regardless(kept);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        Sum(DateTimeOffset.MaxValue);
        _sink.Flush();
    }

    private AuditedOperation Find(OperationDescription operation) =>
        _operations.GetOrAdd(operation, static description => new AuditedOperation(description));

    private void Tick()
    {
        Sum(_clock.GetUtcNow());
        _sink.Flush();
    }

    /// <summary>Records what was only counted, once its minute is over.</summary>
    private void Sum(DateTimeOffset now)
    {
        foreach (var counted in _flood.TakeEnded(now))
        {
            lock (_summing)
            {
                _sink.Add(
                    _summary.Write(counted, static (json, counted) =>
                    {
                        json.WriteString("eventType"u8, "DaypassRefusals"u8);
                        json.WriteString("eventTime"u8, counted.Minute.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                        json.WriteString("sourceIPAddress"u8, counted.Address);
                        json.WriteString("errorCode"u8, counted.Code);
                        json.WriteNumber("count"u8, counted.Count);
                    }));
            }
        }
    }

    /// <summary>True once it is kept or could not be.</summary>
    private static async ValueTask<bool> Regardless(ValueTask<bool> kept)
    {
        await kept;
        return true;
    }
}
