using System.Globalization;
using Daypass.Policy.Keys;
using Daypass.Policy.Values;

namespace Daypass.Policy.Requests;

/// <summary>Values of condition keys that are given with their type, as the policy simulator reads them.</summary>
public static class ContextValueText
{
    /// <summary>
    /// The value as policies see it, or null when it is none of its type. A number is written as Java's BigDecimal writes it, a moment in UTC with
    /// milliseconds; of truth values all but <c>true</c> are false; addresses and bytes stay as they are.
    /// </summary>
    public static string? Read(ContextKeyType type, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return type switch
        {
            ContextKeyType.Numeric => DecimalForm.Normalize(text),
            ContextKeyType.Bool => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) ? "true" : "false",
            ContextKeyType.Date => ReadDate(text),
            ContextKeyType.IpAddress => IpText.ParseRequest(text) is null ? null : text,
            ContextKeyType.Binary => Base64Text.IsStrict(text) ? text : null,
            _ => text,
        };
    }

    private static string? ReadDate(string text) => DateText.ParseTicks(text) is { } at
        ? new DateTime(at, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : null;
}
