using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Daypass.Server.Audit;

/// <summary>
/// A file or pipe opened for appending. The system puts every write at the end, wherever that is: after somebody has emptied the file, that is its
/// beginning, and there is no hole.
/// </summary>
/// <remarks>.NET writes at the position that it remembers, and waits for the reader of a pipe, so that Linux' own calls are used there.</remarks>
internal sealed partial class OpenedFile : IDisposable
{
    // open(2): write only, make it, append, do not wait for the reader of a pipe, close it in programs that are started.
    private const int HowToOpen = 0x1 | 0x40 | 0x400 | 0x800 | 0x80000;
    private const int OwnerReadsAndWrites = 0x180;
    private const int StandardOutput = 1;
    private const short CanWrite = 4;
    private const int Interrupted = 4;
    private const int WouldWait = 11;
    private const int NoReader = 6;
    private const int MostAtOnce = 1 << 20;

    /// <summary>A pipe that can be written to takes as much without waiting (PIPE_BUF).</summary>
    private const int PipeBuffer = 4096;

    private readonly FileStream _stream;
    private readonly SafeFileHandle _handle;
    private readonly string? _target;

    private OpenedFile(FileStream stream, bool isSeekable)
    {
        (_stream, _handle, IsSeekable) = (stream, stream.SafeFileHandle, isSeekable);
        _target = CurrentPath();
    }

    /// <summary>Whether it is a file, and not a pipe or the like.</summary>
    public bool IsSeekable { get; }

    /// <summary>How long the file is.</summary>
    public long Length => RandomAccess.GetLength(_handle);

    /// <summary>Opens it, or makes it for its owner alone.</summary>
    /// <exception cref="IOException">It cannot be opened, or it is a pipe that nobody reads.</exception>
    public static OpenedFile Open(string path)
    {
        if (!OperatingSystem.IsLinux())
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

            return Of(new FileStream(path, options));
        }

        var descriptor = OpenNative(path, HowToOpen, OwnerReadsAndWrites);
        return descriptor >= 0
            ? Of(new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write, bufferSize: 0))
            : throw new IOException(Marshal.GetLastPInvokeError() is NoReader ? "nobody reads this pipe." : $"{Marshal.GetLastPInvokeErrorMessage()}.");
    }

    /// <summary>The standard output of this process.</summary>
    public static OpenedFile OfStandardOutput() => OperatingSystem.IsWindows()
        ? throw new IOException("the standard output cannot be an audit log on this system.")
        : new OpenedFile(new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0), isSeekable: false);

    /// <summary>The last line of a file without its end, whole or broken off; empty when there is none.</summary>
    public static byte[] ReadLastLine(string path, int longest)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var tail = new byte[(int)Math.Min(stream.Length, longest)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        var text = tail.AsSpan().TrimEnd((byte)'\n');
        return text[(text.LastIndexOf((byte)'\n') + 1)..].ToArray();
    }

    /// <summary>Whether a line that a crash broke off is at the end of a file.</summary>
    public static bool EndsInsideLine(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return stream.Length > 0 && stream.Seek(-1, SeekOrigin.End) >= 0 && stream.ReadByte() != '\n';
    }

    /// <summary>Keeps a second server from writing into it; anybody may read and move it.</summary>
    /// <exception cref="IOException">Another server has it.</exception>
    public void Claim(string path)
    {
        if (OperatingSystem.IsMacOS() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS())
        {
            return;
        }

        try
        {
            _stream.Lock(long.MaxValue - 1, 1);
        }
        catch (IOException taken)
        {
            throw new IOException($"another server writes to {path}.", taken);
        }
    }

    /// <summary>Whether the path means another file by now: it was moved away, and perhaps a new one was made.</summary>
    public bool IsMovedFrom(string path) =>
        !File.Exists(path) || (_target is not null && !string.Equals(CurrentPath(), _target, StringComparison.Ordinal));

    /// <summary>Writes at the end; returns how much was written, which is nothing when a pipe is full.</summary>
    /// <exception cref="IOException">Nothing more can be written.</exception>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        if (!OperatingSystem.IsLinux() && IsSeekable)
        {
            _stream.Seek(0, SeekOrigin.End);
            _stream.Write(bytes);
            return bytes.Length;
        }

        var most = Math.Min(bytes.Length, IsSeekable ? MostAtOnce : PipeBuffer);
        while (true)
        {
            var written = WriteNative(_handle, bytes, most);
            if (written >= 0)
            {
                return (int)written;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    continue;
                case WouldWait:
                    return 0;
                default:
                    throw new IOException($"{Marshal.GetLastPInvokeErrorMessage()}.");
            }
        }
    }

    /// <summary>Waits until a pipe takes something; false when it does not within the time.</summary>
    public bool WaitUntilWritable(TimeSpan patience)
    {
        var asked = new PollRequest { Descriptor = (int)_handle.DangerousGetHandle(), Events = CanWrite };
        int answered;
        do
        {
            answered = Poll(ref asked, 1, (int)patience.TotalMilliseconds);
        }
        while (answered < 0 && Marshal.GetLastPInvokeError() is Interrupted);
        return answered != 0;
    }

    /// <summary>Cuts off what was written beyond a length.</summary>
    public void CutTo(long length) => RandomAccess.SetLength(_handle, length);

    /// <summary>Waits until it is on the disk.</summary>
    public void Sync() => RandomAccess.FlushToDisk(_handle);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static OpenedFile Of(FileStream stream) => new(stream, stream.CanSeek);

    private string? CurrentPath() =>
        OperatingSystem.IsLinux() && IsSeekable ? new FileInfo($"/proc/self/fd/{_handle.DangerousGetHandle()}").LinkTarget : null;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(string path, int how, int mode);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteNative(SafeFileHandle file, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollRequest asked, nuint count, int milliseconds);

    /// <summary>struct pollfd.</summary>
    private struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Answered;
    }
}
