namespace Daypass.Server.Audit;

/// <summary>A file that is only appended to, and opened anew when somebody has moved it away or emptied it.</summary>
/// <remarks>Not safe for several threads.</remarks>
internal sealed class AppendedFile : IDisposable
{
    private const int LongestLine = 4 * 1024 * 1024;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly bool _sync;
    private readonly TimeProvider _clock;
    private FileStream? _stream;
    private DateTimeOffset _lookedAt;

    private AppendedFile(string path, bool sync, TimeProvider clock)
    {
        Path = path;
        _sync = sync;
        _clock = clock;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The last whole line when it was opened first, without its end; empty when there was none.</summary>
    public byte[] LastLine { get; private set; } = [];

    /// <summary>Opens it, or makes it for its owner alone.</summary>
    public static AppendedFile Open(string path, bool sync, TimeProvider clock)
    {
        var file = new AppendedFile(System.IO.Path.GetFullPath(path), sync, clock);
        file._stream = file.OpenAtEnd();
        file.LastLine = ReadLastLine(file._stream);
        return file;
    }

    /// <summary>Appends lines as a whole: when that fails, nothing of them stays.</summary>
    public void Append(ReadOnlySpan<byte> lines)
    {
        LookForReplacement();
        _stream ??= OpenAtEnd();
        var end = _stream.Position;
        try
        {
            _stream.Write(lines);
            if (_sync)
            {
                _stream.Flush(flushToDisk: true);
            }
        }
        catch (IOException)
        {
            TakeBack(end);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void TakeBack(long end)
    {
        try
        {
            if (_stream!.CanSeek)
            {
                _stream.SetLength(end);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The half line stays; the next one begins on a line of its own, see OpenAtEnd.
            _lookedAt = default;
        }

        Close();
    }

    private void LookForReplacement()
    {
        var now = _clock.GetUtcNow();
        if (_stream is null || (now - _lookedAt).Duration() < LookEvery)
        {
            return;
        }

        _lookedAt = now;
        var there = new FileInfo(Path);
        if (!there.Exists || (_stream.CanSeek && there.Length != _stream.Position))
        {
            Close();
        }
    }

    private FileStream OpenAtEnd()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,

            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var opened = new FileStream(Path, options);
        try
        {
            Claim(opened);
            if (opened.CanSeek && opened.Length > 0)
            {
                opened.Seek(-1, SeekOrigin.End);
                if (opened.ReadByte() != '\n')
                {
                    opened.WriteByte((byte)'\n');
                }
            }

            return opened;
        }
        catch (IOException)
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Keeps a second server from writing into it; anybody may read and move it.</summary>
    private void Claim(FileStream opened)
    {
        if (!opened.CanSeek || OperatingSystem.IsMacOS() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS())
        {
            return;
        }

        try
        {
            opened.Lock(long.MaxValue - 1, 1);
        }
        catch (IOException taken)
        {
            throw new IOException($"another server writes to {Path}.", taken);
        }
    }

    private static byte[] ReadLastLine(FileStream stream)
    {
        if (!stream.CanSeek || stream.Length == 0)
        {
            return [];
        }

        var end = stream.Length;
        var tail = new byte[(int)Math.Min(end, LongestLine)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        var text = tail.AsSpan(..^1);
        return text[(text.LastIndexOf((byte)'\n') + 1)..].ToArray();
    }

    private void Close()
    {
        _stream?.Dispose();
        _stream = null;
    }
}
