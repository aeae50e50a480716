using System.Text;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Aws;

/// <summary>Samples of an operation's input and output for <c>--generate-cli-skeleton</c>.</summary>
internal static class Skeleton
{
    /// <summary>A structure with every member: empty text, zero, true, lists with one element.</summary>
    /// <param name="members">The members.</param>
    /// <param name="named">True to put the name of a member where text would be empty.</param>
    public static MapValue Create(IReadOnlyList<MemberDescription> members, bool named = false)
    {
        var skeleton = new MapValue();
        foreach (var member in members)
        {
            skeleton.Set(member.Name, Create(member, member.Name, named));
        }

        return skeleton;
    }

    /// <summary>The input as YAML with a comment behind every member.</summary>
    public static string CreateYaml(IReadOnlyList<MemberDescription> members)
    {
        if (members.Count == 0)
        {
            return "{}\n";
        }

        var text = new StringBuilder();
        Append(text, members, string.Empty, string.Empty);
        return text.ToString();
    }

    private static Value Create(MemberDescription member, string name, bool named) => member.Kind switch
    {
        MemberKind.Structure => Create(member.Members, named),
        MemberKind.List => ListValue.From(Create(member.Element!, string.Empty, named)),
        MemberKind.Map => new MapValue().Set("KeyName", Create(member.Element!, string.Empty, named)),
        MemberKind.Integer => Value.From(0L),
        MemberKind.Boolean => Value.True,
        MemberKind.Timestamp => Value.From("1970-01-01T00:00:00"),
        MemberKind.Blob => Value.Null,
        _ => Value.From(named ? name : member.Values.Count > 0 ? member.Values[0] : string.Empty),
    };

    // The first line may stand behind the dash of a list item.
    private static void Append(StringBuilder text, IReadOnlyList<MemberDescription> members, string first, string indent)
    {
        foreach (var member in members)
        {
            text.Append(first).Append(member.Name).Append(':');
            first = indent;
            var comment = (member.Required ? "[REQUIRED] " : string.Empty) + member.Summary
                + (member.Values.Count > 0 ? $" Valid values are: {string.Join(", ", member.Values)}." : string.Empty);
            var remark = comment.Trim().Length == 0 ? string.Empty : " # " + comment.Trim();
            switch (member.Kind)
            {
                case MemberKind.Structure:
                    text.Append(remark).Append('\n');
                    Append(text, member.Members, indent + "  ", indent + "  ");
                    break;
                case MemberKind.List when member.Element!.Kind == MemberKind.Structure:
                    text.Append(remark).Append('\n');
                    Append(text, member.Element.Members, indent + "- ", indent + "  ");
                    break;
                case MemberKind.List:
                    text.Append(remark).Append('\n').Append(indent).Append("- ").Append(Scalar(Create(member.Element!, string.Empty, named: false))).Append('\n');
                    break;
                default:
                    text.Append(' ').Append(Scalar(Create(member, member.Name, named: false))).Append(remark).Append('\n');
                    break;
            }
        }
    }

    private static string Scalar(Value value) => value is TextValue { Text.Length: 0 } ? "''" : PythonText.Format(value) is var text && value is BooleanValue ? text.ToLowerInvariant() : text;
}
