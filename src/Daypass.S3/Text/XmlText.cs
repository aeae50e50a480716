using System.Text;

namespace Daypass.S3.Text;

/// <summary>Writes text into XML. What no document of XML 1.0 may hold becomes a question mark.</summary>
public static class XmlText
{
    /// <summary>An element with a text.</summary>
    public static StringBuilder Element(StringBuilder text, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(text);
        text.Append('<').Append(name).Append('>');
        return Escape(text, value).Append("</").Append(name).Append('>');
    }

    /// <summary>A text.</summary>
    public static StringBuilder Escape(StringBuilder text, string value)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(value);
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '&' => text.Append("&amp;"),
                '"' => text.Append("&quot;"),
                '\r' => text.Append("&#13;"),
                (< 0x20 and not ('\t' or '\n')) or 0xFFFE or 0xFFFF => text.Append('?'),
                _ => text.Append(rune.ToString()),
            };
        }

        return text;
    }
}
