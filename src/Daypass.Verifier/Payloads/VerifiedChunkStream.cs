using System.Buffers;
using System.Security.Cryptography;
using Daypass.Protocol.Signing;

namespace Daypass.Verifier.Payloads;

/// <summary>
/// The data of a body that is framed as <c>aws-chunked</c>. A signed chunk is kept until its signature is verified, so nobody reads a byte that was not signed;
/// of an unsigned form the checksum in the trailer is compared before the end is told. What is wrong with the body is thrown as
/// <see cref="PayloadException"/>, and nothing more is read then.
/// </summary>
public sealed class VerifiedChunkStream : VerifiedStream
{
    /// <summary>How much memory a chunk gets before any of it arrived: what most clients send at once.</summary>
    private const int FirstRoom = 64 * 1024;

    private readonly BodyInput _input;
    private readonly ChunkedBodyRules _rules;
    private readonly ChunkSignatures? _signatures;
    private readonly ChunkedTrailer _trailer;

    private byte[]? _chunk;
    private ReadOnlyMemory<byte> _verified;
    private long _left;
    private long _total;
    private long _size = long.MaxValue;
    private bool _isEnded;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body as it arrives.</param>
    /// <param name="rules">What it has to be.</param>
    /// <param name="signatures">The chain of its signatures; null for the unsigned form.</param>
    public VerifiedChunkStream(Stream body, ChunkedBodyRules rules, ChunkSignatures? signatures)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _input = new BodyInput(body);
        _rules = rules;
        _signatures = signatures;
        _trailer = new ChunkedTrailer(rules.Trailer, signatures);
    }

    /// <summary>How many bytes are kept for the chunk that is being read.</summary>
    internal int Kept => _chunk?.Length ?? 0;

    private protected override async ValueTask<int> ReadVerified(Memory<byte> into, CancellationToken cancelled)
    {
        while (_verified.IsEmpty && _left == 0 && !_isEnded)
        {
            await Begin(cancelled);
        }

        if (_isEnded)
        {
            return 0;
        }

        if (_signatures is null)
        {
            return await ReadUnsigned(into, cancelled);
        }

        var count = Math.Min(into.Length, _verified.Length);
        _verified[..count].CopyTo(into);
        _verified = _verified[count..];
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Release();
        base.Dispose(disposing);
    }

    /// <summary>The line of the next chunk and, where it is signed, the chunk itself.</summary>
    private async ValueTask Begin(CancellationToken cancelled)
    {
        if (await _input.ReadLine(ChunkLine.Longest, cancelled) is not { } line || !ChunkLine.TryParse(line, _signatures is not null, out var chunk))
        {
            throw new PayloadException(PayloadErrors.Incomplete);
        }

        if (chunk.Size == 0)
        {
            await End(chunk, cancelled);
            return;
        }

        if (_size < _rules.SmallestChunk)
        {
            throw new PayloadException(PayloadErrors.ChunkTooSmall(_rules.SmallestChunk));
        }

        _size = chunk.Size;
        if (chunk.Size > _rules.DecodedLength - _total)
        {
            throw new PayloadException(PayloadErrors.OtherLength);
        }

        _total += chunk.Size;
        if (_signatures is null)
        {
            _left = chunk.Size;
            return;
        }

        await Verify(chunk, _signatures, cancelled);
    }

    private async ValueTask Verify(ChunkLine chunk, ChunkSignatures signatures, CancellationToken cancelled)
    {
        if (chunk.Size > _rules.LargestChunk)
        {
            throw new PayloadException(PayloadErrors.ChunkTooLarge);
        }

        var data = await ReadChunk((int)chunk.Size, cancelled);
        await EndLine(cancelled);
        if (!signatures.VerifyChunk(SHA256.HashData(data.Span), chunk.Signature.Span))
        {
            throw new PayloadException(PayloadErrors.SignatureDiffers);
        }

        _trailer.Append(data.Span);
        _verified = data;
    }

    private async ValueTask<int> ReadUnsigned(Memory<byte> into, CancellationToken cancelled)
    {
        var count = await _input.Read(into[..(int)Math.Min(into.Length, _left)], cancelled);
        if (count == 0)
        {
            throw new PayloadException(PayloadErrors.Incomplete);
        }

        _trailer.Append(into.Span[..count]);
        _left -= count;
        if (_left == 0)
        {
            await EndLine(cancelled);
        }

        return count;
    }

    private async ValueTask End(ChunkLine last, CancellationToken cancelled)
    {
        if (_signatures is not null && !_signatures.VerifyChunk(SHA256.HashData([]), last.Signature.Span))
        {
            throw new PayloadException(PayloadErrors.SignatureDiffers);
        }

        if (_total != _rules.DecodedLength)
        {
            throw new PayloadException(PayloadErrors.OtherLength);
        }

        await _trailer.Verify(_input, cancelled);
        _isEnded = true;
        Release();
    }

    private async ValueTask EndLine(CancellationToken cancelled)
    {
        if (await _input.ReadLine(0, cancelled) is not { Length: 0 })
        {
            throw new PayloadException(PayloadErrors.Incomplete);
        }
    }

    /// <summary>The data of a chunk. Its size is only what the client says, so memory grows with what arrives.</summary>
    private async ValueTask<Memory<byte>> ReadChunk(int size, CancellationToken cancelled)
    {
        for (var filled = 0; filled < size;)
        {
            if (_chunk is null || filled == _chunk.Length)
            {
                Grow(filled, size);
            }

            var count = await _input.Read(_chunk.AsMemory(filled, Math.Min(_chunk!.Length, size) - filled), cancelled);
            if (count == 0)
            {
                throw new PayloadException(PayloadErrors.Incomplete);
            }

            filled += count;
        }

        return _chunk.AsMemory(0, size);
    }

    private void Grow(int filled, int size)
    {
        var grown = ArrayPool<byte>.Shared.Rent(Math.Min(size, Math.Max(FirstRoom, 2 * filled)));
        _chunk.AsSpan(0, filled).CopyTo(grown);
        Release();
        _chunk = grown;
    }

    private void Release()
    {
        _verified = default;
        if (_chunk is { } chunk)
        {
            _chunk = null;
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
