using System.Globalization;
using System.Net;

namespace Daypass.Client.Http;

/// <summary>
/// The list of <c>NO_PROXY</c>: names with all below them, addresses, and, which the AWS tools do not know, networks (<c>10.0.0.0/8</c>) and
/// <c>*.example.com</c>.
/// </summary>
internal static class ProxyExclusions
{
    /// <summary>True when a list holds the host of an address.</summary>
    public static bool Contain(string? list, Uri url)
    {
        var host = url.IdnHost.Trim('[', ']');
        foreach (var part in (list ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "*" || Matches(WithoutPort(part, url.Port), host))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(string pattern, string host)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return (IPAddress.TryParse(pattern.Trim('[', ']'), out var same) && same.Equals(address))
                || (IPNetwork.TryParse(pattern, out var network) && network.Contains(address));
        }

        pattern = pattern.StartsWith("*.", StringComparison.Ordinal) ? pattern[2..] : pattern.TrimStart('.');
        return pattern.Length > 0
            && (string.Equals(host, pattern, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + pattern, StringComparison.OrdinalIgnoreCase));
    }

    // A port in the list must be the one of the address.
    private static string WithoutPort(string part, int port)
    {
        var end = ":" + port.ToString(CultureInfo.InvariantCulture);
        var bare = part.EndsWith(end, StringComparison.Ordinal) ? part[..^end.Length] : part;
        return bare.Contains(':', StringComparison.Ordinal) && !bare.StartsWith('[') ? part : bare;
    }
}
