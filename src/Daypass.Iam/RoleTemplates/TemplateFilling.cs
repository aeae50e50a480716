using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daypass.Iam.RoleTemplates;

/// <summary>Puts values into the places of a role template. One pass: what a value brings is not searched for places again.</summary>
/// <param name="parameters">The template's parameters.</param>
/// <param name="values">What they are replaced by; a parameter without a value is a fault only where a place asks for it.</param>
internal sealed class TemplateFilling(IReadOnlyList<RoleTemplateParameter> parameters, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
{
    /// <summary>The key of a statement that names the parameter by which it is there or not.</summary>
    public const string Switch = "@Enabled";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Why the template cannot be filled, or null.</summary>
    public AwsError? Fault { get; private set; }

    /// <summary>A text with its places filled; null stays null.</summary>
    public string? Text(string? text)
    {
        if (text is null || !text.Contains("@{", StringComparison.Ordinal))
        {
            return text;
        }

        var filled = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf("@{", at, StringComparison.Ordinal) is >= 0 and var open && text.IndexOf('}', open) is >= 0 and var close)
        {
            filled.Append(text, at, open - at).Append(One(text[(open + 2)..close]));
            at = close + 1;
        }

        return filled.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>A document with its places filled, without the statements that are switched off.</summary>
    /// <param name="json">The document, which was read when it was stored.</param>
    /// <param name="statements">How many statements are left.</param>
    public string Document(string json, out int statements)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        if (document["Statement"] is JsonObject single)
        {
            document["Statement"] = new JsonArray(single.DeepClone());
        }

        if (document["Statement"] is JsonArray list)
        {
            for (var i = list.Count - 1; i >= 0; i--)
            {
                if (list[i] is JsonObject statement && statement.Remove(Switch, out var name) && !IsOn(name))
                {
                    list.RemoveAt(i);
                }
            }
        }

        statements = (document["Statement"] as JsonArray)?.Count ?? 0;
        return Node(document)!.ToJsonString(Plain);
    }

    private JsonNode? Node(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                var members = new JsonObject();
                foreach (var (name, member) in map)
                {
                    members[name] = Node(member);
                }

                return members;
            case JsonArray list:
                var items = new JsonArray();
                foreach (var item in list)
                {
                    if (item is JsonValue text && text.TryGetValue<string>(out var place) && ListOf(place) is { } several)
                    {
                        Append(items, several);
                    }
                    else
                    {
                        items.Add(Node(item));
                    }
                }

                return items;
            case JsonValue value when value.TryGetValue<string>(out var plain):
                return ListOf(plain) is { } whole ? Append([], whole) : JsonValue.Create(Text(plain));
            default:
                return node?.DeepClone();
        }
    }

    private static JsonArray Append(JsonArray items, IReadOnlyList<string> added)
    {
        foreach (var one in added)
        {
            items.Add((JsonNode)JsonValue.Create(one));
        }

        return items;
    }

    /// <summary>The values of the list whose place is the whole of a text, or null.</summary>
    private IReadOnlyList<string>? ListOf(string text)
    {
        if (!text.StartsWith("@{", StringComparison.Ordinal) || text.IndexOf('}', StringComparison.Ordinal) != text.Length - 1)
        {
            return null;
        }

        var name = text[2..^1];
        return !IsList(name) ? null : Find(name);
    }

    private string One(string name)
    {
        if (IsList(name))
        {
            Fault ??= IamErrors.NotRendered($"Parameter '{name}' is a list.");
            return "";
        }

        return Find(name) is [var value] ? value : "";
    }

    private bool IsOn(JsonNode? name) =>
        name is JsonValue text && text.TryGetValue<string>(out var parameter) && Find(parameter) is [var value]
            && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private bool IsList(string name) => parameters.Any(parameter => parameter.Name == name && RoleTemplateRules.IsList(parameter));

    private IReadOnlyList<string>? Find(string name)
    {
        if (values.TryGetValue(name, out var found))
        {
            return found;
        }

        Fault ??= IamErrors.NotRendered($"Parameter '{name}' not found.");
        return null;
    }
}
