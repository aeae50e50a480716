using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Reflection;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Telemetry;

/// <summary>What the service counts and measures while it works. Every label comes from a closed list; nothing a client sends is one.</summary>
/// <remarks>The instruments are the process's, as is who reads them. While nobody does, one costs a nanosecond.</remarks>
public static class Measures
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Daypass";

    /// <summary>Stands for every operation that is not known here, whatever it was called.</summary>
    public const string UnknownOperation = "Unknown";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "daypass.requests", description: "Requests by service, operation and outcome.");

    private static readonly Histogram<double> RequestDuration = Meter.CreateHistogram<double>(
        "daypass.request.duration", "s", "How long requests took, from the whole body to the answer, the audit record included.", null, Buckets);

    private static readonly Counter<long> Denials = Meter.CreateCounter<long>(
        "daypass.denials", description: "Requests that policies denied, by the layer that decided.");

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "daypass.refusals", description: "Requests that were refused for a reason with an id of docs/reasons.md.");

    private static readonly Counter<long> Throttled = Meter.CreateCounter<long>(
        "daypass.throttled", description: "Requests that were answered Throttling, or not taken on, by the limit that was met.");

    private static readonly Counter<long> SessionsIssued = Meter.CreateCounter<long>(
        "daypass.sessions.issued", description: "Temporary credentials that were made, by their kind.");

    private static readonly Histogram<double> DatabaseWait = Meter.CreateHistogram<double>(
        "daypass.database.wait", "s", "How long a request waited for the database: its turn and the answer.", null, Buckets);

    private static readonly Counter<long> DatabaseFailures = Meter.CreateCounter<long>(
        "daypass.database.failures", description: "Questions and writes that the database could not be reached for, or refused.");

    /// <summary>The kinds of places that audit records go to.</summary>
    private static readonly string[] AuditSinks = ["file", "stream", "syslog", "journal", "push"];

    private static readonly Counter<long> AuditFailures = Meter.CreateCounter<long>(
        "daypass.audit.failures", description: "Writes of the audit log that failed, and pushes to collectors, by the kind of place.");

    private static readonly Counter<long> AuditLost = Meter.CreateCounter<long>(
        "daypass.audit.lost", description: "Audit records that there was no room for in memory while they could not be written.");

    private static readonly Counter<long> LogLinesLeftOut = Meter.CreateCounter<long>(
        "daypass.log.lines.left.out", description: "Lines of the log that were counted and not written, because too many of a kind came in a minute.");

    private static readonly FrozenDictionary<string, string> ReasonIds = typeof(Reasons)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Select(static declared => ((ReasonId)declared.GetValue(null)!).Id)
        .ToFrozenDictionary(static id => id, StringComparer.Ordinal);

    /// <summary>From half a millisecond, in which most calls are answered, to the ten seconds after which nobody waits.</summary>
    private static InstrumentAdvice<double> Buckets => new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    /// <summary>Whether anybody wants to know how long requests take.</summary>
    internal static bool TimesRequests => RequestDuration.Enabled;

    /// <summary>A request was answered, well or with a refusal.</summary>
    /// <param name="operation">What it asked for; null when that is not known here.</param>
    /// <param name="outcome">What became of it, one of <see cref="Outcomes"/>.</param>
    /// <param name="took">How long it took; null when that was not measured.</param>
    internal static void Answered(OperationDescription? operation, string outcome, TimeSpan? took)
    {
        var service = new KeyValuePair<string, object?>("service", operation?.Service.SigningName ?? "none");
        var name = new KeyValuePair<string, object?>("operation", operation?.Name ?? UnknownOperation);
        Requests.Add(1, service, name, new("outcome", outcome));
        if (took is { } elapsed)
        {
            RequestDuration.Record(elapsed.TotalSeconds, service, name);
        }
    }

    /// <summary>Policies denied a request.</summary>
    /// <param name="layer">The layer that decided, one of <see cref="Layers"/>.</param>
    internal static void Denied(string layer) => Denials.Add(1, new KeyValuePair<string, object?>("layer", layer));

    /// <summary>A request was refused.</summary>
    /// <param name="reason">The reason as it is logged; without an id of ours it is not counted.</param>
    internal static void Refused(string? reason)
    {
        if (FindReasonId(reason) is { } id)
        {
            Refusals.Add(1, new KeyValuePair<string, object?>("reason", id));
        }
    }

    /// <summary>The id that a logged reason begins with, or null.</summary>
    internal static string? FindReasonId(string? reason)
    {
        var end = reason is null ? -1 : reason.IndexOf(':', StringComparison.Ordinal);
        return end > 0 && ReasonIds.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(reason.AsSpan(0, end), out var id) ? id : null;
    }

    /// <summary>A limit was met.</summary>
    /// <param name="limit">Which one, a constant of the caller's.</param>
    public static void WasThrottled(string limit) => Throttled.Add(1, new KeyValuePair<string, object?>("limit", limit));

    /// <summary>Temporary credentials were made.</summary>
    /// <param name="kind">Of which kind, one of <see cref="SessionKinds"/>.</param>
    internal static void Issued(string kind) => SessionsIssued.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>A request waited for the database.</summary>
    /// <param name="isWrite">Whether it had something to write.</param>
    /// <param name="took">For how long.</param>
    /// <param name="succeeded">False when the database could not be reached or refused.</param>
    public static void Waited(bool isWrite, TimeSpan took, bool succeeded)
    {
        var kind = new KeyValuePair<string, object?>("kind", isWrite ? "write" : "read");
        DatabaseWait.Record(took.TotalSeconds, kind);
        if (!succeeded)
        {
            DatabaseFailures.Add(1, kind);
        }
    }

    /// <summary>Audit records could not be written.</summary>
    /// <param name="sink">Of which kind they could not be.</param>
    public static void AuditFailed(string sink) => AuditFailures.Add(1, new KeyValuePair<string, object?>("sink", sink));

    /// <summary>There was no room for an audit record.</summary>
    public static void AuditRecordLost() => AuditLost.Add(1);

    /// <summary>Lines of the log were counted and not written.</summary>
    public static void LinesLeftOut(int count) => LogLinesLeftOut.Add(count);

    /// <summary>Shows every counter at zero whose labels are known before anything happens: an alert sees the first increase only of what was there.</summary>
    /// <param name="operations">What the server has.</param>
    /// <param name="limits">The limits that requests may meet.</param>
    public static void BeginAtZero(IEnumerable<OperationDescription> operations, IEnumerable<string> limits)
    {
        foreach (var operation in operations)
        {
            Requests.Add(0, new("service", operation.Service.SigningName), new("operation", operation.Name), new("outcome", Outcomes.Fault));
        }

        Requests.Add(0, new("service", "none"), new("operation", UnknownOperation), new("outcome", Outcomes.Fault));
        Array.ForEach(Layers.All, static layer => Denials.Add(0, new KeyValuePair<string, object?>("layer", layer)));
        foreach (var id in ReasonIds.Values)
        {
            Refusals.Add(0, new KeyValuePair<string, object?>("reason", id));
        }

        foreach (var limit in limits)
        {
            Throttled.Add(0, new KeyValuePair<string, object?>("limit", limit));
        }

        Array.ForEach(SessionKinds.All, static kind => SessionsIssued.Add(0, new KeyValuePair<string, object?>("kind", kind)));
        DatabaseFailures.Add(0, new KeyValuePair<string, object?>("kind", "read"));
        DatabaseFailures.Add(0, new KeyValuePair<string, object?>("kind", "write"));
        Array.ForEach(AuditSinks, static sink => AuditFailures.Add(0, new KeyValuePair<string, object?>("sink", sink)));
        AuditLost.Add(0);
        LogLinesLeftOut.Add(0);
    }
}
