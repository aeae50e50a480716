using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using Daypass.Core.Requests;

namespace Daypass.Server.Edge;

/// <summary>The header of the PROXY protocol, version 1 or 2 (the specification "The PROXY protocol" of HAProxy).</summary>
/// <param name="Client">The client's address and port; null when the header names none, and the socket's own holds.</param>
/// <param name="IsSecure">Whether the client reached the proxy over TLS.</param>
internal readonly record struct ProxyHeader(IPEndPoint? Client, bool IsSecure)
{
    /// <summary>The longest header that is read, in bytes: addresses and what a proxy adds of TLS.</summary>
    public const int Longest = 4096;

    private const int LongestLine = 107;
    private const int Fixed = 16;
    private const byte TlsType = 0x20;

    private static ReadOnlySpan<byte> Signature => [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    /// <summary>Reads a header from the beginning of a connection.</summary>
    /// <param name="received">What has arrived.</param>
    /// <param name="header">What it says.</param>
    /// <param name="consumed">How many bytes it takes.</param>
    /// <returns>True when it is there whole, false when it is none, null when more has to arrive.</returns>
    public static bool? Read(ReadOnlySequence<byte> received, out ProxyHeader header, out int consumed)
    {
        Span<byte> room = stackalloc byte[Longest];
        var bytes = room[..(int)Math.Min(received.Length, Longest)];
        received.Slice(0, bytes.Length).CopyTo(bytes);
        header = default;
        consumed = 0;
        if (bytes.IsEmpty)
        {
            return null;
        }

        var seen = Math.Min(bytes.Length, Signature.Length);
        if (bytes[..seen].SequenceEqual(Signature[..seen]))
        {
            return ReadBinary(bytes, out header, out consumed);
        }

        return ReadLine(bytes, out header, out consumed);
    }

    private static bool? ReadLine(ReadOnlySpan<byte> bytes, out ProxyHeader header, out int consumed)
    {
        header = default;
        consumed = 0;
        var end = bytes.IndexOf("\r\n"u8);
        if (end < 0)
        {
            var start = Math.Min(bytes.Length, 6);
            return bytes.Length < LongestLine && bytes[..start].SequenceEqual("PROXY "u8[..start]) ? null : false;
        }

        consumed = end + 2;
        if (consumed > LongestLine || !bytes.StartsWith("PROXY "u8))
        {
            return false;
        }

        var words = Encoding.ASCII.GetString(bytes[..end]).Split(' ');
        if (words[1] == "UNKNOWN")
        {
            return true;
        }

        if (words is not ["PROXY", "TCP4" or "TCP6", var source, var destination, var port, var ownPort] || ParsePort(port) is not { } from
            || ParsePort(ownPort) is null || ParseAddress(words[1], source) is not { } address || ParseAddress(words[1], destination) is null)
        {
            return false;
        }

        header = new ProxyHeader(new IPEndPoint(address, from), false);
        return true;
    }

    private static IPAddress? ParseAddress(string family, string text) =>
        text.Contains(':', StringComparison.Ordinal) == (family == "TCP6") ? SourceAddress.Parse(text) : null;

    private static int? ParsePort(string text) =>
        text is not (['0', _, ..] or "") && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    private static bool? ReadBinary(ReadOnlySpan<byte> bytes, out ProxyHeader header, out int consumed)
    {
        header = default;
        consumed = 0;
        if (bytes.Length < Fixed)
        {
            return null;
        }

        var (version, command) = (bytes[12] >> 4, bytes[12] & 0xF);
        consumed = Fixed + BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        if (version != 2 || command > 1 || consumed > Longest)
        {
            return false;
        }

        if (bytes.Length < consumed)
        {
            return null;
        }

        var body = bytes[Fixed..consumed];
        var length = (bytes[13] >> 4) switch
        {
            1 => 12,
            2 => 36,
            3 => 216,
            _ => 0,
        };
        if (command == 0 || length is 0 or 216)
        {
            // The proxy's own connection (a health check), or a client without an address.
            return true;
        }

        if (body.Length < length || (bytes[13] & 0xF) != 1)
        {
            return false;
        }

        var size = length == 12 ? 4 : 16;
        var address = SourceAddress.Canonicalize(new IPAddress(body[..size]));
        var port = BinaryPrimitives.ReadUInt16BigEndian(body[(2 * size)..]);
        if (FindTls(body[length..]) is not { } isSecure)
        {
            return false;
        }

        header = new ProxyHeader(new IPEndPoint(address, port), isSecure);
        return true;
    }

    /// <summary>Whether what follows the addresses says that the client spoke TLS; null when it is cut off.</summary>
    private static bool? FindTls(ReadOnlySpan<byte> rest)
    {
        var isSecure = false;
        while (!rest.IsEmpty)
        {
            if (rest.Length < 3 || BinaryPrimitives.ReadUInt16BigEndian(rest[1..]) is var length && rest.Length < 3 + length)
            {
                return null;
            }

            isSecure |= rest[0] == TlsType && length >= 5 && (rest[3] & 1) != 0;
            rest = rest[(3 + length)..];
        }

        return isSecure;
    }
}
