using System.Security.Cryptography;

namespace Daypass.Protocol.Signing;

/// <summary>The short text that is signed: algorithm, time, scope and the hash of the canonical request.</summary>
internal static class StringToSign
{
    public const string Terminator = "aws4_request";

    public static void Append(
        DateTimeOffset signedAt, ReadOnlySpan<char> region, ReadOnlySpan<char> service, ReadOnlySpan<byte> canonicalRequest, ref Utf8Buffer output)
    {
        output.Append("AWS4-HMAC-SHA256\n"u8);
        var time = output.Take(SignatureTime.Length);
        SignatureTime.Write(signedAt, time);
        output.Append((byte)'\n');
        output.Append(time[..SignatureTime.DayLength]);
        output.Append((byte)'/');
        output.AppendUtf8(region);
        output.Append((byte)'/');
        output.AppendUtf8(service);
        output.Append("/aws4_request\n"u8);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonicalRequest, hash);
        output.AppendHex(hash);
    }
}
