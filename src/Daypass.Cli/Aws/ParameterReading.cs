using Daypass.Client;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Aws;

/// <summary>Turns the values of one option into the parameter it stands for: files, shorthand, JSON, numbers, lists.</summary>
internal sealed class ParameterReading(MemberDescription member, ClientEnvironment environment)
{
    private string Option => "--" + OperationNames.ForCommandLine(member.Name);

    /// <summary>The parameter of an option's values.</summary>
    public ClientResult<Value> Read(IReadOnlyList<string> values)
    {
        if (member.Kind != MemberKind.List)
        {
            var loaded = Load(values[0]);
            return loaded.Succeeded ? ParseSingle(loaded.Value) : loaded.Error;
        }

        if (values is [var only] && ParameterFile.IsReference(only))
        {
            var content = Load(only);
            return content.Succeeded ? ParseListOfText(content.Value) : content.Error;
        }

        var first = values.Count > 0 ? values[0] : string.Empty;
        if (IsJson(first))
        {
            return values.Count == 1 && first.AsSpan().TrimStart()[0] == '[' ? ParseJson(first) : ParseEach(values);
        }

        return member.Element!.Kind == MemberKind.Structure ? ParseStructures(values) : ParseEach(values);
    }

    private static bool IsJson(string value) => value.AsSpan().TrimStart() is ['[', ..] or ['{', ..];

    private ClientResult<Value> ParseSingle(string value)
    {
        switch (member.Kind)
        {
            case MemberKind.Structure or MemberKind.Map when IsJson(value):
                return value.AsSpan().TrimStart()[0] == '{' ? ParseJson(value) : Refuse($"Invalid JSON:\n{value}");
            case MemberKind.Structure or MemberKind.Map:
                return ParseStructure(value);
            case MemberKind.Integer:
                return ShapeFit.ParseInteger(value);
            case MemberKind.Boolean:
                return Value.From(!string.Equals(value, "false", StringComparison.OrdinalIgnoreCase));
            default:
                return Value.From(value);
        }
    }

    // A list whose one value is the text of a file: JSON, a single structure, or, character by character, a list of text.
    private ClientResult<Value> ParseListOfText(string text)
    {
        if (text.AsSpan().TrimStart() is ['[', ..])
        {
            return ParseJson(text);
        }

        if (member.Element!.Kind == MemberKind.Structure && !IsJson(text))
        {
            return ParseStructure(text);
        }

        List<string> characters = [];
        foreach (var rune in text.EnumerateRunes())
        {
            characters.Add(rune.ToString());
        }

        return ParseEach(characters);
    }

    private ClientResult<Value> ParseStructures(IReadOnlyList<string> values)
    {
        var list = new ListValue(values.Count);
        foreach (var value in values)
        {
            if (Shorthand.Parse(value, Resolve, out var error) is not { } structure)
            {
                return Refuse(error!);
            }

            list.Items.Add(structure);
        }

        return ShapeFit.Fit(list, member);
    }

    private ClientResult<Value> ParseStructure(string value) =>
        Shorthand.Parse(value, Resolve, out var error) is not { } structure ? Refuse(error!) : member.Kind == MemberKind.List ? structure : ShapeFit.Fit(structure, member);

    private ClientResult<Value> ParseEach(IReadOnlyList<string> values)
    {
        var list = new ListValue(values.Count);
        foreach (var value in values)
        {
            ClientResult<Value> item = member.Element!.Kind switch
            {
                MemberKind.Structure => value.AsSpan().TrimStart() is ['{', ..] ? ParseJson(value) : Refuse($"Invalid JSON:\n{value}"),
                MemberKind.Integer => ShapeFit.ParseInteger(value),
                _ => Value.From(value),
            };
            if (!item.Succeeded)
            {
                return item;
            }

            list.Items.Add(item.Value);
        }

        return list;
    }

    private ClientResult<Value> ParseJson(string text) =>
        JsonText.Parse(text, out var error) is { } value ? value : Refuse($"Invalid JSON: {error}\nJSON received: {text}");

    private ClientResult<string> Load(string value)
    {
        var (content, error) = Resolve(value);
        if (content is not null && ParameterFile.IsBinary(value) && member.Kind is MemberKind.Text or MemberKind.Timestamp)
        {
            return ClientError.Usage($"Parameter validation failed:\nInvalid type for parameter {member.Name}, value: b{PythonText.FormatQuoted(content)}, type: <class 'bytes'>, valid types: <class 'str'>");
        }

        return error is null ? content ?? value : ClientError.Usage($"Error parsing parameter '{Option}': {error}");
    }

    private (string? Content, string? Error) Resolve(string value) => ParameterFile.Read(value, environment);

    private ClientError Refuse(string reason) => ClientError.Usage($"Error parsing parameter '{Option}': {reason}");
}
