using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Daypass.Protocol.Signing;

namespace Daypass.Server.Commands;

/// <summary>An HTTP/1.1 request as saved to a file: head and body, lines ended by LF or CRLF.</summary>
internal sealed class RawRequest
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private RawRequest(SignedRequest signed, byte[] body)
    {
        Signed = signed;
        Body = body;
    }

    /// <summary>The part that the verifier reads.</summary>
    public SignedRequest Signed { get; }

    /// <summary>The body: as long as Content-Length says, or all that follows the head.</summary>
    public byte[] Body { get; }

    /// <summary>Reads a request; when it is none, <paramref name="fault"/> says why.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out RawRequest? request, [NotNullWhen(false)] out string? fault)
    {
        request = null;
        var headLength = HeadLength(bytes, out var bodyStart);
        string head;
        try
        {
            head = StrictUtf8.GetString(bytes[..headLength]);
        }
        catch (DecoderFallbackException)
        {
            fault = "the head is not UTF-8";
            return false;
        }

        var lines = head.Split('\n').Select(static line => line.TrimEnd('\r')).ToArray();
        if (!TryReadRequestLine(lines[0], out var method, out var target))
        {
            fault = "the first line is not 'METHOD target HTTP/version'";
            return false;
        }

        byte[] body = [];
        fault = ReadHeaders(lines.AsSpan(1), out var headers) ?? ReadBody(headers, bytes[bodyStart..], out body);
        if (fault is not null)
        {
            return false;
        }

        request = new RawRequest(new SignedRequest(method, target, headers.ToArray()), body);
        return true;
    }

    /// <summary>Where the head ends, before the blank line, and where the body begins after it.</summary>
    private static int HeadLength(ReadOnlySpan<byte> bytes, out int bodyStart)
    {
        var start = 0;
        while (bytes[start..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = bytes.Slice(start, end);
            if (line.Length == 0 || line.SequenceEqual("\r"u8))
            {
                bodyStart = start + end + 1;
                return Math.Max(0, start - 1);
            }

            start += end + 1;
        }

        bodyStart = bytes.Length;
        return bytes.Length;
    }

    /// <summary>The target may hold blanks: it is what lies between the first and the last one.</summary>
    private static bool TryReadRequestLine(string line, out string method, out string target)
    {
        (method, target) = (string.Empty, string.Empty);
        var first = line.IndexOf(' ', StringComparison.Ordinal);
        var last = line.LastIndexOf(' ');
        if (first <= 0 || last <= first || !line.AsSpan(last + 1).StartsWith("HTTP/", StringComparison.Ordinal))
        {
            return false;
        }

        (method, target) = (line[..first], line[(first + 1)..last]);
        return target.Length > 0;
    }

    private static string? ReadHeaders(ReadOnlySpan<string> lines, out List<HeaderField> headers)
    {
        headers = [];
        foreach (var line in lines)
        {
            if (line.Length == 0)
            {
                continue;
            }

            if (line[0] is ' ' or '\t')
            {
                return "a header is folded over two lines";
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[colon - 1] is ' ' or '\t')
            {
                return "a header line has no name before its colon";
            }

            headers.Add(new HeaderField(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return null;
    }

    private static string? ReadBody(List<HeaderField> headers, ReadOnlySpan<byte> rest, out byte[] body)
    {
        body = [];
        if (headers.Exists(static header => header.Name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)))
        {
            return "the body has a transfer encoding; save it decoded, without that header";
        }

        var declared = headers.Find(static header => header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Value;
        if (declared is null)
        {
            body = rest.ToArray();
            return null;
        }

        if (!int.TryParse(declared, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > rest.Length)
        {
            return "the body is shorter than Content-Length says";
        }

        body = rest[..length].ToArray();
        return rest[length..].ContainsAnyExcept("\r\n"u8) ? "more follows the body than Content-Length says" : null;
    }
}
