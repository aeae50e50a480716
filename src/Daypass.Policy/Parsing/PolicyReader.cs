using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Daypass.Policy.Parsing;

/// <summary>Reads a policy document in one pass; the first structural fault ends it.</summary>
internal ref struct PolicyReader
{
    private LineMap _lines;
    private Utf8JsonReader _json;
    private PolicyFault? _fault;

    private PolicyReader(ReadOnlySpan<byte> utf8)
    {
        _lines = new LineMap(utf8);
        _json = new Utf8JsonReader(utf8);
    }

    public const string SyntaxErrors = "Syntax errors in policy.";
    public const string InvalidJson = "This policy contains invalid Json";

    public static bool TryRead(string json, [NotNullWhen(true)] out PolicyDocument? document, [NotNullWhen(false)] out PolicyFault? fault) =>
        TryRead(Encoding.UTF8.GetBytes(json), out document, out fault);

    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out PolicyDocument? document, [NotNullWhen(false)] out PolicyFault? fault)
    {
        document = null;
        if (!Utf8.IsValid(utf8))
        {
            fault = new PolicyFault(PolicyFault.Malformed, InvalidJson, new TextPosition(1, 1)) { Detail = "The text is not UTF-8." };
            return false;
        }

        var reader = new PolicyReader(utf8);
        try
        {
            var read = reader.Document();
            fault = reader._fault;
            document = read;
        }
        catch (JsonException broken)
        {
            // Utf8JsonReader reports malformed text by throwing only; this is the one place where that becomes a value.
            fault = new PolicyFault(PolicyFault.Malformed, InvalidJson, new TextPosition((int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1))
            {
                Detail = "The text is not JSON.",
            };
        }

        return document is not null;
    }

    private PolicyDocument? Document()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            return Fail<PolicyDocument>("A policy is an object.");
        }

        var document = new PolicyDocument();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (NextProperty(seen, out var name))
        {
            switch (name)
            {
                case "Version":
                    document.Version = Text("Version");
                    if (_fault is null && document.Version is not ("2012-10-17" or "2008-10-17"))
                    {
                        Fail<string>("Version is 2012-10-17 or 2008-10-17.");
                    }

                    break;
                case "Id":
                    document.Id = Text("Id");
                    break;
                case "Statement":
                    Statements(document.Statements);
                    break;
                default:
                    Fail<string>($"A policy has no element {name}.");
                    break;
            }
        }

        if (_fault is null && !seen.Contains("Statement"))
        {
            Fail<string>("A policy has a Statement.");
        }

        if (_fault is null)
        {
            // One value is a policy; anything after it throws.
            _json.Read();
        }

        return _fault is null ? document : null;
    }

    private void Statements(List<Statement> into)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            Add(into, One());
            return;
        }

        while (_fault is null && _json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            Add(into, One());
        }
    }

    private static void Add(List<Statement> into, Statement? statement)
    {
        if (statement is not null)
        {
            into.Add(statement);
        }
    }

    private Statement? One()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            return Fail<Statement>("A statement is an object.");
        }

        var statement = new Statement { Start = Here() };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (NextProperty(seen, out var name))
        {
            Element(statement, name);
        }

        if (_fault is not null)
        {
            return null;
        }

        statement.End = _lines.At((int)_json.BytesConsumed);
        return !seen.Contains("Effect") ? Fail<Statement>("A statement has an Effect.")
            : seen.Contains("Action") && seen.Contains("NotAction") ? Fail<Statement>("A statement has Action or NotAction, not both.")
            : seen.Contains("Resource") && seen.Contains("NotResource") ? Fail<Statement>("A statement has Resource or NotResource, not both.")
            : seen.Contains("Principal") && seen.Contains("NotPrincipal") ? Fail<Statement>("A statement has Principal or NotPrincipal, not both.")
            : statement;
    }

    private void Element(Statement statement, string name)
    {
        switch (name)
        {
            case "Sid":
                statement.Sid = Text("Sid");
                break;
            case "Effect":
                var effect = Text("Effect");
                statement.Effect = effect == "Deny" ? Effect.Deny : Effect.Allow;
                if (_fault is null && effect is not ("Allow" or "Deny"))
                {
                    Fail<string>("Effect is Allow or Deny.");
                }

                break;
            case "Action" or "NotAction":
                statement.Actions = Texts(name);
                statement.IsNotAction = name == "NotAction";
                break;
            case "Resource" or "NotResource":
                statement.Resources = Texts(name);
                statement.IsNotResource = name == "NotResource";
                break;
            case "Principal" or "NotPrincipal":
                statement.Principals = Principals(name);
                statement.IsNotPrincipal = name == "NotPrincipal";
                break;
            case "Condition":
                statement.Conditions = Conditions();
                break;
            default:
                Fail<string>($"A statement has no element {name}.");
                break;
        }
    }

    private List<PrincipalEntry> Principals(string element)
    {
        var entries = new List<PrincipalEntry>();
        if (_json.TokenType == JsonTokenType.String)
        {
            if (Text(element) is "*")
            {
                entries.Add(new PrincipalEntry("*", "*", Here()));
            }
            else
            {
                Fail<string>($"{element} is \"*\" or an object.");
            }

            return entries;
        }

        if (_json.TokenType != JsonTokenType.StartObject)
        {
            Fail<string>($"{element} is \"*\" or an object.");
            return entries;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (NextProperty(seen, out var type))
        {
            if (type is not ("AWS" or "Service" or "Federated" or "CanonicalUser"))
            {
                Fail<string>($"{element} has no kind {type}.");
            }
            else if (_json.TokenType != JsonTokenType.StartArray)
            {
                Principal(type, entries);
            }
            else
            {
                while (_fault is null && _json.Read() && _json.TokenType != JsonTokenType.EndArray)
                {
                    Principal(type, entries);
                }
            }
        }

        return entries;
    }

    private void Principal(string type, List<PrincipalEntry> into)
    {
        var start = (int)_json.TokenStartIndex;
        if (Text(type) is { } value)
        {
            into.Add(new PrincipalEntry(type, value, Here()) { ByteStart = start, ByteEnd = (int)_json.BytesConsumed });
        }
    }

    private List<ConditionEntry> Conditions()
    {
        var entries = new List<ConditionEntry>();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            Fail<string>("Condition is an object.");
            return entries;
        }

        var operators = new HashSet<string>(StringComparer.Ordinal);
        while (NextProperty(operators, out var name))
        {
            if (_json.TokenType != JsonTokenType.StartObject)
            {
                Fail<string>($"{name} holds an object of keys.");
                break;
            }

            var keys = new HashSet<string>(StringComparer.Ordinal);
            while (NextProperty(keys, out var key))
            {
                var position = Here();
                if (ConditionValues(key) is { } values)
                {
                    entries.Add(new ConditionEntry(name, key, values, position));
                }
            }
        }

        return entries;
    }

    private List<string>? ConditionValues(string key)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            return Scalar(key) is { } value ? [value] : null;
        }

        var values = new List<string>();
        while (_fault is null && _json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (Scalar(key) is { } value)
            {
                values.Add(value);
            }
        }

        return values;
    }

    /// <summary>A condition value: numbers and booleans may stand without quotes.</summary>
    private string? Scalar(string key) => _json.TokenType switch
    {
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => Encoding.UTF8.GetString(_json.ValueSpan),
        _ => Text(key),
    };

    private List<string> Texts(string element)
    {
        var values = new List<string>();
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            Keep(values, Text(element));
            return values;
        }

        while (_fault is null && _json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            Keep(values, Text(element));
        }

        return values;
    }

    private static void Keep(List<string> values, string? value)
    {
        if (value is not null)
        {
            values.Add(value);
        }
    }

    private string? Text(string element) =>
        _json.TokenType != JsonTokenType.String ? Fail<string>($"{element} is text.") : Unescaped();

    private string? Unescaped()
    {
        if (_json.ValueIsEscaped && !EscapedText.IsWellFormed(_json.ValueSpan))
        {
            return Fail<string>("An escaped surrogate stands alone.");
        }

        return _json.GetString();
    }

    private bool NextProperty(HashSet<string> seen, out string name)
    {
        name = "";
        if (_fault is not null || !_json.Read() || _json.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        if (Unescaped() is not { } read)
        {
            return false;
        }

        if (!seen.Add(read))
        {
            Fail<string>($"{read} is written twice.");
            return false;
        }

        name = read;
        _json.Read();
        return true;
    }

    private TextPosition Here() => _lines.At((int)_json.TokenStartIndex);

    private T? Fail<T>(string detail)
        where T : class
    {
        _fault ??= new PolicyFault(PolicyFault.Malformed, SyntaxErrors, Here()) { Detail = detail };
        return null;
    }
}
