namespace Daypass.Verifier.Payloads;

/// <summary>Reads lines and data from a body, with a small buffer between. Not thread-safe.</summary>
internal sealed class BodyInput(Stream body)
{
    private const int Size = 16 * 1024;

    private readonly byte[] _buffer = new byte[Size];
    private int _start;
    private int _end;

    /// <summary>The next line without its CR LF; null when the body ends or the line is too long or has a CR or LF of its own.</summary>
    public async ValueTask<byte[]?> ReadLine(int longest, CancellationToken cancelled)
    {
        var seen = 0;
        while (true)
        {
            var known = _buffer.AsSpan(_start, _end - _start);
            if (known[seen..].IndexOf((byte)'\n') is >= 0 and var at)
            {
                var line = known[..(seen + at)];
                if (line.Length == 0 || line.Length > longest + 1 || line.IndexOf((byte)'\r') != line.Length - 1)
                {
                    return null;
                }

                _start += line.Length + 1;
                return line[..^1].ToArray();
            }

            seen = known.Length;
            if (seen > longest + 1 || !await Fill(cancelled))
            {
                return null;
            }
        }
    }

    /// <summary>Some of the body, at least one byte; 0 when it ends.</summary>
    public async ValueTask<int> Read(Memory<byte> into, CancellationToken cancelled)
    {
        if (_start == _end)
        {
            if (into.Length >= Size)
            {
                return await body.ReadAsync(into, cancelled);
            }

            if (!await Fill(cancelled))
            {
                return 0;
            }
        }

        var count = Math.Min(into.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(into.Span);
        _start += count;
        return count;
    }

    /// <summary>True when nothing follows.</summary>
    public async ValueTask<bool> IsAtEnd(CancellationToken cancelled) => _start == _end && !await Fill(cancelled);

    private async ValueTask<bool> Fill(CancellationToken cancelled)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var count = await body.ReadAsync(_buffer.AsMemory(_end), cancelled);
        _end += count;
        return count > 0;
    }
}
