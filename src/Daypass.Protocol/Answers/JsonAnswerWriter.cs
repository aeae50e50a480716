using System.Buffers;

namespace Daypass.Protocol.Answers;

/// <summary>
/// Writes an answer as the JSON AWS answers to <c>Accept: application/json</c>: the tree of the XML, instants as seconds since 1970; allocates
/// nothing.
/// </summary>
/// <param name="output">Where it goes; nothing is there for sure before <see cref="Flush"/>.</param>
public ref struct JsonAnswerWriter(IBufferWriter<byte> output) : IAnswerWriter
{
    private const string Controls =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\t\n\u000B\u000C\r\u000E\u000F"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F";

    private static readonly SearchValues<char> Special = SearchValues.Create("\"\\" + Controls);

    private Utf8OutputBuffer _sink = new(output);
    private bool _separate;

    /// <inheritdoc/>
    public static bool TakesSecrets => true;

    /// <summary>Opens an object without a name: the outermost one.</summary>
    public void OpenRoot()
    {
        _sink.Write((byte)'{');
        _separate = false;
    }

    /// <summary>Closes the outermost object.</summary>
    public void CloseRoot() => End((byte)'}');

    /// <inheritdoc/>
    public void Open(ReadOnlySpan<byte> name)
    {
        Name(name);
        OpenRoot();
    }

    /// <inheritdoc/>
    public void Close(ReadOnlySpan<byte> name) => End((byte)'}');

    /// <inheritdoc/>
    public void OpenList(ReadOnlySpan<byte> name)
    {
        Name(name);
        _sink.Write((byte)'[');
        _separate = false;
    }

    /// <inheritdoc/>
    public void CloseList(ReadOnlySpan<byte> name) => End((byte)']');

    /// <inheritdoc/>
    public void OpenItem()
    {
        Separate();
        OpenRoot();
    }

    /// <inheritdoc/>
    public void CloseItem() => End((byte)'}');

    /// <inheritdoc/>
    public void Item(string value, bool percentEncoded)
    {
        Separate();
        Quote(value, percentEncoded);
    }

    /// <inheritdoc/>
    public void OpenMap(ReadOnlySpan<byte> name) => Open(name);

    /// <inheritdoc/>
    public void CloseMap(ReadOnlySpan<byte> name) => Close(name);

    /// <inheritdoc/>
    public void Entry(string key, string value)
    {
        Separate();
        Quote(key, percentEncoded: false);
        _sink.Write((byte)':');
        Quote(value, percentEncoded: false);
    }

    /// <inheritdoc/>
    public void Entry(string key, int value)
    {
        Separate();
        Quote(key, percentEncoded: false);
        _sink.Write((byte)':');
        _sink.Write(value);
    }

    /// <inheritdoc/>
    public void Entry(string key, RawJson value)
    {
        Separate();
        Quote(key, percentEncoded: false);
        _sink.Write((byte)':');
        _sink.WritePlain(value.Text);
    }

    /// <inheritdoc/>
    public void Document(ReadOnlySpan<byte> name, RawJson value)
    {
        Name(name);
        _sink.WritePlain(value.Text);
    }

    /// <inheritdoc/>
    public void Text(ReadOnlySpan<byte> name, string value, bool percentEncoded)
    {
        Name(name);
        Quote(value, percentEncoded);
    }

    /// <inheritdoc/>
    public void Integer(ReadOnlySpan<byte> name, int value)
    {
        Name(name);
        _sink.Write(value);
    }

    /// <inheritdoc/>
    public void Boolean(ReadOnlySpan<byte> name, bool value)
    {
        Name(name);
        _sink.Write(value ? "true"u8 : "false"u8);
    }

    /// <inheritdoc/>
    public void Timestamp(ReadOnlySpan<byte> name, DateTimeOffset value, bool milliseconds)
    {
        Name(name);
        _sink.Write(value.ToUnixTimeSeconds());
        var fraction = (int)(value.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMillisecond);
        if (milliseconds && fraction > 0)
        {
            _sink.Write((byte)'.');
            _sink.Write((byte)('0' + (fraction / 100)));
            _sink.Write((byte)('0' + (fraction / 10 % 10)));
            _sink.Write((byte)('0' + (fraction % 10)));
        }
    }

    /// <inheritdoc/>
    public void Blob(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Name(name);
        _sink.Write((byte)'"');
        _sink.WriteBase64(value);
        _sink.Write((byte)'"');
    }

    /// <summary>Hands everything written to the buffer writer.</summary>
    public void Flush() => _sink.Flush();

    private void Separate()
    {
        if (_separate)
        {
            _sink.Write((byte)',');
        }

        _separate = true;
    }

    private void End(byte bracket)
    {
        _sink.Write(bracket);
        _separate = true;
    }

    private void Name(ReadOnlySpan<byte> name)
    {
        Separate();
        _sink.Write((byte)'"');
        _sink.Write(name);
        _sink.Write("\":"u8);
    }

    private void Quote(ReadOnlySpan<char> text, bool percentEncoded)
    {
        _sink.Write((byte)'"');
        if (percentEncoded)
        {
            _sink.WritePercentEncoded(text);
        }
        else
        {
            Escape(text);
        }

        _sink.Write((byte)'"');
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

            var special = text[plain];
            _sink.Write((byte)'\\');
            if (special is '"' or '\\')
            {
                _sink.Write((byte)special);
            }
            else if ("btnvfr"u8 is var letters && special is >= '\b' and <= '\r' and not '\v')
            {
                _sink.Write(letters[special - '\b']);
            }
            else
            {
                _sink.Write("u00"u8);
                _sink.Write("0123456789abcdef"u8[special >> 4]);
                _sink.Write("0123456789abcdef"u8[special & 15]);
            }

            text = text[(plain + 1)..];
        }
    }
}
