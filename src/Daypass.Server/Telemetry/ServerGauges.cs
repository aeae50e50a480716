using System.Diagnostics.Metrics;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Core.Telemetry;
using Daypass.Server.Audit;
using Daypass.Server.Composition;

namespace Daypass.Server.Telemetry;

/// <summary>What is looked at when somebody asks for metrics: the state of this node.</summary>
internal sealed class ServerGauges : IDisposable
{
    private static int Nodes;

    private readonly Meter _meter;

    /// <summary>Shows the state of a node.</summary>
    /// <param name="service">The service.</param>
    /// <param name="state">What its host knows beside it.</param>
    public ServerGauges(TokenService service, NodeState state)
    {
        var number = Interlocked.Increment(ref Nodes);
        _meter = new Meter(number == 1 ? $"{Measures.MeterName}.Node" : $"{Measures.MeterName}.Node{number}");
        var (parts, health) = (service.Parts, service.Parts.StoreHealth);
        Gauge("daypass.build", null, "Always 1; the label says which version runs.", () => 1, "version", state.Version);
        Gauge("daypass.ready", null, "1 while the node wants requests, as /readyz says it.", () => state.IsReady() ? 1 : 0);
        Gauge("daypass.work.waiting", null, "Work that waits for a thread.", static () => ThreadPool.PendingWorkItemCount);
        Gauge("daypass.database.up", null, "1 while the node is in touch with its database.", () => health.Fault is null ? 1 : 0);
        Gauge("daypass.database.history.refused", null,
            "1 while the database, or a server at its address, has an older or another history than this node has followed.",
            () => state.IsHistoryRefused() ? 1 : 0);
        Gauge("daypass.change.follower.lag", "s", "How long ago everything that was committed until then was known to this node.",
            () => health.Age.TotalSeconds);
        Gauge("daypass.cache.entries", null, "Entities in memory, those known to be absent included.", () => parts.Directory.Count);
        Gauge("daypass.cache.size", "By", "About how much memory they take.", () => parts.Directory.Bytes);
        _meter.CreateObservableCounter("daypass.cache.lookups",
            () => new Measurement<long>[]
            {
                new(parts.Directory.Hits, new KeyValuePair<string, object?>("result", "hit")),
                new(parts.Directory.Misses, new KeyValuePair<string, object?>("result", "miss")),
            },
            null,
            "Look-ups of entities, by whether they were found in memory.");
        Gauge("daypass.keyring.loaded.timestamp", "s", "When the key ring was read.", () => service.Ring.Current.LoadedAt.ToUnixTimeSeconds());
        _meter.CreateObservableGauge("daypass.keyring.key.created.timestamp", () => Oldest(service.Ring, static (_, _) => TimeSpan.Zero), "s",
            "When the key that issues now was made; of several, the oldest.");
        _meter.CreateObservableGauge("daypass.keyring.key.due.timestamp",
            () => Oldest(service.Ring, static (options, purpose) =>
                purpose switch { "jwt" => options.RotateJwtEvery, "audit" => options.RotateAuditEvery, _ => options.RotateEvery }), "s",
            "When the key that issues now is replaced by itself; of several, the first.");
        _meter.CreateObservableGauge("daypass.keyring.keys", () => Counts(service.Ring.Current), null, "Keys of the ring by their state.");
        _meter.CreateObservableGauge("daypass.audit.broken", () => OfSinks(state.Audit, static queue => queue.IsFailing ? 1 : 0), null,
            "1 while audit records cannot be written there.");
        Gauge("daypass.audit.backlog", "By", "Audit records that wait in memory to be written.", () => state.Audit?.Backlog ?? 0);
        _meter.CreateObservableGauge("daypass.audit.undelivered", () => OfSinks(state.Audit, static queue => queue.Outlet.Undelivered), "By",
            "Audit records that are kept here and have not reached the collector.");
        _meter.CreateObservableGauge("daypass.certificate.expiry.timestamp",
            () => state.Certificates().Select(static one => new Measurement<long>(
                one.End.ToUnixTimeSeconds(), new KeyValuePair<string, object?>("use", one.Use))), "s",
            "When the first certificate of this use ends.");
    }

    /// <summary>The name of the meter. Where tests run several nodes in one process, each has its own.</summary>
    public string MeterName => _meter.Name;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string? unit, string about, Func<double> value, string? label = null, string? text = null) =>
        _meter.CreateObservableGauge(name, () => label is null ? new Measurement<double>(value())
            : new Measurement<double>(value(), new KeyValuePair<string, object?>(label, text)), unit, about);

    private static List<Measurement<long>> Oldest(KeyRing ring, Func<KeyRingOptions, string, TimeSpan> later)
    {
        DateTimeOffset? seal = null, jwt = null, audit = null;
        foreach (var purpose in ring.Current.Purposes)
        {
            if (ring.Current.Issuing(purpose) is { } key)
            {
                ref var oldest = ref purpose == RingKey.ForSealing ? ref seal : ref purpose == RingKey.ForAudit ? ref audit : ref jwt;
                oldest = oldest < key.CreatedAt ? oldest : key.CreatedAt;
            }
        }

        var found = new List<Measurement<long>>(3);
        Add(seal, "seal");
        Add(jwt, "jwt");
        Add(audit, "audit");
        return found;

        void Add(DateTimeOffset? made, string purpose)
        {
            if (made is { } at)
            {
                found.Add(new((at + later(ring.Options, purpose)).ToUnixTimeSeconds(), new KeyValuePair<string, object?>("purpose", purpose)));
            }
        }
    }

    /// <summary>A value of each kind of place that audit records go to; of several of a kind their sum.</summary>
    private static IEnumerable<Measurement<long>> OfSinks(RecordLog? audit, Func<OutletQueue, long> value) =>
        (audit?.Outlets ?? []).GroupBy(static queue => queue.Outlet.Kind).Select(kind =>
            new Measurement<long>(kind.Sum(value), new KeyValuePair<string, object?>("sink", kind.Key)));

    private static List<Measurement<long>> Counts(RingSnapshot ring)
    {
        var found = new List<Measurement<long>>();
        foreach (var state in Enum.GetValues<KeyState>())
        {
            found.Add(new(ring.Keys.Count(key => key.State == state),
                new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant())));
        }

        return found;
    }
}
