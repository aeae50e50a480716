using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Daypass.JmesPath.Values;

/// <summary>Reads JSON into values and writes values as Python's json module does.</summary>
public static class JsonText
{
    /// <summary>How deep a document may be nested before it is refused.</summary>
    public const int MaximumDepth = 256;

    /// <summary>Reads one JSON document.</summary>
    /// <param name="json">UTF-8 text, with or without a byte order mark.</param>
    /// <param name="error">Where and why it is no JSON; null on success.</param>
    /// <returns>The value, or null with a <paramref name="error"/>.</returns>
    public static Value? Parse(ReadOnlySpan<byte> json, out string? error)
    {
        if (json.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        // The reader of the library reports a malformed document by exception only; here it becomes a value again.
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaximumDepth });
            reader.Read();
            var value = ReadValue(ref reader);
            reader.Read();
            error = null;
            return value;
        }
        catch (JsonException bad)
        {
            error = string.Create(CultureInfo.InvariantCulture, $"line {(bad.LineNumber ?? 0) + 1}, byte {(bad.BytePositionInLine ?? 0) + 1}");
            return null;
        }
        catch (InvalidOperationException)
        {
            // An escape that is half of a surrogate pair.
            error = "a string is not valid text";
            return null;
        }
    }

    /// <summary>Reads one JSON document.</summary>
    public static Value? Parse(string json, out string? error) => Parse(Encoding.UTF8.GetBytes(json), out error);

    /// <summary>The value with four spaces of indent, or on one line.</summary>
    public static string Write(Value value, JsonStyle style = JsonStyle.Indented)
    {
        var text = new StringBuilder(256);
        new JsonWriter(text, style).Write(value, 0);
        return text.ToString();
    }

    private static Value ReadValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var map = new MapValue();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    map.Set(name, ReadValue(ref reader));
                }

                return map;
            case JsonTokenType.StartArray:
                var list = new ListValue();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Items.Add(ReadValue(ref reader));
                }

                return list;
            case JsonTokenType.String:
                return Value.From(reader.GetString()!);
            case JsonTokenType.Number:
                return ReadNumber(ref reader);
            case JsonTokenType.True:
                return Value.True;
            case JsonTokenType.False:
                return Value.False;
            default:
                return Value.Null;
        }
    }

    private static Value ReadNumber(ref Utf8JsonReader reader)
    {
        // "1.0" and "1e2" are fractions even though their value is whole; TryGetInt64 would accept neither.
        return reader.TryGetInt64(out var whole) ? Value.From(whole) : Value.From(reader.GetDouble());
    }
}
