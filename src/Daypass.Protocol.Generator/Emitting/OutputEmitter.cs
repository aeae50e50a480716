using Daypass.Protocol.Generator.Models;

namespace Daypass.Protocol.Generator.Emitting;

/// <summary>Writes how a record is written into an answer and read from one.</summary>
internal static class OutputEmitter
{
    public static void Emit(CodeWriter code, RecordModel record)
    {
        code.Line("/// <inheritdoc/>")
            .Line("public static IReadOnlyList<MemberDescription> OutputMembers => Wire.All;")
            .Line()
            .Line("/// <inheritdoc/>")
            .Line("public void WriteMembers<TWriter>(ref TWriter writer)")
            .Line("    where TWriter : IAnswerWriter, allows ref struct")
            .Open();
        foreach (var member in record.Written)
        {
            code.Line($"AnswerWriting.{member.Method}(ref writer, Wire.{member.Property}, {member.Property});");
        }

        code.Close()
            .Line()
            .Line("/// <inheritdoc/>")
            .Line($"public static {record.Name} ReadXml(XmlElement element) => new()")
            .Open();
        foreach (var member in record.Members)
        {
            code.Line($"{member.Property} = {Read(member)}{Fallback(member)},");
        }

        code.Close("};").Line();
    }

    private static string Read(MemberModel member) => member switch
    {
        { Kind: "Map" } => $"element.{member.ElementKind}Map(Wire.{member.Property})",
        { Kind: "Structure" } => $"element.Structure<{member.Type}>(Wire.{member.Property})",
        { Kind: "List", ElementKind: "Structure" } => $"element.Structures<{member.ElementType}>(Wire.{member.Property})",
        _ => $"element.{member.Method}(Wire.{member.Property})",
    };

    /// <summary>What stands in for an absent value; for a required one the answer is refused, because the element has noted it.</summary>
    private static string Fallback(MemberModel member) => member switch
    {
        { Nullable: true } => "",
        { Kind: "List" } => " ?? []",
        { Kind: "Map" } => $" ?? new Dictionary<string, {member.ElementType}>()",
        { Kind: "Integer" or "Boolean" or "Timestamp" or "Blob" or "Document" } => ".GetValueOrDefault()",
        { Kind: "Text" } => " ?? \"\"",
        _ => "!",
    };
}
