using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;

namespace Daypass.Verifier.Payloads;

/// <summary>What follows the last chunk: the announced checksum, and its signature in the signed form.</summary>
internal sealed class ChunkedTrailer
{
    private const int Longest = 4096;
    private const int MostLines = 8;

    private readonly string? _name;
    private readonly ChunkSignatures? _signatures;
    private readonly Checksum? _checksum;

    /// <summary>Expects such a trailer.</summary>
    /// <param name="name">The announced header in lower case; null when none was.</param>
    /// <param name="signatures">The chain of signatures; null for the unsigned form.</param>
    public ChunkedTrailer(string? name, ChunkSignatures? signatures) =>
        (_name, _signatures, _checksum) = (name, signatures, name is null ? null : Checksum.Create(name));

    private static ReadOnlySpan<byte> SignatureName => "x-amz-trailer-signature"u8;

    /// <summary>Takes data for the checksum.</summary>
    public void Append(ReadOnlySpan<byte> data) => _checksum?.Append(data);

    /// <summary>Reads the trailer to the end of the body and compares it.</summary>
    public async ValueTask Verify(BodyInput input, CancellationToken cancelled)
    {
        byte[]? value = null;
        byte[]? signature = null;
        for (var lines = 0; ; lines++)
        {
            if (lines == MostLines || await input.ReadLine(Longest, cancelled) is not { } line)
            {
                throw new PayloadException(_name is null ? PayloadErrors.Incomplete : PayloadErrors.MalformedTrailer);
            }

            if (line.Length == 0)
            {
                break;
            }

            Read(line, ref value, ref signature);
        }

        if (!await input.IsAtEnd(cancelled))
        {
            throw new PayloadException(PayloadErrors.MalformedTrailer);
        }

        if (_name is not null)
        {
            Compare(_name, value, signature);
        }
        else if (_signatures is null)
        {
            throw new PayloadException(PayloadErrors.MalformedTrailer);
        }
    }

    private void Read(byte[] line, ref byte[]? value, ref byte[]? signature)
    {
        var colon = line.AsSpan().IndexOf((byte)':');
        if (_name is null || colon <= 0)
        {
            throw new PayloadException(PayloadErrors.MalformedTrailer);
        }

        var name = line.AsSpan(0, colon);
        if (Ascii.EqualsIgnoreCase(name, _name) && value is null && signature is null)
        {
            value = line.AsSpan(colon + 1).Trim(" \t"u8).ToArray();
        }
        else if (_signatures is not null && Ascii.EqualsIgnoreCase(name, SignatureName) && signature is null)
        {
            signature = line.AsSpan(colon + 1).Trim(" \t"u8).ToArray();
        }
        else
        {
            throw new PayloadException(PayloadErrors.MalformedTrailer);
        }
    }

    private void Compare(string name, byte[]? value, byte[]? signature)
    {
        if (value is null || (_signatures is not null && signature is null))
        {
            throw new PayloadException(PayloadErrors.MalformedTrailer);
        }

        if (_signatures is not null)
        {
            byte[] signed = [.. Encoding.ASCII.GetBytes(name), (byte)':', .. value, (byte)'\n'];
            if (!_signatures.VerifyTrailer(SHA256.HashData(signed), signature))
            {
                throw new PayloadException(PayloadErrors.SignatureDiffers);
            }
        }

        if (_checksum is not null)
        {
            CompareChecksum(name, value, _checksum);
        }
        else if (_signatures is null || name.StartsWith(Checksum.HeaderPrefix, StringComparison.Ordinal))
        {
            // Of an unsigned body the checksum is all that vouches for it, so one that is not known cannot be passed over.
            throw new PayloadException(PayloadErrors.InvalidChecksum(name));
        }
    }

    private static void CompareChecksum(string name, byte[] value, Checksum checksum)
    {
        Span<byte> sent = stackalloc byte[64];
        Span<byte> calculated = stackalloc byte[checksum.Length];
        checksum.Finish(calculated);
        if (value.Length > 88 || System.Buffers.Text.Base64.DecodeFromUtf8(value, sent, out _, out var length) != System.Buffers.OperationStatus.Done
            || length != calculated.Length)
        {
            throw new PayloadException(PayloadErrors.InvalidChecksum(name));
        }

        if (!CryptographicOperations.FixedTimeEquals(sent[..length], calculated))
        {
            throw new PayloadException(PayloadErrors.ChecksumDiffers(checksum.Algorithm));
        }
    }
}
