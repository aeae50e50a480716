using System.Buffers;

namespace Daypass.Protocol.Signing;

/// <summary>The one text that a signature covers; the only code that writes it, for signing and for verifying alike.</summary>
internal static class CanonicalRequest
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\n\v\f\r");

    /// <summary>Appends the canonical request; every signed header must be in the request.</summary>
    public static void Append(
        in SignedRequest request, AuthorizationForm form, ReadOnlySpan<char> signedHeaders, PayloadForm payload, ReadOnlySpan<byte> bodyHash, SigV4Rules rules,
            ref Utf8Buffer output)
    {
        if (!RequestTarget.TryParse(request.RawTarget, out var target))
        {
            throw new ArgumentException("The target was not checked before it was canonicalised.", nameof(request));
        }

        output.AppendUtf8(request.Method);
        output.Append((byte)'\n');
        CanonicalPath.Append(target.Path, rules, ref output);
        output.Append((byte)'\n');
        CanonicalQuery.Append(target.Query, withoutSignature: form == AuthorizationForm.Query, ref output);
        output.Append((byte)'\n');
        AppendHeaders(request.Headers.Span, signedHeaders, ref output);
        output.Append((byte)'\n');
        output.AppendUtf8(signedHeaders);
        output.Append((byte)'\n');
        if (payload == PayloadForm.Hashed)
        {
            output.AppendHex(bodyHash);
        }
        else
        {
            output.Append(PayloadForms.ToUtf8(payload));
        }
    }

    private static void AppendHeaders(ReadOnlySpan<HeaderField> headers, ReadOnlySpan<char> signedHeaders, ref Utf8Buffer output)
    {
        while (SignedHeaderList.Next(ref signedHeaders, out var name))
        {
            output.AppendUtf8(name);
            output.Append((byte)':');
            var repeated = false;
            foreach (ref readonly var header in headers)
            {
                if (!name.Equals(header.Name, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                if (repeated)
                {
                    output.Append((byte)',');
                }

                repeated = true;
                AppendValue(header.Value, ref output);
            }

            output.Append((byte)'\n');
        }
    }

    /// <summary>Trims, and makes one blank of every run of white space, quoted or not.</summary>
    private static void AppendValue(ReadOnlySpan<char> value, ref Utf8Buffer output)
    {
        var first = true;
        while (value.IndexOfAnyExcept(Blanks) is >= 0 and var start)
        {
            if (!first)
            {
                output.Append((byte)' ');
            }

            first = false;
            value = value[start..];
            var end = value.IndexOfAny(Blanks);
            output.AppendUtf8(end < 0 ? value : value[..end]);
            value = end < 0 ? default : value[end..];
        }
    }
}
