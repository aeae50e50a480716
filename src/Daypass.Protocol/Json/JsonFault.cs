using System.Text.Json;

namespace Daypass.Protocol.Json;

/// <summary>Says what is wrong with a text that is no JSON, for whoever wrote it: the reader's own sentences are for programmers.</summary>
public static class JsonFault
{
    // What the reader says, in part, and what that means for a person. It has no codes to tell its faults apart by.
    private static readonly (string Part, string Meaning)[] Known =
    [
        ("trailing comma", "a comma stands before the closing bracket"),
        ("invalid start of a property name", "a name in double quotes is expected here"),
        ("invalid start of a value", "a value is expected here"),
        ("invalid after a value", "a comma or a closing bracket is missing before this"),
        ("invalid after a property name", "a colon is missing after the name"),
        ("invalid without a matching open", "a closing bracket has none that opens"),
        ("within a number", "a number is not written as one"),
        ("invalid JSON literal", "a word is none of true, false and null"),
        ("invalid end of a number", "a number is not written as one"),
        ("leading zero", "a number begins with a zero"),
        ("escapable character", "a backslash is followed by a letter that it cannot stand before"),
        ("within a JSON string", "a line break or a control character stands in a text"),
        ("after the end of the JSON", "something follows the end"),
        ("after a single JSON value", "something follows the end"),
        ("end of string", "a text has no closing quote"),
        ("Expected depth to be zero", "it ends before all brackets are closed"),
        ("does not contain any JSON tokens", "it is empty"),
        ("end of data", "it ends too early"),
        ("maximum configured depth", "brackets are nested too deeply"),
        ("UTF-8", "it is not UTF-8"),
        ("comment", "comments are not part of JSON"),
        ("expected one of", "a word is none of true, false and null"),
    ];

    /// <summary>The fault in a few words, without its place.</summary>
    public static string Describe(JsonException fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        foreach (var (part, meaning) in Known)
        {
            if (fault.Message.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return meaning;
            }
        }

        return "something here cannot be read";
    }
}
