using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daypass.Core.Requests;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Recording;

namespace Daypass.Core.Audit;

#pragma warning disable CA1001 // A JSON writer over a buffer holds nothing but memory, and these are used again and again.
/// <summary>The record of one request while it is being answered. Pooled; its buffers serve the next request too.</summary>
internal sealed class AuditRecord : IAnswerRecorder
{
    private const int LargestKept = 64 * 1024;

    // Nothing here becomes HTML, and what is searched for in an audit file must stand there as it was.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter _json;
    private readonly Utf8JsonWriter _elementsJson;
    private ArrayBufferWriter<byte> _line = new(2048);
    private ArrayBufferWriter<byte> _elements = new(1024);

    public AuditRecord()
    {
        _json = new Utf8JsonWriter(_line, Plain);
        _elementsJson = new Utf8JsonWriter(_elements, Plain);
    }

    /// <summary>What the answer gives away, as a JSON object; empty when nothing was kept.</summary>
    public ReadOnlySpan<byte> Elements => _elements.WrittenSpan;

    /// <inheritdoc/>
    public void Keep<TOutput>(TOutput output)
        where TOutput : IOperationOutput<TOutput>
    {
        _elementsJson.WriteStartObject();
        var writer = new ResponseElements(_elementsJson);
        output.WriteMembers(ref writer);
        _elementsJson.WriteEndObject();
        _elementsJson.Flush();
    }

    /// <summary>Writes the record; the bytes are good until the next call.</summary>
    public ReadOnlySpan<byte> Write<TState>(TState state, Action<Utf8JsonWriter, TState> fill)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        fill(_json, state);
        _json.WriteEndObject();
        _json.Flush();
        return _line.WrittenSpan;
    }

    /// <summary>Makes it ready for the next request.</summary>
    public void Clear()
    {
        _line = Emptied(_line);
        _elements = Emptied(_elements);
        _json.Reset(_line);
        _elementsJson.Reset(_elements);
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
