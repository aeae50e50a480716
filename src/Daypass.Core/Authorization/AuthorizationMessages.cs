using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using Daypass.Core.Sealing;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;

namespace Daypass.Core.Authorization;

/// <summary>Seals why a request was denied into a text that only DecodeAuthorizationMessage reads, in the same account and for a day.</summary>
public sealed class AuthorizationMessages(TokenSealer sealer)
{
    /// <summary>How long a message can be decoded.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>What AWS writes before an encoded message, and the full stop it ends its own sentence with.</summary>
    public const string Introduction = ". Encoded authorization failure message: ";

    private const int LongestText = 10_240;
    private const int LongestDocument = 1 << 20;
    private const int Quality = 4;
    private const int Window = 16;

    /// <summary>The message of a denial.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="policies">By which documents.</param>
    /// <param name="userId">The <c>aws:userid</c> of the caller.</param>
    /// <param name="account">The account whose principals may decode it: the caller's.</param>
    /// <param name="now">When.</param>
    public string Encode(in Decision decision, AuthorizationRequest request, PolicySet policies, string userId, string account, DateTimeOffset now)
    {
        var trace = new DecisionTrace();
        PolicyEngine.Decide(request, policies, trace);
        for (var budget = int.MaxValue; ; budget = budget == int.MaxValue ? LongestText : budget / 2)
        {
            var document = AuthorizationDocument.Write(decision, trace, request, userId, budget);
            if (Seal(document.Span, account, now) is { Length: <= LongestText } text)
            {
                return text;
            }
        }
    }

    /// <summary>The document in a message; null when it was altered, made up, has expired or belongs to another account.</summary>
    public string? Decode(string text, string account, DateTimeOffset now)
    {
        if (text.Length > LongestText || !Base64Url.IsValid(text) || text.AsSpan().ContainsAny(" \t\r\n="))
        {
            return null;
        }

        var sealedBytes = Base64Url.DecodeFromChars(text);
        var packed = new byte[sealedBytes.Length];
        var opening = sealer.Open(SealingPurpose.AuthorizationMessage, Encoding.ASCII.GetBytes(account), sealedBytes, packed);
        if (!opening.Succeeded || opening.IssuedAt + Lifetime <= now)
        {
            return null;
        }

        var document = ArrayPool<byte>.Shared.Rent(LongestDocument);
        try
        {
            return BrotliDecoder.TryDecompress(packed.AsSpan(0, opening.Length), document, out var length)
                ? Encoding.UTF8.GetString(document, 0, length)
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(document);
        }
    }

    private string Seal(ReadOnlySpan<byte> document, string account, DateTimeOffset now)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(document.Length)];
        if (!BrotliEncoder.TryCompress(document, packed, out var length, Quality, Window))
        {
            throw new InvalidOperationException("A document does not fit the longest it can become.");
        }

        var sealedBytes = new byte[length + TokenSealer.Overhead];
        sealer.Seal(SealingPurpose.AuthorizationMessage, now, Encoding.ASCII.GetBytes(account), packed.AsSpan(0, length), sealedBytes);
        return Base64Url.EncodeToString(sealedBytes);
    }
}
