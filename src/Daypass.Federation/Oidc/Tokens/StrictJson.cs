using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Daypass.Federation.Oidc.Tokens;

/// <summary>JSON that means one thing only: valid UTF-8, no member twice, no comments, no trailing commas, bounded depth.</summary>
internal static class StrictJson
{
    /// <summary>How deep a token, a discovery document or a key set may nest.</summary>
    internal const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = MaxDepth,
    };

    /// <summary>The object; null when the octets are not exactly one JSON object of this kind.</summary>
    internal static JsonElement? ReadObject(ReadOnlySpan<byte> utf8)
    {
        // A reader of the platform's throws for malformed text; what certainly is no object is turned away before that cost.
        if (utf8.Length < 2 || utf8[0] is not ((byte)'{' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') || !Utf8.IsValid(utf8))
        {
            return null;
        }

        try
        {
            var element = JsonElement.Parse(utf8, Options);
            return element.ValueKind == JsonValueKind.Object && HasNoLoneSurrogate(utf8) ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>True when the octets are one JSON object, even one with a member twice.</summary>
    internal static bool IsObject(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonElement.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth }).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // An escaped lone surrogate is well-formed JSON that has no text: asking for the string would throw later, in the middle of a rule.
    private static bool HasNoLoneSurrogate(ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOf((byte)'\\'); at >= 0 && at < json.Length; at++)
        {
            if (json[at] != '\\')
            {
                continue;
            }

            at++;
            if (json[at] != 'u')
            {
                continue;
            }

            var unit = DecodeUnit(json.Slice(at + 1, 4));
            at += 4;
            if (char.IsLowSurrogate(unit))
            {
                return false;
            }

            if (char.IsHighSurrogate(unit))
            {
                if (!json[(at + 1)..].StartsWith("\\u"u8) || !char.IsLowSurrogate(DecodeUnit(json.Slice(at + 3, 4))))
                {
                    return false;
                }

                at += 6;
            }
        }

        return true;
    }

    private static char DecodeUnit(ReadOnlySpan<byte> hex) =>
        Utf8Parser.TryParse(hex, out ushort unit, out var used, 'x') && used == 4 ? (char)unit : '\0';
}
