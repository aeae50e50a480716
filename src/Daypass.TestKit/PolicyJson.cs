using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daypass.Testing;

/// <summary>Policy documents on their way into a world.</summary>
internal static class PolicyJson
{
    /// <summary>A document of these statements.</summary>
    public static JsonObject Document(JsonArray statements) => new() { ["Version"] = "2012-10-17", ["Statement"] = statements.DeepClone() };

    /// <summary>A document as it stands in a file.</summary>
    /// <exception cref="ArgumentException">It is no JSON; the message says where.</exception>
    public static JsonNode Parse(string document, string parameter)
    {
        ArgumentNullException.ThrowIfNull(document, parameter);
        try
        {
            return JsonNode.Parse(document) ?? throw new ArgumentException("The document is null.", parameter);
        }
        catch (JsonException broken)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The document is no JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}."),
                parameter, broken);
        }
    }
}
