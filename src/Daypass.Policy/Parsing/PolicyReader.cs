using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Daypass.Policy.Language;

namespace Daypass.Policy.Parsing;

/// <summary>Reads a policy document in one pass; the first structural fault ends it.</summary>
internal ref struct PolicyReader
{
    public const string SyntaxErrors = "Syntax errors in policy.";
    public const string InvalidJson = "This policy contains invalid Json";

    private JsonCursor _json;

    private PolicyReader(ReadOnlySpan<byte> utf8) => _json = new JsonCursor(utf8);

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
            fault = reader._json.Fault;
            document = fault is null ? read : null;
        }
        catch (JsonException broken)
        {
            // Utf8JsonReader reports malformed text by throwing only; this is the one place where that becomes a value.
            fault = new PolicyFault(PolicyFault.Malformed, InvalidJson, LineMap.At(utf8, broken.LineNumber ?? 0, broken.BytePositionInLine ?? 0))
            {
                Detail = "The text is not JSON.",
            };
        }

        return document is not null;
    }

    private PolicyDocument Document()
    {
        var document = new PolicyDocument();
        _json.Read();
        if (!IsObject("A policy is an object."))
        {
            return document;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_json.NextProperty(seen, out var name))
        {
            switch (name)
            {
                case "Version":
                    document.Version = _json.Text(name);
                    Demand(document.Version is "2012-10-17" or "2008-10-17", "Version is 2012-10-17 or 2008-10-17.");
                    break;
                case "Id":
                    document.Id = _json.Text(name);
                    break;
                case "Statement":
                    Statements(document.Statements);
                    break;
                default:
                    _json.Fail($"A policy has no element {name}.");
                    break;
            }
        }

        Demand(seen.Contains("Statement"), "A policy has a Statement.");
        if (_json.Fault is null)
        {
            // One value is a policy; anything after it throws.
            _json.Read();
        }

        return document;
    }

    private void Statements(List<Statement> into)
    {
        if (_json.Token != JsonTokenType.StartArray)
        {
            into.Add(One());
            return;
        }

        while (_json.NextItem())
        {
            into.Add(One());
        }
    }

    private Statement One()
    {
        var statement = new Statement { Start = _json.Position };
        if (!IsObject("A statement is an object."))
        {
            return statement;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_json.NextProperty(seen, out var name))
        {
            Element(statement, name);
        }

        statement.End = _json.EndPosition;
        Demand(seen.Contains("Effect"), "A statement has an Effect.");
        DemandOne(seen, "Action", "NotAction");
        DemandOne(seen, "Resource", "NotResource");
        DemandOne(seen, "Principal", "NotPrincipal");
        return statement;
    }

    private void Element(Statement statement, string name)
    {
        switch (name)
        {
            case "Sid":
                statement.Sid = _json.Text(name);
                break;
            case "Effect":
                var effect = _json.Text(name);
                statement.Effect = effect == "Deny" ? Effect.Deny : Effect.Allow;
                Demand(effect is "Allow" or "Deny", "Effect is Allow or Deny.");
                break;
            case "Action" or "NotAction":
                statement.Actions = _json.Texts(name);
                statement.IsNotAction = name == "NotAction";
                break;
            case "Resource" or "NotResource":
                statement.Resources = _json.Texts(name);
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
                _json.Fail($"A statement has no element {name}.");
                break;
        }
    }

    private List<PrincipalEntry> Principals(string element)
    {
        var entries = new List<PrincipalEntry>();
        if (_json.Token == JsonTokenType.String)
        {
            Demand(_json.Text(element) is "*", $"{element} is \"*\" or an object.");
            entries.Add(new PrincipalEntry("*", "*", _json.Position));
            return entries;
        }

        if (!IsObject($"{element} is \"*\" or an object."))
        {
            return entries;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_json.NextProperty(seen, out var type))
        {
            if (type is not ("AWS" or "Service" or "Federated" or "CanonicalUser"))
            {
                _json.Fail($"{element} has no kind {type}.");
            }
            else if (_json.Token != JsonTokenType.StartArray)
            {
                Principal(type, entries);
            }
            else
            {
                while (_json.NextItem())
                {
                    Principal(type, entries);
                }
            }
        }

        return entries;
    }

    private void Principal(string type, List<PrincipalEntry> into)
    {
        if (_json.Text(type) is { } value)
        {
            into.Add(new PrincipalEntry(type, value, _json.Position) { ByteStart = _json.Start, ByteEnd = _json.End });
        }
    }

    private List<ConditionEntry> Conditions()
    {
        var entries = new List<ConditionEntry>();
        if (!IsObject("Condition is an object."))
        {
            return entries;
        }

        var operators = new HashSet<string>(StringComparer.Ordinal);
        while (_json.NextProperty(operators, out var name))
        {
            if (!IsObject($"{name} holds an object of keys."))
            {
                break;
            }

            var keys = new HashSet<string>(StringComparer.Ordinal);
            while (_json.NextProperty(keys, out var key))
            {
                var position = _json.Position;
                entries.Add(new ConditionEntry(name, key, _json.Scalars(key), position));
            }
        }

        return entries;
    }

    private bool IsObject(string otherwise)
    {
        Demand(_json.Token == JsonTokenType.StartObject, otherwise);
        return _json.Fault is null;
    }

    private void DemandOne(HashSet<string> seen, string element, string negated) =>
        Demand(!seen.Contains(element) || !seen.Contains(negated), $"A statement has {element} or {negated}, not both.");

    private void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            _json.Fail(otherwise);
        }
    }
}
