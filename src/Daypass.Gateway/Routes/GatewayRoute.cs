using Daypass.Verifier.Refusals;
using Daypass.Verifier.Templates;

namespace Daypass.Gateway.Routes;

/// <summary>What is asked about a kind of request. Immutable.</summary>
public sealed record GatewayRoute
{
    /// <summary>In which line of the file it begins.</summary>
    public required int Line { get; init; }

    /// <summary>The hosts, in lower case, with a port where it matters; none stands for any.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>The methods.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>The paths.</summary>
    public required PathTemplate Path { get; init; }

    /// <summary>The name that callers sign for.</summary>
    public required string Service { get; init; }

    /// <summary>The region that callers sign for.</summary>
    public required string Region { get; init; }

    /// <summary>The account that owns the resource.</summary>
    public required string Account { get; init; }

    /// <summary>What the request asks for.</summary>
    public required string Action { get; init; }

    /// <summary>On what.</summary>
    public required ArnTemplate Resource { get; init; }

    /// <summary>Condition keys of the service.</summary>
    public IReadOnlyList<KeyRule> Keys { get; init; } = [];

    /// <summary>How the body is treated.</summary>
    public BodyRule Body { get; init; }

    /// <summary>The form of refusals.</summary>
    public RefusalFormat Refusals { get; init; }

    /// <summary>What a request without credentials gets.</summary>
    public AnonymousRule Anonymous { get; init; }

    /// <summary>Whether tokens are taken, and for which role; null when they are not.</summary>
    public TokenRule? Token { get; init; }

    /// <summary>Whether requests to a host are of this route.</summary>
    /// <param name="host">The Host header.</param>
    public bool IsFor(string host)
    {
        if (Hosts.Count == 0)
        {
            return true;
        }

        var colon = host.LastIndexOf(':');
        var name = colon > 0 && !host.EndsWith(']') ? host.AsSpan(0, colon) : host;
        foreach (var mine in Hosts)
        {
            if (mine.Equals(host, StringComparison.OrdinalIgnoreCase) || name.Equals(mine, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether some request may be of both routes.</summary>
    public bool Overlaps(GatewayRoute other) => Methods.Intersect(other.Methods, StringComparer.Ordinal).Any()
        && (Hosts.Count == 0 || other.Hosts.Count == 0 || Hosts.Any(host => other.Hosts.Any(theirs => MayBeSame(host, theirs))))
        && Path.Overlaps(other.Path);

    /// <summary>Whether of the hosts and paths of this route each is the other's as well, and not the other way round.</summary>
    public bool IsNarrowerThan(GatewayRoute other) => IsWithin(other) && !other.IsWithin(this);

    /// <summary>As an operator finds it.</summary>
    public override string ToString() => $"line {Line}: {string.Join('|', Methods)} {string.Join('|', Hosts)}{Path}";

    private bool IsWithin(GatewayRoute other) => (other.Hosts.Count == 0 || (Hosts.Count > 0 && Hosts.All(other.IsFor))) && Path.IsWithin(other.Path);

    private static bool MayBeSame(string one, string two) =>
        one == two || one.StartsWith(two + ":", StringComparison.Ordinal) || two.StartsWith(one + ":", StringComparison.Ordinal);
}
