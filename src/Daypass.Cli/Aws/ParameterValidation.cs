using System.Globalization;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Aws;

/// <summary>What is checked before a call: required members, types and lower bounds. Upper bounds and patterns are left to the service.</summary>
internal sealed class ParameterValidation
{
    private readonly List<string> _errors = [];

    private ParameterValidation()
    {
    }

    /// <summary>Everything wrong with the parameters in one error, or null.</summary>
    public static ClientError? Check(OperationDescription operation, Value parameters)
    {
        var validation = new ParameterValidation();
        validation.Structure(string.Empty, operation.Input, parameters);
        return validation._errors.Count == 0 ? null : ClientError.Usage("Parameter validation failed:\n" + string.Join('\n', validation._errors));
    }

    private static string Shown(string name) => name.Length == 0 ? "input" : name;

    private static string Below(string name, string member) => name.Length == 0 ? member : $"{name}.{member}";

    private void Structure(string name, IReadOnlyList<MemberDescription> members, Value value)
    {
        if (value is not MapValue given)
        {
            Type(name, value, "<class 'dict'>");
            return;
        }

        foreach (var member in members)
        {
            if (member.Required && !given.TryGet(member.Name, out _))
            {
                _errors.Add($"Missing required parameter in {Shown(name)}: \"{member.Name}\"");
            }
        }

        List<(MemberDescription Member, Value Value)> known = [];
        foreach (var parameter in given.Members)
        {
            if (Find(members, parameter.Name) is { } member)
            {
                known.Add((member, parameter.Value));
            }
            else
            {
                var names = new List<string>();
                foreach (var possible in members)
                {
                    names.Add(possible.Name);
                }

                _errors.Add($"Unknown parameter in {Shown(name)}: \"{parameter.Name}\", must be one of: {string.Join(", ", names)}");
            }
        }

        foreach (var (member, inner) in known)
        {
            Member(Below(name, member.Name), member, inner);
        }
    }

    private static MemberDescription? Find(IReadOnlyList<MemberDescription> members, string name)
    {
        foreach (var member in members)
        {
            if (string.Equals(member.Name, name, StringComparison.Ordinal))
            {
                return member;
            }
        }

        return null;
    }

    private void Member(string name, MemberDescription member, Value value)
    {
        switch (member.Kind)
        {
            case MemberKind.Structure:
                Structure(name, member.Members, value);
                break;
            case MemberKind.List when value is ListValue { Items: var items }:
                Length(name, items.Count, member.Minimum);
                for (var index = 0; index < items.Count; index++)
                {
                    Member(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"), member.Element!, items[index]);
                }

                break;
            case MemberKind.List:
                Type(name, value, "<class 'list'>, <class 'tuple'>");
                break;
            case MemberKind.Map when value is MapValue { Members: var entries }:
                foreach (var entry in entries)
                {
                    Member($"{name}.{entry.Name}", member.Element!, entry.Value);
                }

                break;
            case MemberKind.Map:
                Type(name, value, "<class 'dict'>");
                break;
            case MemberKind.Integer:
                Integer(name, member, value);
                break;
            case MemberKind.Boolean when value is not BooleanValue:
                Type(name, value, "<class 'bool'>");
                break;
            case MemberKind.Text when value is TextValue { Text: var text }:
                Length(name, CodePoints(text), member.Minimum);
                break;
            case MemberKind.Text:
                Type(name, value, "<class 'str'>");
                break;
        }
    }

    private void Integer(string name, MemberDescription member, Value value)
    {
        // In the aws command line's language a boolean is a number too.
        var number = value switch
        {
            IntegerValue { Number: var whole } => whole,
            BooleanValue { IsTrue: var truth } => truth ? 1 : 0,
            _ => (long?)null,
        };
        if (number is null)
        {
            Type(name, value, "<class 'int'>");
        }
        else if (number < member.Minimum)
        {
            _errors.Add($"Invalid value for parameter {name}, value: {PythonText.Format(value)}, valid min value: {member.Minimum}");
        }
    }

    private void Length(string name, int length, int? minimum)
    {
        if (length < minimum)
        {
            _errors.Add(string.Create(CultureInfo.InvariantCulture, $"Invalid length for parameter {name}, value: {length}, valid min length: {minimum}"));
        }
    }

    private void Type(string name, Value value, string valid) =>
        _errors.Add($"Invalid type for parameter {Shown(name)}, value: {PythonText.Format(value)}, type: <class '{PythonText.TypeName(value)}'>, valid types: {valid}");

    private static int CodePoints(string text)
    {
        var count = 0;
        foreach (var character in text)
        {
            count += char.IsLowSurrogate(character) ? 0 : 1;
        }

        return count;
    }
}
