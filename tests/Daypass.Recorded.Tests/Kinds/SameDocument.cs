using System.Text.Json;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>Policy documents that are compared by what they say: AWS answers lists of services in an order that changes from answer to answer.</summary>
internal static class SameDocument
{
    /// <summary>One text for all that is the same but for the order of members and of lists; null when there is none.</summary>
    public static string? Canonical(string? document)
    {
        if (document is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(Uri.UnescapeDataString(document));
        return Write(json.RootElement);
    }

    private static string Write(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal)
            .Select(static member => $"{member.Name}:{Write(member.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Write).Order(StringComparer.Ordinal)) + "]",
        _ => element.GetRawText(),
    };
}
