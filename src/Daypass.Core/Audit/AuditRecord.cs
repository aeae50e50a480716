using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daypass.Protocol.Recording;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Audit;

#pragma warning disable CA1001 // A JSON writer over a buffer holds nothing but memory, and these are used again and again.
/// <summary>The record of one request while it is being answered. Pooled; its buffers serve the next request too.</summary>
internal sealed class AuditRecord
{
    private const int LargestKept = 64 * 1024;

    // Nothing here becomes HTML, and what is searched for in an audit file must stand there as it was.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter json;
    private readonly Utf8JsonWriter elementsJson;
    private ArrayBufferWriter<byte> line = new(2048);
    private ArrayBufferWriter<byte> elements = new(1024);

    public AuditRecord()
    {
        json = new Utf8JsonWriter(line, Plain);
        elementsJson = new Utf8JsonWriter(elements, Plain);
    }

    /// <summary>What the answer gives away, as a JSON object; empty when nothing was kept.</summary>
    public ReadOnlySpan<byte> Elements => elements.WrittenSpan;

    /// <summary>Keeps the answer of an operation for the record.</summary>
    public void Keep<TOut>(TOut output)
        where TOut : IOperationOutput<TOut>
    {
        elementsJson.WriteStartObject();
        var writer = new ResponseElements(elementsJson);
        output.WriteMembers(ref writer);
        elementsJson.WriteEndObject();
        elementsJson.Flush();
    }

    /// <summary>Writes the record; the bytes are good until the next call.</summary>
    public ReadOnlySpan<byte> Write<TState>(TState state, Action<Utf8JsonWriter, TState> fill)
    {
        line.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        fill(json, state);
        json.WriteEndObject();
        json.Flush();
        return line.WrittenSpan;
    }

    /// <summary>Makes it ready for the next request.</summary>
    public void Clear()
    {
        line = Emptied(line);
        elements = Emptied(elements);
        json.Reset(line);
        elementsJson.Reset(elements);
    }

    private static ArrayBufferWriter<byte> Emptied(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity > LargestKept)
        {
            return new ArrayBufferWriter<byte>(2048);
        }

        buffer.ResetWrittenCount();
        return buffer;
    }
}
