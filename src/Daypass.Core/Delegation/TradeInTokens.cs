using System.Buffers.Text;
using System.Text;
using Daypass.Core.Entities;
using Daypass.Core.Sealing;

namespace Daypass.Core.Delegation;

/// <summary>The token a partner trades in for credentials: a sealed reference to its request that no other account can use.</summary>
public sealed class TradeInTokens(TokenSealer sealer)
{
    /// <summary>The first characters of every trade-in token.</summary>
    public const string Prefix = "DPT1";

    private const int LongestText = 512;

    /// <summary>The token of a request that was released.</summary>
    public string Seal(DelegationRequest request)
    {
        var plain = Encoding.ASCII.GetBytes(request.Id);
        var sealedBytes = new byte[plain.Length + TokenSealer.Overhead];
        sealer.Seal(SealingPurpose.TradeInToken, request.ReleasedAt!.Value, Encoding.ASCII.GetBytes(request.RequestorAccount), plain, sealedBytes);
        return Prefix + Base64Url.EncodeToString(sealedBytes);
    }

    /// <summary>The request a token is for; null when it is none of this account's.</summary>
    public string? Open(string text, string account)
    {
        if (text.Length > LongestText || !text.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(text.AsSpan(Prefix.Length)))
        {
            return null;
        }

        var sealedBytes = Base64Url.DecodeFromChars(text.AsSpan(Prefix.Length));
        var plain = new byte[sealedBytes.Length];
        var opening = sealer.Open(SealingPurpose.TradeInToken, Encoding.ASCII.GetBytes(account), sealedBytes, plain);
        return opening.Succeeded ? Encoding.ASCII.GetString(plain, 0, opening.Length) : null;
    }
}
