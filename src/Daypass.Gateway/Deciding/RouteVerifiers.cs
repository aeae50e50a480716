using System.Collections.Concurrent;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Requests;

namespace Daypass.Gateway.Deciding;

/// <summary>The verifier for each service name and region of the routes.</summary>
internal sealed class RouteVerifiers(CallerDirectory callers, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Service, string Region, bool HasForms), RequestVerifier> _made = new();

    /// <summary>The one for requests of a service.</summary>
    /// <param name="service">The name that callers sign for.</param>
    /// <param name="region">The region.</param>
    /// <param name="hasForms">Whether the body may be left out of the signature.</param>
    public RequestVerifier Get(string service, string region, bool hasForms) => _made.GetOrAdd((service, region, hasForms), Create);

    private RequestVerifier Create((string Service, string Region, bool HasForms) rules) => new(
        SigV4Rules.For(rules.Service) with { Regions = RegionRule.Only(rules.Region), AllowPayloadForms = rules.HasForms }, callers, clock);
}
