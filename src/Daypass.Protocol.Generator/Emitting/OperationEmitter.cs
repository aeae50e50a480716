using Daypass.Protocol.Generator.Models;

namespace Daypass.Protocol.Generator.Emitting;

/// <summary>Writes the description of an operation and the reading and writing of its whole request.</summary>
internal static class OperationEmitter
{
    public static void Emit(CodeWriter code, RecordModel record, OperationModel operation)
    {
        code.Line("/// <inheritdoc/>")
            .Line("public static OperationDescription Operation { get; } = "
                + $"new({CodeWriter.Quote(operation.Name)}, Service.{operation.Service}, static form => Read(form).Error)")
            .Open()
            .Line($"Summary = {CodeWriter.Quote(record.Summary)},")
            .Line("Input = Wire.All,");
        if (operation.Output is { } output)
        {
            code.Line($"Output = {output}.OutputMembers,")
                .Line("HasOutput = true,");
        }

        if (operation.Unsigned)
        {
            code.Line("Unsigned = true,");
        }

        if (operation.Http is { } http)
        {
            code.Line($"Route = OperationRoute.Parse({CodeWriter.Quote(http)}),");
        }

        if (operation.Errors.Count > 0)
        {
            code.Line($"Errors = [{string.Join(", ", operation.Errors.Select(CodeWriter.Quote))}],");
        }

        code.Close("};")
            .Line()
            .Line("/// <inheritdoc/>")
            .Open($"public static Result<{record.Name}> Read(QueryForm form)")
            .Line($"var reader = new QueryReader(form, Service.{operation.Service});")
            .Line("var request = ReadMembers(ref reader, reader.Root);")
            .Line("return reader.Refusal is { } refusal ? refusal : request;")
            .Close()
            .Line()
            .Line("/// <inheritdoc/>")
            .Open("public void Write(QueryWriter writer)")
            .Line("writer.Begin(Operation);")
            .Line("WriteMembers(writer);")
            .Close()
            .Line();
    }
}
