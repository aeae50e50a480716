using Daypass.Protocol.Generator.Models;

namespace Daypass.Protocol.Generator.Emitting;

/// <summary>Writes a <c>PrintMembers</c> that keeps sensitive values out of <c>ToString</c>, and so out of every log.</summary>
internal static class SecrecyEmitter
{
    public static void Emit(CodeWriter code, RecordModel record)
    {
        code.Open($"{(record.IsDerived ? "protected override" : "private")} bool PrintMembers(global::System.Text.StringBuilder builder)");
        var separator = "";
        foreach (var member in record.Members)
        {
            var value = member.Secret ? "\"***\"" : member.Property;
            code.Line($"builder.Append({CodeWriter.Quote(separator + member.Property + " = ")}).Append({value});");
            separator = ", ";
        }

        code.Line("return true;").Close().Line();
    }
}
