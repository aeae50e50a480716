using System.Globalization;

namespace Daypass.Server.Audit;

/// <summary>A file that is only appended to, opened anew when somebody has moved it away, and put aside by itself when it is large or old.</summary>
internal sealed class FileOutlet : IAuditOutlet
{
    private const int LongestLine = 4 * 1024 * 1024;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly bool _sync;
    private readonly Rotation _rotation;
    private readonly TimeProvider _clock;
    private OpenedFile? _file;
    private DateTimeOffset _lookedAt;
    private DateTimeOffset _begun;
    private volatile bool _mayBeMoved;

    private FileOutlet(string path, bool sync, Rotation rotation, TimeProvider clock) => (Name, _sync, _rotation, _clock) = (path, sync, rotation, clock);

    /// <inheritdoc/>
    public string Kind => "file";

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public byte[] LastLine { get; private set; } = [];

    /// <summary>Opens it, or makes it for its owner alone.</summary>
    /// <exception cref="IOException">It cannot be opened, or another server has it.</exception>
    public static FileOutlet Open(string path, bool sync, Rotation rotation, TimeProvider clock)
    {
        var outlet = new FileOutlet(Path.GetFullPath(path), sync, rotation, clock);
        if (File.Exists(outlet.Name) && new FileInfo(outlet.Name).Length > 0)
        {
            outlet.LastLine = OpenedFile.ReadLastLine(outlet.Name, LongestLine);
        }

        outlet._file = outlet.OpenAtEnd();
        return outlet;
    }

    /// <inheritdoc/>
    public Taken Append(ReadOnlySpan<byte> lines)
    {
        var now = _clock.GetUtcNow();
        LookForReplacement(now);
        _file ??= OpenAtEnd();
        var end = _file.Length;
        if (end > 0 && IsDue(now, end + lines.Length))
        {
            PutAside(now);
            _file = OpenAtEnd();
            end = 0;
        }

        try
        {
            for (var written = 0; written < lines.Length;)
            {
                written += _file.Write(lines[written..]);
            }

            if (_sync)
            {
                _file.Sync();
            }
        }
        catch (IOException)
        {
            TakeBack(end);
            throw;
        }

        return new Taken(lines.Length, null);
    }

    /// <inheritdoc/>
    public void Reopen() => _mayBeMoved = true;

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void TakeBack(long end)
    {
        try
        {
            if (_file!.Length > end)
            {
                _file.CutTo(end);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The half line stays; the next one begins on a line of its own, see OpenAtEnd.
            _lookedAt = default;
        }

        Close();
    }

    private void LookForReplacement(DateTimeOffset now)
    {
        if (_file is null || (!_mayBeMoved && (now - _lookedAt).Duration() < LookEvery))
        {
            return;
        }

        (_lookedAt, _mayBeMoved) = (now, false);
        if (_file.IsMovedFrom(Name))
        {
            Close();
        }
    }

    private bool IsDue(DateTimeOffset now, long length) => length > _rotation.Size || now - _begun >= _rotation.Every;

    private void PutAside(DateTimeOffset now)
    {
        Close();
        var (folder, name, end) = (Path.GetDirectoryName(Name)!, Path.GetFileNameWithoutExtension(Name), Path.GetExtension(Name));
        var stem = string.Create(CultureInfo.InvariantCulture, $"{name}-{now:yyyyMMdd'T'HHmmss'Z'}");
        var aside = Path.Combine(folder, stem + end);
        for (var again = 1; File.Exists(aside); again++)
        {
            aside = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{stem}-{again:0000}{end}"));
        }

        File.Move(Name, aside);
        if (_rotation.Keep is { } keep)
        {
            // The names are in the order in which they were put aside.
            foreach (var old in Directory.GetFiles(folder, $"{name}-????????T??????Z*{end}").Order(StringComparer.Ordinal).SkipLast(keep))
            {
                File.Delete(old);
            }
        }
    }

    private OpenedFile OpenAtEnd()
    {
        var opened = OpenedFile.Open(Name);
        try
        {
            opened.Claim(Name);
            if (opened.IsSeekable && opened.Length > 0 && OpenedFile.EndsInsideLine(Name))
            {
                opened.Write("\n"u8);
            }

            _begun = _rotation.Every is null ? default
                : opened.Length > 0 ? new DateTimeOffset(File.GetCreationTimeUtc(Name), TimeSpan.Zero)
                : _clock.GetUtcNow();
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
