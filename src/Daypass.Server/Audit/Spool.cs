using System.Globalization;

namespace Daypass.Server.Audit;

/// <summary>Lines on the disk that somebody else has still to take: files of one after another, and how far they were taken.</summary>
/// <remarks>One caller adds and one takes; both are one at a time.</remarks>
internal sealed class Spool : IDisposable
{
    private const long LongestFile = 16 * 1024 * 1024;
    private const string Pattern = "spool-????????????.jsonl";

    private readonly string _folder;
    private readonly long _most;
    private readonly bool _sync;

    /// <summary>What was taken of a file takes its room until all of it was.</summary>
    private readonly long _longestFile;
    private readonly Lock _gate = new();
    private OpenedFile? _file;
    private long _newest;
    private long _newestLength;
    private long _length;
    private (long Number, long From) _taken;

    private Spool(string folder, long most, bool sync) =>
        (_folder, _most, _sync, _longestFile) = (folder, most, sync, Math.Min(LongestFile, most / 4));

    /// <summary>How many bytes have not been taken.</summary>
    public long Untaken
    {
        get
        {
            lock (_gate)
            {
                return _length - _taken.From;
            }
        }
    }

    private string Cursor => Path.Combine(_folder, "taken");

    /// <summary>Opens or makes it, for its owner alone.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="most">How many bytes may wait.</param>
    /// <param name="sync">Whether lines are kept only when they are on the disk.</param>
    /// <exception cref="IOException">It cannot be used, or another server uses it.</exception>
    public static Spool Open(string folder, long most, bool sync)
    {
        MakeFolder(folder);
        var spool = new Spool(folder, most, sync);
        var files = spool.Files();
        spool._newest = files is [.., var last] ? last : 1;
        spool._length = files.Sum(number => new FileInfo(spool.PathOf(number)).Length);
        spool._taken = spool.ReadCursor();
        spool.OpenNewest();
        spool.CutCursor();
        spool.Remove(spool._taken.Number);
        return spool;
    }

    /// <summary>Keeps lines; null, or why they are not kept.</summary>
    public string? TryAdd(ReadOnlySpan<byte> lines)
    {
        lock (_gate)
        {
            if (_length + lines.Length > _most)
            {
                return string.Create(CultureInfo.InvariantCulture, $"The spool is full: {_length} bytes wait to be pushed, and {_most} may.");
            }

            if (_newestLength >= _longestFile)
            {
                _file?.Dispose();
                _file = null;
                _newest++;
            }

            if (_file is null)
            {
                OpenNewest();
            }

            try
            {
                for (var written = 0; written < lines.Length;)
                {
                    written += _file!.Write(lines[written..]);
                }

                if (_sync)
                {
                    _file!.Sync();
                }
            }
            catch (IOException failure)
            {
                _file!.CutTo(_newestLength);
                return failure.Message;
            }

            _newestLength += lines.Length;
            _length += lines.Length;
            return null;
        }
    }

    /// <summary>The next whole lines, at most so many bytes but at least one line; empty when all were taken.</summary>
    public byte[] Peek(int most)
    {
        while (true)
        {
            var (number, from) = _taken;
            var path = PathOf(number);
            if (File.Exists(path))
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                stream.Seek(from, SeekOrigin.Begin);

                // What is being added beyond that may be taken back.
                var end = EndOf(number, stream.Length);
                var length = (int)Math.Min(Math.Max(0, end - from), most);
                var lines = ReadLines(stream, length);
                if (lines.Length > 0)
                {
                    return lines;
                }
            }

            lock (_gate)
            {
                if (number >= _newest)
                {
                    return [];
                }

                // All of this one was taken.
                WriteCursor(Files().FirstOrDefault(next => next > number, _newest), 0);
                Remove(_taken.Number);
            }
        }
    }

    /// <summary>As many bytes, those that <see cref="Peek"/> gave, were taken.</summary>
    public void Take(int bytes)
    {
        lock (_gate)
        {
            var (number, from) = _taken;
            WriteCursor(number, from + bytes);
            if (number == _newest && from + bytes == _newestLength && _newestLength >= _longestFile)
            {
                _file?.Dispose();
                _file = null;
                _newest++;
                _newestLength = 0;
                WriteCursor(_newest, 0);
                Remove(_newest);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private long EndOf(long number, long length)
    {
        lock (_gate)
        {
            return number == _newest ? _newestLength : length;
        }
    }

    private static byte[] ReadLines(FileStream stream, int most)
    {
        var lines = new byte[most];
        var read = stream.ReadAtLeast(lines, most, throwOnEndOfStream: false);
        var whole = lines.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
        if (whole > 0 || read < most)
        {
            return lines[..whole];
        }

        // One line alone is longer.
        using var rest = new MemoryStream();
        rest.Write(lines);
        for (var next = stream.ReadByte(); next >= 0; next = stream.ReadByte())
        {
            rest.WriteByte((byte)next);
            if (next == '\n')
            {
                return rest.ToArray();
            }
        }

        return [];
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void OpenNewest()
    {
        var path = PathOf(_newest);
        _file = OpenedFile.Open(path);
        _file.Claim(path);
        _newestLength = _file.Length;
        if (_newestLength > 0 && OpenedFile.EndsInsideLine(path))
        {
            _file.Write("\n"u8);
            _newestLength++;
            _length++;
        }
    }

    /// <summary>Removes the files before one.</summary>
    private void Remove(long before)
    {
        foreach (var number in Files())
        {
            if (number < before)
            {
                _length -= new FileInfo(PathOf(number)).Length;
                File.Delete(PathOf(number));
            }
        }
    }

    private (long Number, long From) ReadCursor()
    {
        if (File.Exists(Cursor) && File.ReadAllText(Cursor).Split(' ') is [var number, var from]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var file)
            && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
        {
            return (file, at);
        }

        return (Files() is [var first, ..] ? first : _newest, 0);
    }

    /// <summary>A machine that lost its power may have kept the cursor and not the lines before it. What comes next must not be taken for them.</summary>
    private void CutCursor()
    {
        var (number, from) = _taken;
        var length = number == _newest ? _newestLength : File.Exists(PathOf(number)) ? new FileInfo(PathOf(number)).Length : 0;
        if (from > length)
        {
            WriteCursor(number, length);
        }
    }

    private void WriteCursor(long number, long from)
    {
        File.WriteAllText(Cursor + ".new", string.Create(CultureInfo.InvariantCulture, $"{number} {from}"));
        File.Move(Cursor + ".new", Cursor, overwrite: true);
        _taken = (number, from);
    }

    private string PathOf(long number) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"spool-{number:000000000000}.jsonl"));

    private List<long> Files() =>
    [
        .. Directory.GetFiles(_folder, Pattern).Select(static path => long.Parse(Path.GetFileName(path).AsSpan(6, 12), CultureInfo.InvariantCulture)).Order(),
    ];
}
