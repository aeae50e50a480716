using System.Buffers;

namespace Daypass.Protocol.Answers;

/// <summary>Writes an answer as live STS does: two blanks of indent, LF, no declaration; allocates nothing.</summary>
/// <param name="output">Where it goes; nothing is there for sure before <see cref="Flush"/>.</param>
public ref struct XmlAnswerWriter(IBufferWriter<byte> output) : IAnswerWriter
{
    private const string ReplacedCharacters =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\uFFFE\uFFFF";

    private static readonly SearchValues<char> Special = SearchValues.Create("<>&\"\r" + ReplacedCharacters);

    private Utf8OutputBuffer _sink = new(output);
    private int _depth;
    private bool _open;

    /// <inheritdoc/>
    public static bool TakesSecrets => true;

    /// <summary>Opens the outermost element with its namespace.</summary>
    public void OpenRoot(ReadOnlySpan<byte> name, ReadOnlySpan<byte> xmlNamespace)
    {
        _sink.Write((byte)'<');
        _sink.Write(name);
        _sink.Write(" xmlns=\""u8);
        _sink.Write(xmlNamespace);
        _sink.Write((byte)'"');
        _depth++;
        _open = true;
    }

    /// <inheritdoc/>
    public void Open(ReadOnlySpan<byte> name)
    {
        Indent();
        _sink.Write((byte)'<');
        _sink.Write(name);
        _depth++;
        _open = true;
    }

    /// <inheritdoc/>
    public void Close(ReadOnlySpan<byte> name)
    {
        _depth--;
        if (_open)
        {
            _sink.Write("/>\n"u8);
            _open = false;
            return;
        }

        _sink.Spaces(2 * _depth);
        EndTag(name);
    }

    /// <inheritdoc/>
    public void OpenList(ReadOnlySpan<byte> name) => Open(name);

    /// <inheritdoc/>
    public void CloseList(ReadOnlySpan<byte> name) => Close(name);

    /// <inheritdoc/>
    public void OpenItem() => Open("member"u8);

    /// <inheritdoc/>
    public void CloseItem() => Close("member"u8);

    /// <inheritdoc/>
    public void Item(string value, bool percentEncoded) => Text("member"u8, value, percentEncoded);

    /// <inheritdoc/>
    public void OpenMap(ReadOnlySpan<byte> name) => Open(name);

    /// <inheritdoc/>
    public void CloseMap(ReadOnlySpan<byte> name) => Close(name);

    /// <inheritdoc/>
    public void Entry(string key, string value)
    {
        Open("entry"u8);
        Text("key"u8, key, percentEncoded: false);
        Text("value"u8, value, percentEncoded: false);
        Close("entry"u8);
    }

    /// <inheritdoc/>
    public void Entry(string key, int value)
    {
        Open("entry"u8);
        Text("key"u8, key, percentEncoded: false);
        Integer("value"u8, value);
        Close("entry"u8);
    }

    /// <inheritdoc/>
    public void Entry(string key, RawJson value) => Entry(key, value.Text);

    /// <inheritdoc/>
    public void Document(ReadOnlySpan<byte> name, RawJson value) => Text(name, value.Text, percentEncoded: false);

    /// <inheritdoc/>
    public void Text(ReadOnlySpan<byte> name, string value, bool percentEncoded)
    {
        StartTag(name);
        if (percentEncoded)
        {
            _sink.WritePercentEncoded(value);
        }
        else
        {
            Escape(value);
        }

        EndTag(name);
    }

    /// <inheritdoc/>
    public void Integer(ReadOnlySpan<byte> name, int value)
    {
        StartTag(name);
        _sink.Write(value);
        EndTag(name);
    }

    /// <inheritdoc/>
    public void Boolean(ReadOnlySpan<byte> name, bool value)
    {
        StartTag(name);
        _sink.Write(value ? "true"u8 : "false"u8);
        EndTag(name);
    }

    /// <inheritdoc/>
    public void Timestamp(ReadOnlySpan<byte> name, DateTimeOffset value, bool milliseconds)
    {
        StartTag(name);
        _sink.WriteInstant(value, milliseconds);
        EndTag(name);
    }

    /// <inheritdoc/>
    public void Blob(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        StartTag(name);
        _sink.WriteBase64(value);
        EndTag(name);
    }

    /// <summary>Hands everything written to the buffer writer.</summary>
    public void Flush() => _sink.Flush();

    private void Indent()
    {
        if (_open)
        {
            _sink.Write(">\n"u8);
            _open = false;
        }

        _sink.Spaces(2 * _depth);
    }

    private void StartTag(ReadOnlySpan<byte> name)
    {
        Indent();
        _sink.Write((byte)'<');
        _sink.Write(name);
        _sink.Write((byte)'>');
    }

    private void EndTag(ReadOnlySpan<byte> name)
    {
        _sink.Write("</"u8);
        _sink.Write(name);
        _sink.Write(">\n"u8);
    }

    private void Escape(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var plain = text.IndexOfAny(Special);
            _sink.WritePlain(plain < 0 ? text : text[..plain]);
            if (plain < 0)
            {
                return;
            }

            _sink.Write(text[plain] switch
            {
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '&' => "&amp;"u8,
                '"' => "&quot;"u8,
                '\r' => "&#13;"u8,

                // XML 1.0 has no way to say the other control characters.
                _ => "\uFFFD"u8,
            });
            text = text[(plain + 1)..];
        }
    }
}
