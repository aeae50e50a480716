namespace Daypass.Gateway.S3.Bodies;

/// <summary>
/// A body whose last byte is passed on only when its end is proven. The store was promised so many bytes; of one that turns out wrong it gets fewer, and a
/// store keeps nothing of an upload that breaks off.
/// </summary>
/// <param name="body">The body; its end is proven when it says that it ends.</param>
internal sealed class WithheldEnd(Stream body) : ReadForwards
{
    private byte _last;
    private bool _isHeld;
    private bool _isEnded;

    /// <summary>Whether anything was asked of it: before that a request can be sent again.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>Whether it is the client that is waited for.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>What went wrong on the client's side; null while nothing did.</summary>
    public Exception? Fault { get; private set; }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isEnded || buffer.IsEmpty)
        {
            return 0;
        }

        (IsBegun, IsWaiting) = (true, true);
        try
        {
            var count = await ReadOn(buffer, cancellationToken);
            IsWaiting = false;
            return count;
        }
        catch (Exception fault)
        {
            // Who gives up waiting leaves the mark of it.
            Fault ??= fault;
            throw;
        }
    }

    private async ValueTask<int> ReadOn(Memory<byte> buffer, CancellationToken cancelled)
    {
        while (true)
        {
            // Read behind the place of the byte that is held, so that nothing has to be moved.
            var room = _isHeld && buffer.Length > 1 ? buffer[1..] : buffer;
            var count = await body.ReadAsync(room, cancelled);
            if (count == 0)
            {
                _isEnded = true;
                if (!_isHeld)
                {
                    return 0;
                }

                (buffer.Span[0], _isHeld) = (_last, false);
                return 1;
            }

            var (former, hadFormer) = (_last, _isHeld);
            (_last, _isHeld) = (room.Span[count - 1], true);
            if (!hadFormer && count == 1)
            {
                continue;
            }

            if (hadFormer)
            {
                // The byte that was held takes the place of the one that is held now, or stands before it.
                buffer.Span[0] = former;
                return room.Length == buffer.Length ? 1 : count;
            }

            return count - 1;
        }
    }
}
