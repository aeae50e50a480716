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
    public const string FailedLegacyParsing = "The policy failed legacy parsing";

    private readonly bool _needsStatement;
    private JsonCursor _json;

    private PolicyReader(ReadOnlySpan<byte> utf8, bool needsStatement)
    {
        _json = new JsonCursor(utf8);
        _needsStatement = needsStatement;
    }

    public static bool TryRead(string json, [NotNullWhen(true)] out PolicyDocument? document, [NotNullWhen(false)] out PolicyFault? fault) =>
        TryRead(Encoding.UTF8.GetBytes(json), out document, out fault);

    /// <param name="utf8">The text.</param>
    /// <param name="document">What was read.</param>
    /// <param name="fault">The first fault.</param>
    /// <param name="needsStatement">False for the policy simulator, which takes a document without a Statement for one with none in it.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8,
        [NotNullWhen(true)] out PolicyDocument? document,
        [NotNullWhen(false)] out PolicyFault? fault,
        bool needsStatement = true)
    {
        document = null;
        if (!Utf8.IsValid(utf8))
        {
            fault = new PolicyFault(PolicyFault.Malformed, InvalidJson, new TextPosition(1, 1)) { Detail = "The text is not UTF-8." };
            return false;
        }

        var reader = new PolicyReader(utf8, needsStatement);
        try
        {
            var read = reader.ReadDocument();
            fault = reader._json.Fault;
            document = fault is null ? read : null;
        }
        catch (JsonException broken)
        {
            // Utf8JsonReader reports malformed text by throwing only; this is the one place where that becomes a value.
            fault = new PolicyFault(PolicyFault.Malformed, InvalidJson, LineMap.Locate(utf8, broken.LineNumber ?? 0, broken.BytePositionInLine ?? 0))
            {
                Detail = "The text is not JSON.",
            };
        }

        return document is not null;
    }

    private PolicyDocument ReadDocument()
    {
        var document = new PolicyDocument();
        _json.Read();
        if (!IsObject("A policy is an object."))
        {
            return document;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_json.TryReadProperty(seen, out var name))
        {
            switch (name)
            {
                case "Version":
                    document.Version = _json.ReadText(name);
                    FailUnless(document.Version is "2012-10-17" or "2008-10-17", "Version is 2012-10-17 or 2008-10-17.");
                    break;
                case "Id":
                    document.Id = _json.ReadText(name);
                    break;
                case "Statement":
                    ReadStatements(document.Statements);
                    break;
                default:
                    _json.Fail($"A policy has no element {name}.");
                    break;
            }
        }

        FailUnless(!_needsStatement || seen.Contains("Statement"), "A policy has a Statement.");
        if (_json.Fault is null)
        {
            // One value is a policy; anything after it throws.
            _json.Read();
        }

        return document;
    }

    private void ReadStatements(List<Statement> into)
    {
        var before = _json.EndPosition;
        if (_json.Token != JsonTokenType.StartArray)
        {
            into.Add(ReadStatement(before));
            return;
        }

        while (_json.TryReadItem())
        {
            var statement = ReadStatement(before);
            into.Add(statement);
            before = statement.End;
        }
    }

    private Statement ReadStatement(TextPosition before)
    {
        var statement = new Statement { SimulatedStart = before, Start = _json.Position };
        if (!IsObject("A statement is an object."))
        {
            return statement;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_json.TryReadProperty(seen, out var name))
        {
            ReadElement(statement, name);
        }

        statement.End = _json.EndPosition;
        FailUnless(seen.Contains("Effect"), "A statement has an Effect.");
        FailIfBoth(seen, "Action", "NotAction");
        FailIfBoth(seen, "Resource", "NotResource");
        FailIfBoth(seen, "Principal", "NotPrincipal");
        return statement;
    }

    private void ReadElement(Statement statement, string name)
    {
        switch (name)
        {
            case "Sid":
                statement.Sid = _json.ReadText(name);
                break;
            case "Effect":
                var effect = _json.ReadText(name);
                statement.Effect = effect == "Deny" ? Effect.Deny : Effect.Allow;
                if (effect is not ("Allow" or "Deny"))
                {
                    var otherCase = "Allow".Equals(effect, StringComparison.OrdinalIgnoreCase) || "Deny".Equals(effect, StringComparison.OrdinalIgnoreCase);
                    _json.Fail("Effect is Allow or Deny.", otherCase ? FailedLegacyParsing : SyntaxErrors);
                }

                break;
            case "Action" or "NotAction":
                statement.Actions = _json.ReadTexts(name);
                statement.IsNotAction = name == "NotAction";
                break;
            case "Resource" or "NotResource":
                statement.Resources = _json.ReadTexts(name);
                statement.IsNotResource = name == "NotResource";
                break;
            case "Principal" or "NotPrincipal":
                statement.Principals = ReadPrincipals(name);
                statement.IsNotPrincipal = name == "NotPrincipal";
                break;
            case "Condition":
                statement.Conditions = ReadConditions();
                break;
            default:
                _json.Fail($"A statement has no element {name}.");
                break;
        }
    }

    private List<PrincipalEntry> ReadPrincipals(string element)
    {
        var entries = new List<PrincipalEntry>();
        if (_json.Token == JsonTokenType.String)
        {
            FailUnless(_json.ReadText(element) is "*", $"{element} is \"*\" or an object.");
            entries.Add(new PrincipalEntry("*", "*", _json.Position));
            return entries;
        }

        if (!IsObject($"{element} is \"*\" or an object."))
        {
            return entries;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_json.TryReadProperty(seen, out var type))
        {
            if (type is not ("AWS" or "Service" or "Federated" or "CanonicalUser"))
            {
                _json.Fail($"{element} has no kind {type}.");
            }
            else if (_json.Token != JsonTokenType.StartArray)
            {
                ReadPrincipal(type, entries);
            }
            else
            {
                while (_json.TryReadItem())
                {
                    ReadPrincipal(type, entries);
                }
            }
        }

        return entries;
    }

    private void ReadPrincipal(string type, List<PrincipalEntry> into)
    {
        if (_json.ReadText(type) is { } value)
        {
            into.Add(new PrincipalEntry(type, value, _json.Position) { ByteStart = _json.Start, ByteEnd = _json.End });
        }
    }

    private List<ConditionEntry> ReadConditions()
    {
        var entries = new List<ConditionEntry>();
        if (!IsObject("Condition is an object."))
        {
            return entries;
        }

        var operators = new HashSet<string>(StringComparer.Ordinal);
        while (_json.TryReadProperty(operators, out var name))
        {
            if (!IsObject($"{name} holds an object of keys."))
            {
                break;
            }

            var keys = new HashSet<string>(StringComparer.Ordinal);
            while (_json.TryReadProperty(keys, out var key))
            {
                var position = _json.Position;
                entries.Add(new ConditionEntry(name, key, _json.ReadScalars(key), position));
            }
        }

        return entries;
    }

    private bool IsObject(string otherwise)
    {
        FailUnless(_json.Token == JsonTokenType.StartObject, otherwise);
        return _json.Fault is null;
    }

    private void FailIfBoth(HashSet<string> seen, string element, string negated) =>
        FailUnless(!seen.Contains(element) || !seen.Contains(negated), $"A statement has {element} or {negated}, not both.");

    private void FailUnless(bool holds, string otherwise)
    {
        if (!holds)
        {
            _json.Fail(otherwise);
        }
    }
}
