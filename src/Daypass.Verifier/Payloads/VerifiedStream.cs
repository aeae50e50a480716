using Daypass.Protocol.Errors;

namespace Daypass.Verifier.Payloads;

/// <summary>A body that can only be read, forwards. The first fault is kept: whoever reads again gets it again.</summary>
public abstract class VerifiedStream : Stream
{
    private PayloadException? _fault;

    private protected VerifiedStream()
    {
    }

    /// <summary>What is wrong with the body, as far as it was read; null while nothing is.</summary>
    public AwsError? Fault => _fault?.Error;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Some verified bytes, at least one; 0 at the end of a body that is verified to its end.</summary>
    private protected abstract ValueTask<int> ReadVerified(Memory<byte> into, CancellationToken cancelled);

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_fault is not null)
        {
            throw new PayloadException(_fault.Error);
        }

        if (buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            return await ReadVerified(buffer, cancellationToken);
        }
        catch (PayloadException fault)
        {
            _fault = fault;
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
