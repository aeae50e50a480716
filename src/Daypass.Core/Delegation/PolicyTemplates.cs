using System.Text.Json;
using System.Text.Json.Nodes;
using Daypass.Core.Entities;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Delegation;

/// <summary>
/// Fills the places of a policy template. A place is written <c>@{Name}</c> in any string of the document; a list fills a string that is nothing but
/// the place with one string for each of its values.
/// </summary>
public static class PolicyTemplates
{
    private const string ListType = "stringList";

    /// <summary>The filled document, or why it cannot be filled: a place left over, a parameter without a place, a list inside a string, or no policy in the
    /// end.</summary>
    public static Result<string> Fill(string template, IReadOnlyList<TemplateParameter> parameters)
    {
        var filling = new Filling(parameters);
        JsonNode? document;
        try
        {
            document = filling.Fill(JsonNode.Parse(template));
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("A stored policy is no JSON.", broken);
        }

        if (filling.Fault is { } fault)
        {
            return IamErrors.InvalidInput(fault);
        }

        var filled = document!.ToJsonString();
        return PolicyValidator.Validate(filled, PolicyKind.Session) is { } refused
            ? IamErrors.InvalidInput($"The filled template is not a valid policy: {refused.Message}")
            : filled;
    }

    private sealed class Filling(IReadOnlyList<TemplateParameter> parameters)
    {
        private readonly HashSet<string> _used = new(StringComparer.Ordinal);
        private string? _fault;

        public string? Fault => _fault ?? (parameters.FirstOrDefault(parameter => !_used.Contains(parameter.Name)) is { } unused
            ? $"The template has no place for the parameter {unused.Name}."
            : null);

        public JsonNode? Fill(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject map:
                    var members = new JsonObject();
                    foreach (var (name, member) in map)
                    {
                        members[name] = Fill(member);
                    }

                    return members;
                case JsonArray list:
                    var items = new JsonArray();
                    foreach (var item in list)
                    {
                        Append(items, item);
                    }

                    return items;
                case JsonValue value when value.TryGetValue<string>(out var text):
                    return FindList(text) is { } whole ? List(whole) : JsonValue.Create(FillText(text));
                default:
                    return node?.DeepClone();
            }
        }

        private void Append(JsonArray items, JsonNode? item)
        {
            if (item is JsonValue value && value.TryGetValue<string>(out var text) && FindList(text) is { } list)
            {
                foreach (var one in list.Values)
                {
                    items.Add((JsonNode)JsonValue.Create(one));
                }
            }
            else
            {
                items.Add(Fill(item));
            }
        }

        private static JsonArray List(TemplateParameter parameter)
        {
            var items = new JsonArray();
            foreach (var value in parameter.Values)
            {
                items.Add((JsonNode)JsonValue.Create(value));
            }

            return items;
        }

        private TemplateParameter? FindList(string text)
        {
            foreach (var parameter in parameters)
            {
                if (parameter.Type == ListType && text == $"@{{{parameter.Name}}}")
                {
                    _used.Add(parameter.Name);
                    return parameter;
                }
            }

            return null;
        }

        // One pass from left to right: what a parameter brings is not searched for places again.
        private string FillText(string text)
        {
            var filled = new System.Text.StringBuilder(text.Length);
            var at = 0;
            while (text.IndexOf("@{", at, StringComparison.Ordinal) is >= 0 and var open)
            {
                var close = text.IndexOf('}', open);
                var name = close < 0 ? "" : text[(open + 2)..close];
                if (close < 0 || parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } found)
                {
                    _fault ??= $"The template's place {name} is not filled.";
                    return text;
                }

                if (found.Type == ListType || found.Values.Count != 1)
                {
                    _fault ??= $"The parameter {name} needs exactly one value where the template uses it.";
                    return text;
                }

                _used.Add(name);
                filled.Append(text, at, open - at).Append(found.Values[0]);
                at = close + 1;
            }

            return filled.Append(text, at, text.Length - at).ToString();
        }
    }
}
