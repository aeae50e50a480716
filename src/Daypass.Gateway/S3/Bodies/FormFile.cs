using Daypass.Verifier.Payloads;

namespace Daypass.Gateway.S3.Bodies;

/// <summary>The file in a browser's form: so many bytes, in which the line between parts does not stand, and behind them the end of the form and nothing
/// else. A form that goes on behind its file has another length than it was taken for, and is refused.</summary>
/// <param name="begun">What of the form was read already, from the beginning of the file on.</param>
/// <param name="rest">The rest of it.</param>
/// <param name="length">How long the file is.</param>
/// <param name="line">The line between parts, with the line break before it.</param>
internal sealed class FormFile(ReadOnlyMemory<byte> begun, Stream rest, long length, byte[] line) : ReadForwards
{
    private readonly byte[] _seam = new byte[2 * line.Length];
    private ReadOnlyMemory<byte> _begun = begun;
    private long _left = length;
    private int _held;
    private bool _isEnded;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isEnded || buffer.IsEmpty)
        {
            return 0;
        }

        if (_left == 0)
        {
            await End(cancellationToken);
            _isEnded = true;
            return 0;
        }

        var count = await Take(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        if (count == 0)
        {
            throw new PayloadException(PayloadErrors.Incomplete);
        }

        _left -= count;
        LookFor(buffer.Span[..count]);
        return count;
    }

    private async ValueTask<int> Take(Memory<byte> into, CancellationToken cancelled)
    {
        if (_begun.IsEmpty)
        {
            return await rest.ReadAsync(into, cancelled);
        }

        var count = Math.Min(into.Length, _begun.Length);
        _begun[..count].CopyTo(into);
        _begun = _begun[count..];
        return count;
    }

    /// <summary>Looks for the line, also where it lies on the seam of two pieces.</summary>
    private void LookFor(ReadOnlySpan<byte> data)
    {
        var head = data[..Math.Min(data.Length, line.Length - 1)];
        head.CopyTo(_seam.AsSpan(_held));
        if (data.IndexOf(line) >= 0 || _seam.AsSpan(0, _held + head.Length).IndexOf(line) >= 0)
        {
            throw new PayloadException(FormFileErrors.NotOneFile);
        }

        if (data.Length >= line.Length - 1)
        {
            data[^(line.Length - 1)..].CopyTo(_seam);
            _held = line.Length - 1;
            return;
        }

        var all = _held + head.Length;
        var kept = Math.Min(all, line.Length - 1);
        _seam.AsSpan(all - kept, kept).CopyTo(_seam);
        _held = kept;
    }

    private async ValueTask End(CancellationToken cancelled)
    {
        byte[] expected = [.. line, .. "--\r\n"u8];
        var read = new byte[expected.Length + 1];
        var count = 0;
        while (count < read.Length && await Take(read.AsMemory(count), cancelled) is > 0 and var more)
        {
            count += more;
        }

        if (!read.AsSpan(0, count).SequenceEqual(expected))
        {
            throw new PayloadException(FormFileErrors.Malformed);
        }
    }
}
