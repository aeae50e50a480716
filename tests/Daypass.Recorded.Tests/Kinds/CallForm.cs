using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>Writes the members of a step as the form that a client of AWS sends.</summary>
internal static class CallForm
{
    public static string Write(string action, string version, JsonElement step, KeptTexts kept)
    {
        var form = new StringBuilder($"Action={action}&Version={version}");
        if (step.TryGetProperty("with", out var members))
        {
            AddMembers(form, "", members, kept);
        }

        if (RecordedVector.Text(step, "form") is { } raw)
        {
            form.Append('&').Append(kept.Fill(raw));
        }

        return form.ToString();
    }

    private static void Add(StringBuilder form, string path, JsonElement value, KeptTexts kept)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Object when value.TryGetProperty("$json", out var json):
                AddText(form, path, kept.Fill(json.GetRawText()));
                break;
            case JsonValueKind.Object when value.TryGetProperty("$repeat", out var repeat):
                AddText(form, path, string.Concat(Enumerable.Repeat(kept.Fill(repeat[0].GetString()!), repeat[1].GetInt32())));
                break;
            case JsonValueKind.Object when value.TryGetProperty("$map", out var map):
                foreach (var (index, entry) in map.EnumerateObject().Index())
                {
                    var at = string.Create(CultureInfo.InvariantCulture, $"{path}.entry.{index + 1}");
                    AddText(form, at + ".key", entry.Name);
                    Add(form, at + ".value", entry.Value, kept);
                }

                break;
            case JsonValueKind.Object:
                AddMembers(form, path + ".", value, kept);
                break;
            case JsonValueKind.Array when value.GetArrayLength() == 0:
                AddText(form, path, "");
                break;
            case JsonValueKind.Array:
                foreach (var (index, element) in value.EnumerateArray().Index())
                {
                    Add(form, string.Create(CultureInfo.InvariantCulture, $"{path}.member.{index + 1}"), element, kept);
                }

                break;
            default:
                AddText(form, path, value.ValueKind == JsonValueKind.String ? kept.Fill(value.GetString()!) : value.GetRawText());
                break;
        }
    }

    private static void AddMembers(StringBuilder form, string prefix, JsonElement members, KeptTexts kept)
    {
        foreach (var member in members.EnumerateObject())
        {
            Add(form, prefix + member.Name, member.Value, kept);
        }
    }

    private static void AddText(StringBuilder form, string path, string text) =>
        form.Append('&').Append(path).Append('=').Append(Uri.EscapeDataString(text));
}
