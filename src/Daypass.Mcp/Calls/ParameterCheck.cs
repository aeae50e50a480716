using System.Globalization;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>
/// Brings parameters into the API's form and says what is wrong with them in words an agent can act on: unknown names, what is missing,
/// wrong types. Lengths, ranges and patterns are the service's to refuse. Values are never repeated: one may be a secret in the wrong place.
/// </summary>
internal sealed class ParameterCheck
{
    private readonly List<string> _faults = [];

    private ParameterCheck()
    {
    }

    /// <summary>The parameters in the API's form, or the refusal.</summary>
    public static MapValue Read(OperationDescription operation, MapValue given, out Refusal? refusal)
    {
        var check = new ParameterCheck();
        var fitted = check.Structure(string.Empty, operation.Input, given);
        refusal = check._faults.Count == 0 ? null : new Refusal(
            "ValidationError",
            $"{check._faults.Count} validation error{(check._faults.Count == 1 ? string.Empty : "s")} detected: {string.Join("; ", check._faults)}",
            $"Correct the parameters and call again. {operation.Name} takes: {Listed(operation.Input)}.");
        return fitted;
    }

    /// <summary>The names of members, the required ones marked.</summary>
    public static string Listed(IReadOnlyList<MemberDescription> members) =>
        members.Count == 0 ? "no parameters" : string.Join(", ", members.Select(static member => member.Required ? member.Name + " (required)" : member.Name));

    private static string Below(string name, string member) => name.Length == 0 ? member : $"{name}.{member}";

    private MapValue Structure(string name, IReadOnlyList<MemberDescription> members, MapValue given)
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
                fitted.Set(member.Name, Member(Below(name, member.Name), member, parameter.Value));
            }
            else
            {
                var shown = Safety.Person.Shown(parameter.Name.Length > 64 ? parameter.Name[..64] : parameter.Name);
                _faults.Add(parameter.Name == "session"
                    ? "\"session\" is not a parameter of the command; give it beside command and params"
                    : $"{shown} is not a parameter{(name.Length == 0 ? string.Empty : " of " + name)}.{Names.Suggest(parameter.Name, [.. members.Select(static member => member.Name)])}".TrimEnd('.'));
            }
        }

        foreach (var member in members)
        {
            if (member.Required && !fitted.TryGet(member.Name, out _))
            {
                _faults.Add($"{Below(name, member.Name)} is missing");
            }
        }

        return fitted;
    }

    private Value Member(string name, MemberDescription member, Value value)
    {
        switch (member.Kind, value)
        {
            case (MemberKind.Structure, MapValue map):
                return Structure(name, member.Members, map);
            case (MemberKind.Structure, TextValue) when member.Members.Count == 1:
                // A managed policy is often given as its ARN alone: that is what the ARN's structure holds.
                return new MapValue().Set(member.Members[0].Name, value);
            case (MemberKind.List, ListValue { Items: var items }):
                return ListValue.Of(items.Select((item, index) => Member(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"), member.Element!, item)));
            case (MemberKind.List, not MapValue) when member.Element!.Kind != MemberKind.Structure || member.Element.Members.Count == 1:
                return ListValue.Of(Member(name, member.Element!, value));
            case (MemberKind.Text, MapValue) when member.Name == "Policy" || member.Name.EndsWith("Document", StringComparison.Ordinal):
                return Value.Of(JsonText.Write(value, JsonStyle.Compact));
            case (MemberKind.Map, MapValue):
            case (MemberKind.Text or MemberKind.Timestamp or MemberKind.Blob, TextValue):
            case (MemberKind.Integer, IntegerValue):
            case (MemberKind.Boolean, BooleanValue):
                return value;
            default:
                _faults.Add($"{name} has to be {Wanted(member)}");
                return value;
        }
    }

    private static string Wanted(MemberDescription member) => member.Kind switch
    {
        MemberKind.Structure => $"an object with {Listed(member.Members)}",
        MemberKind.List => "a list",
        MemberKind.Map => "an object",
        MemberKind.Integer => "a whole number",
        MemberKind.Boolean => "true or false",
        MemberKind.Timestamp => "an instant as text, for example 2026-01-31T12:00:00Z",
        _ => "a text",
    };
}
