using System.Buffers;
using System.Text;

namespace Daypass.Server.Audit;

/// <summary>A log of the system that takes each line as a message of its own. It acknowledges nothing: kept means that the local socket took it.</summary>
internal abstract class MessageOutlet(string path, int longestPart) : IAuditOutlet
{
    private readonly DatagramSocket _socket = new(path);
    private readonly ArrayBufferWriter<byte> _message = new(8192);

    /// <inheritdoc/>
    public abstract string Kind { get; }

    /// <inheritdoc/>
    public string Name => $"{Kind}:{_socket.Path}";

    /// <inheritdoc/>
    public byte[] LastLine => [];

    /// <inheritdoc/>
    public Taken Append(ReadOnlySpan<byte> lines)
    {
        var taken = 0;
        while (taken < lines.Length)
        {
            var length = lines[taken..].IndexOf((byte)'\n');
            if (SendLine(lines.Slice(taken, length)) is { } failure)
            {
                return new Taken(taken, failure);
            }

            taken += length + 1;
        }

        return new Taken(taken, null);
    }

    /// <inheritdoc/>
    public void Reopen()
    {
        // A socket that is there no more is connected to anew.
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    /// <summary>Writes a message for a line, or for a part of one that is too long.</summary>
    /// <param name="text">The line or the part.</param>
    /// <param name="part">Which part, from 1.</param>
    /// <param name="of">Of how many.</param>
    /// <param name="message">Where it is written.</param>
    protected abstract void Write(ReadOnlySpan<byte> text, int part, int of, ArrayBufferWriter<byte> message);

    /// <summary>Adds text to a message.</summary>
    protected static void Add(ArrayBufferWriter<byte> message, string text) => Encoding.UTF8.GetBytes(text, message);

    /// <summary>Proves that somebody listens, without a message.</summary>
    /// <exception cref="IOException">Nobody does.</exception>
    protected void Look()
    {
        if (!File.Exists(_socket.Path))
        {
            throw new IOException("there is no such socket.");
        }
    }

    private string? SendLine(ReadOnlySpan<byte> line)
    {
        var count = CountParts(line);
        for (var part = 1; part <= count; part++)
        {
            var end = part == count ? line.Length : EndOfPart(line);
            _message.ResetWrittenCount();
            Write(line[..end], part, count, _message);
            if (_socket.Send(_message.WrittenSpan) is { } failure)
            {
                return failure;
            }

            line = line[end..];
        }

        return null;
    }

    private int CountParts(ReadOnlySpan<byte> line)
    {
        var count = 1;
        for (; line.Length > longestPart; count++)
        {
            line = line[EndOfPart(line)..];
        }

        return count;
    }

    // A character of several bytes is not cut.
    private int EndOfPart(ReadOnlySpan<byte> line)
    {
        var end = longestPart;
        while ((line[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return end;
    }
}
