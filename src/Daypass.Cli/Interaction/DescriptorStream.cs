using System.Runtime.InteropServices;

namespace Daypass.Cli.Interaction;

/// <summary>
/// One of the three streams of the process on Unix, read and written by the system's own calls. The framework's console puts the terminal
/// into another mode as soon as it is written to, and leaves it there for the programs that come after.
/// </summary>
internal sealed partial class DescriptorStream(int descriptor) : Stream
{
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int TryAgainOnMac = 35;
    private const int BrokenPipe = 32;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var count = Write(descriptor, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
            if (count >= 0)
            {
                buffer = buffer[(int)count..];
            }
            else if (Retry() is false)
            {
                // Who read has seen enough and left.
                return;
            }
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            var count = Read(descriptor, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
            if (count >= 0 || Retry() is false)
            {
                return (int)Math.Max(count, 0);
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    // True when the call may be made again, false when the other side is gone.
    private static bool Retry()
    {
        var error = Marshal.GetLastPInvokeError();
        switch (error)
        {
            case Interrupted:
                return true;
            case TryAgain or TryAgainOnMac:
                // Somebody made it not wait; it is waited here.
                Thread.Sleep(1);
                return true;
            case BrokenPipe:
                return false;
            default:
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int file, ref readonly byte buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, ref byte buffer, nuint count);
}
