using System.Buffers.Text;
using System.Text;
using Daypass.Core.Sealing;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Paging;

/// <summary>Seals where a list continues, so that a marker tells nothing and fits only the list and account it was given out for.</summary>
public sealed class PageMarkers(TokenSealer sealer, TimeProvider clock)
{
    /// <summary>IAM's longest marker.</summary>
    private const int LongestText = 320;

    /// <summary>The marker of a position.</summary>
    public string Seal(string operation, string account, string position)
    {
        var plain = Encoding.UTF8.GetBytes(position);
        var sealedBytes = new byte[plain.Length + TokenSealer.Overhead];
        sealer.Seal(SealingPurpose.PageMarker, clock.GetUtcNow(), Context(operation, account), plain, sealedBytes);
        return Base64Url.EncodeToString(sealedBytes);
    }

    /// <summary>The position of a marker; empty when there is none.</summary>
    public Result<string> Open(string operation, string account, string? marker)
    {
        if (marker is null)
        {
            return "";
        }

        Span<byte> sealedBytes = stackalloc byte[LongestText];
        if (marker.Length > LongestText || !Base64Url.IsValid(marker) || !Base64Url.TryDecodeFromChars(marker, sealedBytes, out var length)
            || length < TokenSealer.Overhead)
        {
            return IamErrors.InvalidMarker;
        }

        Span<byte> plain = stackalloc byte[length - TokenSealer.Overhead];
        var opening = sealer.Open(SealingPurpose.PageMarker, Context(operation, account), sealedBytes[..length], plain);
        return opening.Succeeded ? Encoding.UTF8.GetString(plain[..opening.Length]) : IamErrors.InvalidMarker;
    }

    private static byte[] Context(string operation, string account) => Encoding.UTF8.GetBytes($"{operation}\n{account}");
}
