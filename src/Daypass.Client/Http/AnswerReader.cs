using System.Globalization;
using System.Text;

namespace Daypass.Client.Http;

/// <summary>Reads one HTTP/1.1 answer from a stream that is closed afterwards; every size is bounded.</summary>
internal sealed class AnswerReader(Stream stream)
{
    private const int MaximumHead = 64 * 1024;
    private const int MaximumBody = 16 * 1024 * 1024;
    private const int MaximumInterim = 8;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The answer to a request.</summary>
    /// <param name="hasBody">False for a HEAD request, whose answer has none whatever its headers say.</param>
    public HttpResult Read(bool hasBody)
    {
        for (var interim = 0; interim < MaximumInterim; interim++)
        {
            var left = MaximumHead;
            if (Line(ref left) is not { } statusLine)
            {
                return new HttpResult(null, HttpFailure.Closed, "the connection was closed before an answer came");
            }

            if (Status(statusLine) is not { } status || Headers(ref left) is not { } headers)
            {
                return Malformed("the answer does not begin as HTTP does");
            }

            // 1xx answers announce the real one.
            if (status >= 200)
            {
                return Body(new HttpAnswer(status, headers, []), hasBody && status is not (204 or 304));
            }
        }

        return Malformed("too many interim answers");
    }

    private static int? Status(string line)
    {
        var parts = line.Split(' ', 3);
        return parts.Length >= 2 && parts[0].StartsWith("HTTP/1.", StringComparison.Ordinal) && parts[1].Length == 3
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
    }

    private List<HttpHeader>? Headers(ref int left)
    {
        List<HttpHeader> headers = [];
        while (Line(ref left) is { } line)
        {
            if (line.Length == 0)
            {
                return headers;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                return null;
            }

            headers.Add(new HttpHeader(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }

        return null;
    }

    private HttpResult Body(HttpAnswer answer, bool hasBody)
    {
        if (!hasBody)
        {
            return new HttpResult(answer);
        }

        if (answer.Header("Transfer-Encoding") is { } coding)
        {
            return string.Equals(coding, "chunked", StringComparison.OrdinalIgnoreCase) ? Finish(answer, Chunks()) : Malformed($"the transfer encoding {coding} is unknown");
        }

        if (answer.Header("Content-Length") is not { } length)
        {
            return Finish(answer, Rest());
        }

        return int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MaximumBody
            ? Finish(answer, Exactly(count))
            : Malformed($"the length {length} is no length or too large");
    }

    private static HttpResult Finish(HttpAnswer answer, byte[]? body) => body is null
        ? new HttpResult(null, HttpFailure.Closed, "the connection was closed in the middle of the answer, or the answer is too large")
        : new HttpResult(answer with { Body = body });

    private static HttpResult Malformed(string detail) => new(null, HttpFailure.Malformed, detail);

    private byte[]? Exactly(int count)
    {
        var body = new byte[count];
        for (var filled = 0; filled < count;)
        {
            if (_start == _end && !Fill())
            {
                return null;
            }

            var part = Math.Min(count - filled, _end - _start);
            _buffer.AsSpan(_start, part).CopyTo(body.AsSpan(filled));
            _start += part;
            filled += part;
        }

        return body;
    }

    private byte[]? Rest()
    {
        using var body = new MemoryStream();
        do
        {
            body.Write(_buffer, _start, _end - _start);
            _start = _end;
        }
        while (body.Length <= MaximumBody && Fill());
        return body.Length <= MaximumBody ? body.ToArray() : null;
    }

    private byte[]? Chunks()
    {
        using var body = new MemoryStream();
        var left = MaximumHead;
        while (Line(ref left) is { } line)
        {
            var size = line.Split(';', 2)[0].Trim();
            if (!int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var count) || count < 0 || body.Length + count > MaximumBody)
            {
                return null;
            }

            if (count == 0)
            {
                return Headers(ref left) is null ? null : body.ToArray();
            }

            if (Exactly(count) is not { } chunk || Line(ref left) is not { Length: 0 })
            {
                return null;
            }

            body.Write(chunk);
            left = MaximumHead;
        }

        return null;
    }

    // One line without its end; null at the end of the stream or beyond the bound.
    private string? Line(ref int left)
    {
        var line = new StringBuilder();
        while (left > 0)
        {
            if (_start == _end && !Fill())
            {
                return null;
            }

            var rest = _buffer.AsSpan(_start, _end - _start);
            var mark = rest.IndexOf((byte)'\n');
            var part = mark < 0 ? rest : rest[..mark];
            left -= part.Length + 1;
            line.Append(Encoding.Latin1.GetString(part));
            _start += mark < 0 ? part.Length : mark + 1;
            if (mark >= 0)
            {
                return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();
            }
        }

        return null;
    }

    private bool Fill()
    {
        _start = 0;
        _end = stream.Read(_buffer, 0, _buffer.Length);
        return _end > 0;
    }
}
