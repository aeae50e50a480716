using System.Text;
using System.Text.Json;

namespace Daypass.Mcp.Safety;

/// <summary>Where the rules stand in their file.</summary>
internal static class RuleLines
{
    private const int DepthOfRules = 2;

    /// <summary>The line in which a rule begins; the text has been read as JSON before.</summary>
    /// <param name="json">The file.</param>
    /// <param name="index">Which rule, the first one 0.</param>
    public static int Find(string json, int index)
    {
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(json);
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        var reader = new Utf8JsonReader(bytes);
        var seen = 0;
        while (reader.Read())
        {
            if (reader.CurrentDepth == DepthOfRules && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray) && seen++ == index)
            {
                return bytes[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
            }
        }

        return 1;
    }
}
