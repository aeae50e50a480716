using System.Text.Json;

namespace Daypass.Policy.Tests.Reference;

/// <summary>Scalar-or-array reading (section 1).</summary>
internal static class ReferenceJson
{
    public static IEnumerable<JsonElement> Items(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [element];

    public static IEnumerable<string> Texts(JsonElement element) => Items(element).Select(Text);

    public static string Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
}
