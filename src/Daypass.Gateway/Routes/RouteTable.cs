namespace Daypass.Gateway.Routes;

/// <summary>All routes. Of two that a request matches, one is narrower than the other, and that one counts.</summary>
public sealed class RouteTable
{
    private readonly Dictionary<string, GatewayRoute[]> _byMethod;

    /// <summary>Takes routes between which there is no doubt: <see cref="FindDoubt"/>.</summary>
    public RouteTable(IReadOnlyList<GatewayRoute> routes)
    {
        Routes = routes;
        _byMethod = routes.SelectMany(static route => route.Methods.Select(method => (Method: method, Route: route)))
            .GroupBy(static one => one.Method, static one => one.Route, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The routes in the order of the file.</summary>
    public IReadOnlyList<GatewayRoute> Routes { get; }

    /// <summary>Two routes of which it is not clear which one counts for a request that both match; null when there are no such.</summary>
    public static (GatewayRoute One, GatewayRoute Other)? FindDoubt(IReadOnlyList<GatewayRoute> routes)
    {
        for (var index = 1; index < routes.Count; index++)
        {
            for (var before = 0; before < index; before++)
            {
                var (one, other) = (routes[before], routes[index]);
                if (one.Overlaps(other) && !one.IsNarrowerThan(other) && !other.IsNarrowerThan(one))
                {
                    return (one, other);
                }
            }
        }

        return null;
    }

    /// <summary>The route of a request; null when there is none.</summary>
    public GatewayRoute? Find(string host, string method, RequestPath path)
    {
        GatewayRoute? found = null;
        foreach (var route in _byMethod.GetValueOrDefault(method, []))
        {
            if (route.IsFor(host) && route.Path.Matches(path) && (found is null || route.IsNarrowerThan(found)))
            {
                found = route;
            }
        }

        return found;
    }
}
