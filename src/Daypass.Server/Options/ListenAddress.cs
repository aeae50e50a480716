using System.Net;
using System.Net.Sockets;

namespace Daypass.Server.Options;

/// <summary>One of <c>--urls</c>: <c>http://HOST:PORT</c>, <c>https://HOST:PORT</c>, or either as <c>http+proxy://</c> where a proxy speaks the PROXY
/// protocol.</summary>
/// <param name="IsSecure">Whether the server speaks TLS there.</param>
/// <param name="HasProxyProtocol">Whether each connection begins with the header of the PROXY protocol.</param>
/// <param name="EndPoints">The addresses to bind.</param>
public sealed record ListenAddress(bool IsSecure, bool HasProxyProtocol, IReadOnlyList<IPEndPoint> EndPoints)
{
    private const string Proxy = "+proxy";

    /// <summary>Reads the option. A name is bound on the addresses it has, and not on every interface.</summary>
    /// <exception cref="StartException">It is none, or its host has no address.</exception>
    public static IReadOnlyList<ListenAddress> Parse(string urls, string option = "--urls")
    {
        var parts = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 0 ? Array.ConvertAll(parts, part => ParseOne(option, part))
            : throw new StartException($"{option} names no address to listen on.");
    }

    /// <summary>Binds each address and lets it go again: an address in use is said before anything is made in the database.</summary>
    /// <exception cref="StartException">One cannot be bound.</exception>
    public static void EnsureFree(string urls)
    {
        foreach (var end in Parse(urls).SelectMany(static address => address.EndPoints))
        {
            try
            {
                using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                if (end.Address.Equals(IPAddress.IPv6Any))
                {
                    socket.DualMode = true;
                }

                socket.Bind(end);
                socket.Listen();
            }
            catch (SocketException taken)
            {
                throw new StartException($"--urls {urls} cannot be listened on: {taken.Message}.", taken);
            }
        }
    }

    /// <summary>Reads the option of an address of its own, <c>HOST:PORT</c> or <c>http://HOST:PORT</c>.</summary>
    /// <exception cref="StartException">It is none, or its host has no address.</exception>
    public static ListenAddress ParsePlain(string option, string text)
    {
        var url = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        var address = ParseOne(option, url);
        return address is { IsSecure: false, HasProxyProtocol: false } && url.LastIndexOf(':') > "http://".Length ? address
            : throw new StartException($"{option} {text} is not an address to listen on: it has a host and a port, such as 127.0.0.1:9464.");
    }

    private static ListenAddress ParseOne(string option, string text)
    {
        var separator = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = separator < 0 ? "" : text[..separator].ToLowerInvariant();
        var hasProxy = scheme.EndsWith(Proxy, StringComparison.Ordinal);
        var isSecure = (hasProxy ? scheme[..^Proxy.Length] : scheme) switch
        {
            "http" => false,
            "https" => true,
            _ => throw Wrong(option, text, "it begins with http://, https://, http+proxy:// or https+proxy://"),
        };
        var rest = text[(separator + 3)..].TrimEnd('/');
        if (rest.AsSpan().ContainsAny("/?#@"))
        {
            throw Wrong(option, text, "it has a host and a port only; requests are answered at /");
        }

        var colon = rest.LastIndexOf(':');
        var hasPort = colon >= 0 && !rest.EndsWith(']');
        var port = hasPort ? ParsePort(option, text, rest[(colon + 1)..]) : isSecure ? 443 : 80;
        return new ListenAddress(isSecure, hasProxy, EndPointsOf(option, text, hasPort ? rest[..colon] : rest, port));
    }

    private static int ParsePort(string option, string text, string digits) =>
        digits.Length is > 0 and < 6 && !digits.AsSpan().ContainsAnyExceptInRange('0', '9') && int.Parse(digits, null) is <= IPEndPoint.MaxPort and var port
            ? port
            : throw Wrong(option, text, "its port is a number up to 65535");

    private static IPEndPoint[] EndPointsOf(string option, string text, string host, int port)
    {
        if (host is "*" or "+")
        {
            return Socket.OSSupportsIPv6 ? [new IPEndPoint(IPAddress.IPv6Any, port)] : [new IPEndPoint(IPAddress.Any, port)];
        }

        var bare = host is ['[', .. var inner, ']'] ? inner : host;
        if (IPAddress.TryParse(bare, out var address))
        {
            return [new IPEndPoint(address, port)];
        }

        try
        {
            var found = Dns.GetHostAddresses(bare.Length > 0 ? bare : throw Wrong(option, text, "it names a host"));
            return port == 0 && found.Length > 1
                ? [new IPEndPoint(found[0], 0)]
                : Array.ConvertAll(found.Distinct().ToArray(), one => new IPEndPoint(one, port));
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException)
        {
            throw new StartException($"{option} {text}: the host {bare} has no address: {unknown.Message}", unknown);
        }
    }

    private static StartException Wrong(string option, string text, string rule) => new($"{option} {text} is not an address to listen on: {rule}.");
}
