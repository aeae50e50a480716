using System.Text.Json;

namespace Daypass.Federation.Oidc.Claims;

/// <summary>Reads claim values of the few shapes that have a meaning here.</summary>
internal static class ClaimText
{
    /// <summary>The text of a string, or a number as it was written; null for anything else.</summary>
    internal static string? ReadScalar(JsonElement claim) => claim.ValueKind switch
    {
        JsonValueKind.String => claim.GetString(),
        JsonValueKind.Number => claim.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>A scalar, or an array of nothing but scalars; null for anything else.</summary>
    internal static IReadOnlyList<string>? ReadList(JsonElement claim)
    {
        if (claim.ValueKind != JsonValueKind.Array)
        {
            return ReadScalar(claim) is { } text ? [text] : null;
        }

        var values = new List<string>(claim.GetArrayLength());
        foreach (var item in claim.EnumerateArray())
        {
            if (ReadScalar(item) is not { } text)
            {
                return null;
            }

            values.Add(text);
        }

        return values;
    }

    /// <summary>An array of nothing but strings; null for anything else.</summary>
    internal static List<string>? ReadStrings(JsonElement claim)
    {
        if (claim.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var values = new List<string>(claim.GetArrayLength());
        foreach (var item in claim.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            values.Add(item.GetString()!);
        }

        return values;
    }
}
