using System.Globalization;
using System.Text;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Aws;

/// <summary>Where a list was left: the service's marker, and how many items of the page behind it have been answered.</summary>
/// <param name="Marker">The marker; null for the first page.</param>
/// <param name="Skip">The items to leave out.</param>
internal sealed record PageToken(string? Marker, long Skip)
{
    private const string SkipMember = "boto_truncate_amount";
    private const string CountSeparator = "___";

    /// <summary>The token a text stands for; the beginning for no text, null for nonsense.</summary>
    public static PageToken? Parse(string? text)
    {
        if (text is null)
        {
            return new PageToken(null, 0);
        }

        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || JsonText.Parse(bytes.AsSpan(0, length), out _) is not MapValue token)
        {
            return ParseOld(text);
        }

        var skip = token.Find(SkipMember) is IntegerValue { Number: var number } ? number : 0;
        return skip < 0 ? null : new PageToken(token.FindText("Marker"), skip);
    }

    /// <summary>The token as text.</summary>
    public string Format()
    {
        var token = new MapValue().Set("Marker", Marker is null ? Value.Null : Value.From(Marker));
        if (Skip > 0)
        {
            token.Set(SkipMember, Value.From(Skip));
        }

        return Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonText.Write(token, JsonStyle.Line)));
    }

    // A marker as the service gave it, or one with a count behind it, as tokens were written before 2016.
    private static PageToken? ParseOld(string text)
    {
        var parts = text.Split(CountSeparator);
        var skip = 0L;
        if (parts.Length == 2)
        {
            parts = long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out skip) ? [parts[0]] : [text];
        }

        return parts is [var marker] ? new PageToken(marker == "None" ? null : marker, skip) : null;
    }
}
