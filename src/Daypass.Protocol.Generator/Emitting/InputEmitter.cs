using Daypass.Protocol.Generator.Models;

namespace Daypass.Protocol.Generator.Emitting;

/// <summary>Writes how a record is read from a Query form and written as one.</summary>
internal static class InputEmitter
{
    public static void Emit(CodeWriter code, RecordModel record)
    {
        code.Line("/// <inheritdoc/>")
            .Line("public static IReadOnlyList<MemberDescription> InputMembers => Wire.All;")
            .Line()
            .Line("/// <inheritdoc/>")
            .Line($"public static {record.Name} ReadMembers(ref QueryReader reader, QueryScope scope) => new()")
            .Open();
        foreach (var member in record.Members)
        {
            code.Line($"{member.Property} = reader.{member.Method}{Generic(member)}(scope, Wire.{member.Property}){Fallback(member)},");
        }

        code.Close("};")
            .Line()
            .Line("/// <inheritdoc/>")
            .Open("public void WriteMembers(QueryWriter writer)");
        foreach (var member in record.Members)
        {
            code.Line($"writer.{member.Method}(Wire.{member.Property}, {member.Property});");
        }

        code.Close().Line();
    }

    private static string Generic(MemberModel member) => member switch
    {
        { Kind: "Structure" } => $"<{member.Type}>",
        { Kind: "List" or "Map", ElementKind: "Structure" } => $"<{member.ElementType}>",
        _ => "",
    };

    /// <summary>What stands in for an absent value; for a required one the record is thrown away, because the reader has noted it.</summary>
    private static string Fallback(MemberModel member) => member switch
    {
        { Nullable: true } => "",
        { Kind: "List" } => " ?? []",
        { Kind: "Map" } => $" ?? new Dictionary<string, {member.ElementType}>()",
        { Kind: "Integer" or "Boolean" or "Timestamp" } => ".GetValueOrDefault()",
        { Kind: "Text", Required: false } => " ?? \"\"",
        _ => "!",
    };
}
