using System.Globalization;
using Daypass.Protocol.Generator.Models;

namespace Daypass.Protocol.Generator.Emitting;

/// <summary>Writes the descriptions of a record's members: the one place limits are in, for readers, writers, help and docs alike.</summary>
internal static class DescriptionEmitter
{
    public static void Emit(CodeWriter code, RecordModel record)
    {
        code.Open("private static class Wire");
        foreach (var member in record.Members)
        {
            code.Line($"public static readonly MemberDescription {member.Property} = new({CodeWriter.Quote(member.WireName)}, MemberKind.{member.Kind})")
                .Open();
            foreach (var property in Properties(member, record))
            {
                code.Line(property + ",");
            }

            code.Close("};").Line();
        }

        code.Line($"public static readonly MemberDescription[] All = [{string.Join(", ", record.Members.Select(static member => member.Property))}];")
            .Close();
    }

    private static IEnumerable<string> Properties(MemberModel member, RecordModel record)
    {
        if (member.Required)
        {
            yield return "Required = true";
        }

        foreach (var bound in Bounds(member.Minimum, member.Maximum))
        {
            yield return bound;
        }

        if (member.Kind is "List" or "Map")
        {
            var inside = (member.Kind == "Map" && record.IsInput ? ["Required = true"] : Enumerable.Empty<string>())
                .Concat(Bounds(member.ElementMinimum, member.ElementMaximum))
                .Concat(Texts(member))
                .Concat(Members(member.ElementKind == "Structure" ? member.ElementType : null, record));
            var name = CodeWriter.Quote(member.Kind == "List" ? "member" : "value");
            yield return $"Element = new({name}, MemberKind.{member.ElementKind}) {{ {string.Join(", ", inside)} }}".Replace(" {  }", "");
        }
        else
        {
            foreach (var property in Texts(member).Concat(Members(member.Kind == "Structure" ? member.Type : null, record)))
            {
                yield return property;
            }
        }

        foreach (var flag in Flags(member))
        {
            yield return flag + " = true";
        }

        if (member.Summary.Length > 0)
        {
            yield return $"Summary = {CodeWriter.Quote(member.Summary)}";
        }
    }

    private static IEnumerable<string> Bounds(int? minimum, int? maximum)
    {
        if (minimum is { } least)
        {
            yield return "Minimum = " + least.ToString(CultureInfo.InvariantCulture);
        }

        if (maximum is { } most)
        {
            yield return "Maximum = " + most.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static IEnumerable<string> Texts(MemberModel member)
    {
        if (member.Pattern is { } pattern)
        {
            yield return $"Pattern = TextPattern.Parse({CodeWriter.Quote(pattern)})";
        }

        if (member.Values.Count > 0)
        {
            yield return $"Values = [{string.Join(", ", member.Values.Select(CodeWriter.Quote))}]";
        }
    }

    private static IEnumerable<string> Members(string? structure, RecordModel record)
    {
        if (structure is not null)
        {
            yield return $"StructureName = nameof({structure})";
            yield return $"Members = {structure}.{(record.IsInput ? "InputMembers" : "OutputMembers")}";
        }
    }

    private static IEnumerable<string> Flags(MemberModel member)
    {
        if (member.Sensitive)
        {
            yield return "Sensitive";
        }

        if (member.Unrecorded)
        {
            yield return "Unrecorded";
        }

        if (member.PercentEncoded)
        {
            yield return "PercentEncoded";
        }

        if (member.Milliseconds)
        {
            yield return "Milliseconds";
        }
    }
}
