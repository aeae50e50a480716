using System.Text;
using System.Text.Json;
using Daypass.Policy.Language;

namespace Daypass.Policy.Parsing;

/// <summary>Walks over a document's JSON and keeps the first structural fault; after one, every read answers nothing.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> utf8)
{
    private LineMap _lines = new(utf8);
    private Utf8JsonReader _json = new(utf8);

    /// <summary>The first fault, or null so far.</summary>
    public PolicyFault? Fault { get; private set; }

    public readonly JsonTokenType Token => _json.TokenType;

    /// <summary>The first byte of the token.</summary>
    public readonly int Start => (int)_json.TokenStartIndex;

    /// <summary>The byte after the token.</summary>
    public readonly int End => (int)_json.BytesConsumed;

    /// <summary>Where the token stands.</summary>
    public TextPosition Position => _lines.Locate(Start);

    /// <summary>The place just after the token.</summary>
    public TextPosition EndPosition => _lines.Locate(End);

    public bool Read() => _json.Read();

    /// <summary>Notes a fault at the token, unless there is one already.</summary>
    public void Fail(string detail, string message = PolicyReader.SyntaxErrors) =>
        Fault ??= new PolicyFault(PolicyFault.Malformed, message, Position) { Detail = detail };

    /// <summary>Moves to the value of the next property of an object; false at its end or on a fault.</summary>
    public bool TryReadProperty(HashSet<string> seen, out string name)
    {
        name = "";
        if (Fault is not null || !_json.Read() || _json.TokenType == JsonTokenType.EndObject || ReadUnescaped() is not { } read)
        {
            return false;
        }

        if (!seen.Add(read))
        {
            Fail($"{read} is written twice.");
            return false;
        }

        name = read;
        return _json.Read();
    }

    /// <summary>Moves to the next item of an array; false at its end or on a fault.</summary>
    public bool TryReadItem() => Fault is null && _json.Read() && _json.TokenType != JsonTokenType.EndArray;

    /// <summary>A string; anything else is a fault.</summary>
    public string? ReadText(string element)
    {
        if (_json.TokenType == JsonTokenType.String)
        {
            return ReadUnescaped();
        }

        Fail($"{element} is text.");
        return null;
    }

    /// <summary>A string, or a list of strings.</summary>
    public List<string> ReadTexts(string element)
    {
        var values = new List<string>();
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            AddIfRead(values, ReadText(element));
            return values;
        }

        while (TryReadItem())
        {
            AddIfRead(values, ReadText(element));
        }

        return values;
    }

    /// <summary>Condition values: as texts, but numbers and booleans may stand without quotes.</summary>
    public List<string> ReadScalars(string key)
    {
        var values = new List<string>();
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            AddIfRead(values, ReadScalar(key));
            return values;
        }

        while (TryReadItem())
        {
            AddIfRead(values, ReadScalar(key));
        }

        return values;
    }

    private static void AddIfRead(List<string> values, string? value)
    {
        if (value is not null)
        {
            values.Add(value);
        }
    }

    private string? ReadScalar(string key) => _json.TokenType switch
    {
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => Encoding.UTF8.GetString(_json.ValueSpan),
        _ => ReadText(key),
    };

    private string? ReadUnescaped()
    {
        if (_json.ValueIsEscaped && !EscapedText.IsWellFormed(_json.ValueSpan))
        {
            Fail("An escaped surrogate stands alone.");
            return null;
        }

        return _json.GetString();
    }
}
