using System.Globalization;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>
/// Brings parameters into the API's form and says what is wrong with them in words an agent can act on: unknown names, what is missing,
/// wrong types. Lengths, ranges and patterns are the service's to refuse. Values are never repeated: one may be a secret in the wrong place.
/// </summary>
internal sealed class ParameterCheck
{
    private readonly List<string> _errors = [];

    private ParameterCheck()
    {
    }

    /// <summary>The parameters in the API's form, or the refusal.</summary>
    public static MapValue Check(OperationDescription operation, MapValue given, out Refusal? refusal)
    {
        var check = new ParameterCheck();
        var fitted = check.CheckStructure(string.Empty, operation.Input, given);
        refusal = check._errors.Count == 0 ? null : new Refusal(
            "ValidationError",
            $"{check._errors.Count} validation error{(check._errors.Count == 1 ? string.Empty : "s")} detected: {string.Join("; ", check._errors)}",
            $"Correct the parameters and call again. {operation.Name} takes: {ListNames(operation.Input)}.");
        return fitted;
    }

    /// <summary>The names of members, the required ones marked.</summary>
    public static string ListNames(IReadOnlyList<MemberDescription> members) =>
        members.Count == 0 ? "no parameters" : string.Join(", ", members.Select(static member => member.Required ? member.Name + " (required)" : member.Name));

    private static string JoinName(string name, string member) => name.Length == 0 ? member : $"{name}.{member}";

    private MapValue CheckStructure(string name, IReadOnlyList<MemberDescription> members, MapValue given)
    {
        var fitted = new MapValue();
        foreach (var parameter in given.Members)
        {
            if (parameter.Value.IsNull)
            {
                continue;
            }

            if (members.FirstOrDefault(member => string.Equals(member.Name, parameter.Name, StringComparison.Ordinal)) is { } member)
            {
                fitted.Set(member.Name, CheckMember(JoinName(name, member.Name), member, parameter.Value));
            }
            else
            {
                var shown = UntrustedText.Quote(parameter.Name.Length > 64 ? parameter.Name[..64] : parameter.Name);
                _errors.Add(parameter.Name == "session"
                    ? "\"session\" is not a parameter of the command; give it beside command and params"
                    : $"{shown} is not a parameter{(name.Length == 0 ? string.Empty : " of " + name)}.{NameSuggestion.Suggest(parameter.Name, [.. members.Select(static member => member.Name)])}".TrimEnd('.'));
            }
        }

        foreach (var member in members)
        {
            if (member.Required && !fitted.TryGet(member.Name, out _))
            {
                _errors.Add($"{JoinName(name, member.Name)} is missing");
            }
        }

        return fitted;
    }

    private Value CheckMember(string name, MemberDescription member, Value value)
    {
        switch (member.Kind, value)
        {
            case (MemberKind.Structure, MapValue map):
                return CheckStructure(name, member.Members, map);
            case (MemberKind.Structure, TextValue) when member.Members.Count == 1:
                // A managed policy is often given as its ARN alone: that is what the ARN's structure holds.
                return new MapValue().Set(member.Members[0].Name, value);
            case (MemberKind.List, ListValue { Items: var items }):
                return ListValue.From(items.Select((item, index) => CheckMember(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"), member.Element!, item)));
            case (MemberKind.List, not MapValue) when member.Element!.Kind != MemberKind.Structure || member.Element.Members.Count == 1:
                return ListValue.From(CheckMember(name, member.Element!, value));
            case (MemberKind.Text, MapValue) when member.Name == "Policy" || member.Name.EndsWith("Document", StringComparison.Ordinal):
                return Value.From(JsonText.Write(value, JsonStyle.Compact));
            case (MemberKind.Map, MapValue):
            case (MemberKind.Text or MemberKind.Timestamp or MemberKind.Blob, TextValue):
            case (MemberKind.Integer, IntegerValue):
            case (MemberKind.Boolean, BooleanValue):
                return value;
            default:
                _errors.Add($"{name} has to be {DescribeType(member)}");
                return value;
        }
    }

    private static string DescribeType(MemberDescription member) => member.Kind switch
    {
        MemberKind.Structure => $"an object with {ListNames(member.Members)}",
        MemberKind.List => "a list",
        MemberKind.Map => "an object",
        MemberKind.Integer => "a whole number",
        MemberKind.Boolean => "true or false",
        MemberKind.Timestamp => "an instant as text, for example 2026-01-31T12:00:00Z",
        _ => "a text",
    };
}
