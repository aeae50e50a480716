using System.Net;
using Daypass.Core.Requests;

namespace Daypass.Server.Edge;

/// <summary>One hop that a proxy wrote down: who came to it, and over what.</summary>
/// <param name="Address">The address of who came; null when it is not given or cannot be read.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>, or what else stands there; null when nothing does.</param>
internal readonly record struct ForwardedHop(IPAddress? Address, string? Scheme)
{
    /// <summary>How many hops are looked at, from the nearest one.</summary>
    public const int Most = 32;

    /// <summary>Reads <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>, the nearest hop first.</summary>
    /// <remarks>Only when each hop has a scheme is it known whose is whose; otherwise the least secure one counts for all of them.</remarks>
    public static List<ForwardedHop> ParseXForwarded(string addresses, string schemes)
    {
        var hops = new List<ForwardedHop>();
        var protocols = SplitFromRight(schemes, ',');
        foreach (var node in SplitFromRight(addresses, ','))
        {
            hops.Add(new ForwardedHop(ParseNode(node), null));
        }

        var common = protocols.TrueForAll(IsHttps) ? protocols.FirstOrDefault() : protocols.Find(static scheme => !IsHttps(scheme));
        for (var index = 0; index < hops.Count; index++)
        {
            hops[index] = hops[index] with { Scheme = protocols.Count == hops.Count ? protocols[index] : common };
        }

        return hops;
    }

    /// <summary>Reads <c>Forwarded</c> (RFC 7239 section 4), the nearest hop first.</summary>
    public static List<ForwardedHop> ParseForwarded(string header)
    {
        var hops = new List<ForwardedHop>();
        foreach (var element in SplitFromRight(header, ','))
        {
            var hop = default(ForwardedHop);
            foreach (var pair in SplitFromRight(element, ';'))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                var name = equals < 0 ? pair : pair[..equals].Trim();
                var value = equals < 0 ? "" : Unquote(pair[(equals + 1)..].Trim());
                if (name.Equals("for", StringComparison.OrdinalIgnoreCase))
                {
                    hop = hop with { Address = ParseNode(value) };
                }
                else if (name.Equals("proto", StringComparison.OrdinalIgnoreCase))
                {
                    hop = hop with { Scheme = value };
                }
            }

            hops.Add(hop);
        }

        return hops;
    }

    /// <summary>Whether the hop was reached over TLS.</summary>
    public bool IsSecure => IsHttps(Scheme);

    private static bool IsHttps(string? scheme) => string.Equals(scheme, "https", StringComparison.OrdinalIgnoreCase);

    /// <summary>An address, perhaps with a port; IPv6 in brackets when it has one. Anything else (<c>unknown</c>, <c>_hidden</c>) is null.</summary>
    private static IPAddress? ParseNode(ReadOnlySpan<char> node)
    {
        if (node is ['[', ..])
        {
            var end = node.IndexOf(']');
            return end > 0 && IsPortOrNothing(node[(end + 1)..]) && node[1..end].Contains(':') ? SourceAddress.Parse(node[1..end]) : null;
        }

        var colon = node.IndexOf(':');
        return colon >= 0 && colon == node.LastIndexOf(':')
            ? IsPortOrNothing(node[colon..]) ? SourceAddress.Parse(node[..colon]) : null
            : SourceAddress.Parse(node);
    }

    private static bool IsPortOrNothing(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text is [':', .. var port] && port.Length is > 0 and < 6 && !port.ContainsAnyExceptInRange('0', '9'));

    /// <summary>The parts from the right, at most <see cref="Most"/>; separators between quotes do not count.</summary>
    private static List<string> SplitFromRight(string text, char separator)
    {
        var parts = new List<string>();
        if (text.Length == 0)
        {
            return parts;
        }

        var end = text.Length;
        var isQuoted = false;
        for (var at = text.Length - 1; at >= -1 && parts.Count < Most; at--)
        {
            if (at >= 0 && text[at] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (at < 0 || (text[at] == separator && !isQuoted))
            {
                parts.Add(text[(at + 1)..end].Trim());
                end = at;
            }
        }

        return parts;
    }

    private static string Unquote(string value) => value is ['"', .. var inner, '"'] ? inner.Replace("\\", "", StringComparison.Ordinal) : value;
}
