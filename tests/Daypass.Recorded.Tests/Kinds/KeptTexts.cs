using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>Texts that are known only when a vector runs. Later steps name them in braces, as <c>{account}</c>.</summary>
internal sealed class KeptTexts
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    public void Add(string name, string text) => _texts[name] = text;

    /// <summary>A number that is known by a name, and some more.</summary>
    public string Sum(JsonElement nameAndMore) =>
        (int.Parse(_texts[nameAndMore[0].GetString()!], CultureInfo.InvariantCulture) + nameAndMore[1].GetInt32()).ToString(CultureInfo.InvariantCulture);

    /// <summary>The text with every known name in braces replaced; braces around anything else, such as those of a document, stay.</summary>
    public string Fill(string text)
    {
        var filled = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf('{', at) is var open and >= 0)
        {
            var close = text.IndexOf('}', open);
            if (close > 0 && _texts.TryGetValue(text[(open + 1)..close], out var known))
            {
                filled.Append(text, at, open - at).Append(known);
                at = close + 1;
            }
            else
            {
                filled.Append(text, at, open + 1 - at);
                at = open + 1;
            }
        }

        return filled.Append(text, at, text.Length - at).ToString();
    }
}
