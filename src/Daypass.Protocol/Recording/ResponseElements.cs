using System.Text.Json;
using Daypass.Protocol.Answers;

namespace Daypass.Protocol.Recording;

/// <summary>Writes an answer into an audit record, under CloudTrail's names; what the records mark as secret never gets here.</summary>
/// <param name="json">The record, in which the caller has opened an object.</param>
public readonly ref struct ResponseElements(Utf8JsonWriter json) : IAnswerWriter
{
    private const int LongestName = 128;

    /// <inheritdoc/>
    public static bool TakesSecrets => false;

    /// <inheritdoc/>
    public void Open(ReadOnlySpan<byte> name)
    {
        Name(name);
        json.WriteStartObject();
    }

    /// <inheritdoc/>
    public void Close(ReadOnlySpan<byte> name) => json.WriteEndObject();

    /// <inheritdoc/>
    public void OpenList(ReadOnlySpan<byte> name)
    {
        Name(name);
        json.WriteStartArray();
    }

    /// <inheritdoc/>
    public void CloseList(ReadOnlySpan<byte> name) => json.WriteEndArray();

    /// <inheritdoc/>
    public void OpenItem() => json.WriteStartObject();

    /// <inheritdoc/>
    public void CloseItem() => json.WriteEndObject();

    /// <inheritdoc/>
    public void Item(string value, bool percentEncoded) => json.WriteStringValue(value);

    /// <inheritdoc/>
    public void OpenMap(ReadOnlySpan<byte> name) => Open(name);

    /// <inheritdoc/>
    public void CloseMap(ReadOnlySpan<byte> name) => json.WriteEndObject();

    /// <inheritdoc/>
    public void Entry(string key, string value) => json.WriteString(key, value);

    /// <inheritdoc/>
    public void Entry(string key, int value) => json.WriteNumber(key, value);

    /// <inheritdoc/>
    public void Entry(string key, RawJson value)
    {
        json.WritePropertyName(key);
        json.WriteRawValue(value.Text);
    }

    /// <inheritdoc/>
    public void Document(ReadOnlySpan<byte> name, RawJson value)
    {
        Name(name);
        json.WriteRawValue(value.Text);
    }

    /// <inheritdoc/>
    public void Text(ReadOnlySpan<byte> name, string value, bool percentEncoded)
    {
        Name(name);
        json.WriteStringValue(value);
    }

    /// <inheritdoc/>
    public void Integer(ReadOnlySpan<byte> name, int value)
    {
        Name(name);
        json.WriteNumberValue(value);
    }

    /// <inheritdoc/>
    public void Boolean(ReadOnlySpan<byte> name, bool value)
    {
        Name(name);
        json.WriteBooleanValue(value);
    }

    /// <inheritdoc/>
    public void Timestamp(ReadOnlySpan<byte> name, DateTimeOffset value, bool milliseconds)
    {
        Name(name);
        json.WriteStringValue(value.UtcDateTime);
    }

    /// <inheritdoc/>
    public void Blob(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Name(name);
        json.WriteBase64StringValue(value);
    }

    private void Name(ReadOnlySpan<byte> name)
    {
        Span<byte> small = stackalloc byte[LongestName];
        name.CopyTo(small);
        small[0] |= 0x20;
        json.WritePropertyName(small[..name.Length]);
    }
}
