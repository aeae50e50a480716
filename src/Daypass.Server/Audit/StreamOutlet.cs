namespace Daypass.Server.Audit;

/// <summary>A pipe that another program reads: a named one, or the standard output. A reader who does not read, or is gone, keeps nothing.</summary>
internal sealed class StreamOutlet : IAuditOutlet
{
    /// <summary>A reader may take a moment; every call waits for it meanwhile.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Func<OpenedFile> _open;
    private OpenedFile? _file;
    private bool _isStuck;

    private StreamOutlet(string name, Func<OpenedFile> open)
    {
        (Name, _open) = (name, open);
        _file = open();
    }

    /// <inheritdoc/>
    public string Kind => "stream";

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public byte[] LastLine => [];

    /// <summary>Opens a pipe.</summary>
    /// <exception cref="IOException">It cannot be opened, or nobody reads it.</exception>
    public static StreamOutlet Open(string path) => new(path, () => OpenedFile.Open(path));

    /// <summary>The standard output of this process.</summary>
    /// <exception cref="IOException">It cannot be used.</exception>
    public static StreamOutlet OfStandardOutput() => new("standard output", OpenedFile.OfStandardOutput);

    /// <inheritdoc/>
    public Taken Append(ReadOnlySpan<byte> lines)
    {
        var written = 0;
        try
        {
            _file ??= _open();
            while (written < lines.Length)
            {
                // Once it stood still nobody waits for it: each call looks whether it goes on.
                if (!_file.WaitUntilWritable(_isStuck ? TimeSpan.Zero : Patience))
                {
                    _isStuck = true;
                    return new Taken(written, "Its reader does not read.");
                }

                written += _file.Write(lines[written..]);
            }

            _isStuck = false;
            return new Taken(written, null);
        }
        catch (IOException failure)
        {
            // The next reader must not begin inside of a line.
            Close();
            return new Taken(lines[..written].LastIndexOf((byte)'\n') + 1, failure.Message);
        }
    }

    /// <inheritdoc/>
    public void Reopen()
    {
        // A pipe is not moved.
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
