using System.Diagnostics.Metrics;
using Daypass.AspNetCore.Options;
using Daypass.AspNetCore.Services;

namespace Daypass.AspNetCore.Telemetry;

/// <summary>What is counted. The labels are words of this class, so their number is bounded.</summary>
internal sealed class AccessMeasures
{
    public const string Allowed = "allowed";
    public const string Denied = "denied";
    public const string Unavailable = "unavailable";
    public const string Unfit = "unfit";

    private readonly Counter<long> _authentications;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _bodies;

    public AccessMeasures(IMeterFactory factory, VerifiedServices services)
    {
        var meter = factory.Create(DaypassDefaults.Meter);
        _authentications = meter.CreateCounter<long>("daypass.authentications", "{request}", "Requests with a signature, by what became of it.");
        _decisions = meter.CreateCounter<long>("daypass.decisions", "{decision}", "Decisions about permissions, by their outcome and where they were made.");
        _bodies = meter.CreateCounter<long>("daypass.refused_bodies", "{request}", "Bodies that were not what had been signed.");
        meter.CreateObservableGauge("daypass.callers", () => services.All.Sum(static service => (long)service.Callers.Count), "{caller}", "Callers in memory.");
        meter.CreateObservableGauge(
            "daypass.server.away", () => services.All.Any(static service => service.Away is not null) ? 1 : 0, null, "1 while the server cannot be reached.");
    }

    /// <summary>A signature was looked at.</summary>
    /// <param name="result">allowed, denied or unavailable.</param>
    /// <param name="isPresigned">Whether it was in the query.</param>
    public void CountAuthentication(string result, bool isPresigned) =>
        _authentications.Add(1, new("result", result), new("form", isPresigned ? "query" : "header"));

    /// <summary>A permission was decided.</summary>
    /// <param name="result">allowed, denied, unavailable or unfit.</param>
    /// <param name="isLocal">Whether memory had all that was needed.</param>
    public void CountDecision(string result, bool isLocal) => _decisions.Add(1, new("result", result), new("by", isLocal ? "memory" : "server"));

    /// <summary>A body was refused while it was read.</summary>
    public void CountBody() => _bodies.Add(1);
}
