using System.Text;
using Daypass.S3.Errors;
using Daypass.S3.Forms;
using Microsoft.Net.Http.Headers;

namespace Daypass.Gateway.S3.Bodies;

/// <summary>A browser's form, read up to the beginning of its file (RFC 7578).</summary>
/// <param name="Fields">The fields before the file, in their order.</param>
/// <param name="FileName">What the browser calls the file; null when it does not say.</param>
/// <param name="File">The file.</param>
/// <param name="Length">How long the file is.</param>
internal sealed record PostedForm(IReadOnlyList<KeyValuePair<string, string>> Fields, string? FileName, Stream File, long Length)
{
    /// <summary>Twice what the fields may have, with their lines.</summary>
    private const int MostBeforeFile = 64 * 1024;

    private const int LongestBoundary = 70;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads it; what is answered when it is none.</summary>
    public static async Task<(PostedForm? Form, S3Error? Error)> Open(HttpRequest request, CancellationToken cancelled)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is not { Length: > 0 and <= LongestBoundary } boundary)
        {
            return (null, FormErrors.NotMultipart);
        }

        if (request.ContentLength is not { } total)
        {
            return (null, new S3Error("MissingContentLength", 411, "You must provide the Content-Length HTTP header."));
        }

        var line = Encoding.UTF8.GetBytes("\r\n--" + boundary);
        var (head, count) = (new byte[MostBeforeFile], 0);
        while (true)
        {
            try
            {
                if (Read(head.AsMemory(0, count), line, out var fields, out var name, out var start) is { } malformed)
                {
                    return (null, malformed);
                }

                if (start >= 0)
                {
                    // The form is taken to end behind its file, as those of browsers do.
                    var length = total - start - line.Length - "--\r\n".Length;
                    return length < 0 ? (null, FormErrors.Malformed)
                        : (new PostedForm(fields, name, new FormFile(head.AsMemory(start, count - start), request.Body, length, line), length), null);
                }
            }
            catch (DecoderFallbackException)
            {
                return (null, FormErrors.Malformed);
            }

            var more = count == head.Length ? 0 : await request.Body.ReadAsync(head.AsMemory(count), cancelled);
            if (more == 0)
            {
                return (null, count == head.Length ? FormErrors.TooMuchBeforeFile : FormErrors.Malformed);
            }

            count += more;
        }
    }

    /// <summary>Reads as far as there is something; <paramref name="start"/> is where the file begins, and -1 when more has to be read.</summary>
    private static S3Error? Read(
        ReadOnlyMemory<byte> head, byte[] line, out List<KeyValuePair<string, string>> fields, out string? fileName, out int start)
    {
        (fields, fileName, start) = ([], null, -1);
        var at = line.Length - 2;
        if (head.Length < at)
        {
            return null;
        }

        if (!head.Span[..at].SequenceEqual(line.AsSpan(2)))
        {
            return FormErrors.Malformed;
        }

        while (true)
        {
            var rest = head.Span[at..];
            if (rest.Length < 2)
            {
                return null;
            }

            if (!rest.StartsWith("\r\n"u8))
            {
                return rest.StartsWith("--"u8) ? FormErrors.NotOneFile : FormErrors.Malformed;
            }

            var end = rest[2..].IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return null;
            }

            if (NameOf(Strict.GetString(rest.Slice(2, end))) is not { } part || HeaderUtilities.RemoveQuotes(part.Name).ToString() is not { Length: > 0 } name)
            {
                return FormErrors.Malformed;
            }

            at += 2 + end + 4;
            if (name.Equals("file", StringComparison.OrdinalIgnoreCase))
            {
                // The other spelling of it, filename*, is not one of forms (RFC 7578, 4.2).
                fileName = part.FileName.HasValue ? HeaderUtilities.RemoveQuotes(part.FileName).ToString() : null;
                start = at;
                return null;
            }

            var length = head.Span[at..].IndexOf(line);
            if (length < 0)
            {
                return null;
            }

            fields.Add(new(name, Strict.GetString(head.Span.Slice(at, length))));
            at += length + line.Length;
        }
    }

    private static ContentDispositionHeaderValue? NameOf(string headers)
    {
        const string Disposition = "Content-Disposition:";
        foreach (var header in headers.Split("\r\n"))
        {
            if (header.StartsWith(Disposition, StringComparison.OrdinalIgnoreCase))
            {
                return ContentDispositionHeaderValue.TryParse(header[Disposition.Length..], out var read)
                    && read.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase) ? read : null;
            }
        }

        return null;
    }
}
