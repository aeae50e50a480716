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
            Properties(code, member, record);
            code.Close("};").Line();
        }

        code.Line($"public static readonly MemberDescription[] All = [{string.Join(", ", record.Members.Select(static member => member.Property))}];")
            .Close();
    }

    private static void Properties(CodeWriter code, MemberModel member, RecordModel record)
    {
        Flag(code, "Required", member.Required);
        Number(code, "Minimum", member.Minimum);
        Number(code, "Maximum", member.Maximum);
        if (member.Kind is "List" or "Map")
        {
            code.Line($"Element = new({CodeWriter.Quote(member.Kind == "List" ? "member" : "value")}, MemberKind.{member.ElementKind})").Open();
            Number(code, "Minimum", member.ElementMinimum);
            Number(code, "Maximum", member.ElementMaximum);
            Texts(code, member);
            Members(code, member.ElementKind == "Structure" ? member.ElementType : null, record);
            code.Close("},");
        }
        else
        {
            Texts(code, member);
            Members(code, member.Kind == "Structure" ? member.Type : null, record);
        }

        Flag(code, "Sensitive", member.Sensitive);
        Flag(code, "PercentEncoded", member.PercentEncoded);
        Flag(code, "Milliseconds", member.Milliseconds);
        if (member.Summary.Length > 0)
        {
            code.Line($"Summary = {CodeWriter.Quote(member.Summary)},");
        }
    }

    private static void Texts(CodeWriter code, MemberModel member)
    {
        if (member.Pattern is { } pattern)
        {
            code.Line($"Pattern = TextPattern.Of({CodeWriter.Quote(pattern)}),");
        }

        if (member.Values.Count > 0)
        {
            code.Line($"Values = [{string.Join(", ", member.Values.Select(CodeWriter.Quote))}],");
        }
    }

    private static void Members(CodeWriter code, string? structure, RecordModel record)
    {
        if (structure is not null)
        {
            code.Line($"Members = {structure}.{(record.IsInput ? "InputMembers" : "OutputMembers")},");
        }
    }

    private static void Flag(CodeWriter code, string name, bool value)
    {
        if (value)
        {
            code.Line($"{name} = true,");
        }
    }

    private static void Number(CodeWriter code, string name, int? value)
    {
        if (value is { } number)
        {
            code.Line($"{name} = {number.ToString(CultureInfo.InvariantCulture)},");
        }
    }
}
