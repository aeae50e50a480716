using System.Globalization;
using System.Text.Json;

namespace Daypass.Worlds.Reading;

/// <summary>Where something stands in a world file: its path, its first line, and its text for finding what is inside it.</summary>
/// <param name="Path">For example <c>accounts[0].roles[17]</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Json">The element's text.</param>
internal sealed record ElementLocation(string Path, long Line, ReadOnlyMemory<byte> Json)
{
    /// <summary>A fault of a member.</summary>
    /// <param name="member">Below the element, such as <c>accessKeys[0].secret</c>; empty for the element itself.</param>
    /// <param name="sentence">What is wrong.</param>
    /// <param name="linesBelow">How many lines below the beginning of the member.</param>
    public WorldException Error(string member, string sentence, int linesBelow = 0)
    {
        var (line, isText) = Find(member);
        return ErrorAt(line + (isText ? 0 : linesBelow), Join(Path, member), sentence);
    }

    public static WorldException ErrorAt(long line, string path, string sentence) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {line}, {(path.Length == 0 ? "the world" : path)}: {sentence}"));

    public static string Join(string path, string member) =>
        member.Length == 0 ? path : path.Length == 0 || member[0] == '[' ? path + member : $"{path}.{member}";

    /// <summary>The line of a member's value, and whether the value is a text; the element's own line when there is no such member.</summary>
    private (long Line, bool IsText) Find(string member)
    {
        var reader = new Utf8JsonReader(Json.Span, new JsonReaderOptions { AllowTrailingCommas = true });
        reader.Read();
        var rest = member.AsSpan();
        while (!rest.IsEmpty && Enter(ref reader, ref rest))
        {
        }

        var found = rest.IsEmpty && member.Length > 0;
        return (found ? Line + LinesBefore((int)reader.TokenStartIndex) : Line, found && reader.TokenType == JsonTokenType.String);
    }

    private int LinesBefore(int index) => Json.Span[..index].Count((byte)'\n');

    /// <summary>Goes one step down; false when there is no such step.</summary>
    private static bool Enter(ref Utf8JsonReader reader, ref ReadOnlySpan<char> rest)
    {
        if (rest[0] == '[')
        {
            var end = rest.IndexOf(']');
            var index = int.Parse(rest[1..end], CultureInfo.InvariantCulture);
            rest = rest[(end + 1)..];
            return reader.TokenType == JsonTokenType.StartArray && Element(ref reader, index);
        }

        // The member's name is the longest one that fits: names of tags and policies have dots in them.
        rest = rest[0] == '.' ? rest[1..] : rest;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (rest.StartsWith(name, StringComparison.Ordinal) && (rest.Length == name.Length || rest[name.Length] is '.' or '['))
            {
                rest = rest[name.Length..];
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool Element(ref Utf8JsonReader reader, int index)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (index-- == 0)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
