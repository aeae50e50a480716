using Daypass.Client;
using Daypass.Client.Faults;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Aws;

/// <summary>Turns the values of one option into the parameter it stands for: files, shorthand, JSON, numbers, lists.</summary>
internal sealed class ParameterReading(MemberDescription member, Surroundings surroundings)
{
    private string Option => "--" + OperationNames.ForCommandLine(member.Name);

    /// <summary>The parameter of an option's values.</summary>
    public Outcome<Value> Read(IReadOnlyList<string> values)
    {
        if (member.Kind != MemberKind.List)
        {
            var loaded = Loaded(values[0]);
            return loaded.Succeeded ? Single(loaded.Value) : loaded.Fault;
        }

        if (values is [var only] && ParameterFile.IsReference(only))
        {
            var content = Loaded(only);
            return content.Succeeded ? ListOfText(content.Value) : content.Fault;
        }

        var first = values.Count > 0 ? values[0] : string.Empty;
        if (IsJson(first))
        {
            return values.Count == 1 && first.AsSpan().TrimStart()[0] == '[' ? Json(first) : Each(values);
        }

        return member.Element!.Kind == MemberKind.Structure ? Structures(values) : Each(values);
    }

    private static bool IsJson(string value) => value.AsSpan().TrimStart() is ['[', ..] or ['{', ..];

    private Outcome<Value> Single(string value)
    {
        switch (member.Kind)
        {
            case MemberKind.Structure or MemberKind.Map when IsJson(value):
                return value.AsSpan().TrimStart()[0] == '{' ? Json(value) : Refuse($"Invalid JSON:\n{value}");
            case MemberKind.Structure or MemberKind.Map:
                return Structure(value);
            case MemberKind.Integer:
                return ShapeFit.Integer(value);
            case MemberKind.Boolean:
                return Value.Of(!string.Equals(value, "false", StringComparison.OrdinalIgnoreCase));
            default:
                return Value.Of(value);
        }
    }

    // A list whose one value is the text of a file: JSON, a single structure, or, character by character, a list of text.
    private Outcome<Value> ListOfText(string text)
    {
        if (text.AsSpan().TrimStart() is ['[', ..])
        {
            return Json(text);
        }

        if (member.Element!.Kind == MemberKind.Structure && !IsJson(text))
        {
            return Structure(text);
        }

        List<string> characters = [];
        foreach (var rune in text.EnumerateRunes())
        {
            characters.Add(rune.ToString());
        }

        return Each(characters);
    }

    private Outcome<Value> Structures(IReadOnlyList<string> values)
    {
        var list = new ListValue(values.Count);
        foreach (var value in values)
        {
            if (Shorthand.Read(value, Resolve, out var fault) is not { } structure)
            {
                return Refuse(fault!);
            }

            list.Items.Add(structure);
        }

        return ShapeFit.Fit(list, member);
    }

    private Outcome<Value> Structure(string value) =>
        Shorthand.Read(value, Resolve, out var fault) is not { } structure ? Refuse(fault!) : member.Kind == MemberKind.List ? structure : ShapeFit.Fit(structure, member);

    private Outcome<Value> Each(IReadOnlyList<string> values)
    {
        var list = new ListValue(values.Count);
        foreach (var value in values)
        {
            Outcome<Value> item = member.Element!.Kind switch
            {
                MemberKind.Structure => value.AsSpan().TrimStart() is ['{', ..] ? Json(value) : Refuse($"Invalid JSON:\n{value}"),
                MemberKind.Integer => ShapeFit.Integer(value),
                _ => Value.Of(value),
            };
            if (!item.Succeeded)
            {
                return item;
            }

            list.Items.Add(item.Value);
        }

        return list;
    }

    private Outcome<Value> Json(string text) =>
        JsonText.Read(text, out var fault) is { } value ? value : Refuse($"Invalid JSON: {fault}\nJSON received: {text}");

    private Outcome<string> Loaded(string value)
    {
        var (content, fault) = Resolve(value);
        if (content is not null && ParameterFile.IsBinary(value) && member.Kind is MemberKind.Text or MemberKind.Timestamp)
        {
            return ClientFault.Usage($"Parameter validation failed:\nInvalid type for parameter {member.Name}, value: b{PythonText.Quoted(content)}, type: <class 'bytes'>, valid types: <class 'str'>");
        }

        return fault is null ? content ?? value : ClientFault.Usage($"Error parsing parameter '{Option}': {fault}");
    }

    private (string? Content, string? Fault) Resolve(string value) => ParameterFile.Read(value, surroundings);

    private ClientFault Refuse(string reason) => ClientFault.Usage($"Error parsing parameter '{Option}': {reason}");
}
