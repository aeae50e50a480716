using System.Text;
using System.Text.Json;

namespace Daypass.Iam.RoleTemplates;

/// <summary>Whether two policy documents say the same: in them the order of members and of list elements means nothing, and a value is a list of one.</summary>
internal static class DocumentMeaning
{
    /// <summary>Whether they do. A document that was stored can be read.</summary>
    public static bool AreSame(string one, string other) => one == other || Canonical(one) == Canonical(other);

    private static string Canonical(string document)
    {
        using var json = JsonDocument.Parse(document);
        var text = new StringBuilder(document.Length);
        Write(text, json.RootElement);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append("[{");
                foreach (var member in element.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal))
                {
                    text.Append(JsonEncodedText.Encode(member.Name).ToString()).Append(':');
                    Write(text, member.Value);
                }

                text.Append("}]");
                break;
            case JsonValueKind.Array:
                var items = new SortedSet<string>(StringComparer.Ordinal);
                foreach (var item in element.EnumerateArray())
                {
                    var written = new StringBuilder();
                    Write(written, item);

                    // Without the brackets of a list of one.
                    items.Add(item.ValueKind is JsonValueKind.Array ? written.ToString() : written.ToString(1, written.Length - 2));
                }

                text.Append('[').AppendJoin(',', items).Append(']');
                break;
            case JsonValueKind.String:
                text.Append("[\"").Append(JsonEncodedText.Encode(element.GetString()!).ToString()).Append("\"]");
                break;
            default:
                text.Append('[').Append(element.GetRawText()).Append(']');
                break;
        }
    }
}
