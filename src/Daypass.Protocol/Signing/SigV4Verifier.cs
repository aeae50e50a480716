using System.Security.Cryptography;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Signing;

/// <summary>Finds the secret behind a claim, or says why there is none.</summary>
/// <param name="authorization">The claim: access key id and session token.</param>
public delegate Result<Secret> SecretLookup(in SigV4Authorization authorization);

/// <summary>The texts of one verification, for a client that asks why its signature does not match.</summary>
/// <param name="CanonicalRequest">What the verifier takes the request to say.</param>
/// <param name="StringToSign">What it computes the signature of.</param>
public sealed record SigningTexts(string CanonicalRequest, string StringToSign);

/// <summary>
/// Verifies signatures in two steps, so that the caller can look keys, tokens and issuers up between them:
/// <see cref="Parse"/> refuses what needs no key, <c>VerifySignature</c> compares the signature. Safe for any number of threads.
/// </summary>
/// <param name="rules">What is expected of a signature.</param>
/// <param name="keys">The cache of derived keys; verifiers may share one.</param>
public sealed class SigV4Verifier(SigV4Rules rules, SigningKeys keys)
{
    private const string DecoyId = "decoy";

    private static readonly Secret DecoySecret = Secret.NewAccessKey();

    /// <summary>What is expected of a signature.</summary>
    public SigV4Rules Rules { get; } = rules;

    /// <summary>The first step: what the request claims, or why it is refused without a look at any key.</summary>
    /// <param name="request">The request as it arrived.</param>
    /// <param name="now">The verifier's clock.</param>
    public Result<SigV4Authorization> Parse(in SignedRequest request, DateTimeOffset now) => SigV4.Parse(request, Rules, now);

    /// <summary>The second step: null when the holder of the secret signed exactly this request, else the refusal.</summary>
    /// <param name="request">The request that <paramref name="authorization"/> was parsed from.</param>
    /// <param name="authorization">The claim.</param>
    /// <param name="secret">The secret of the claim's access key.</param>
    /// <param name="bodyHash">The SHA-256 of the body as received, 32 bytes.</param>
    public AwsError? VerifySignature(in SignedRequest request, in SigV4Authorization authorization, Secret secret, ReadOnlySpan<byte> bodyHash)
    {
        if (ValidateTexts(authorization, bodyHash) is { } malformed)
        {
            return malformed;
        }

        var id = authorization.AccessKeyId.Span;
        var day = authorization.ScopeDate.Span;
        var region = authorization.Region.Span;
        var cached = keys.Find(id, day, region, Rules.Service, secret);
        var key = cached ?? SigningKey.Derive(id, day, region, Rules.Service, secret);
        if (!Matches(request, authorization, key, bodyHash))
        {
            return SigningErrors.SignatureDiffers;
        }

        // Only a proven signature earns a place, so that guesses cannot push other keys out.
        if (cached is null)
        {
            keys.Keep(key);
        }

        return null;
    }

    /// <summary>The second step for a service that was handed a derived key: null when its holder signed exactly this request, else the refusal.</summary>
    /// <param name="request">The request that <paramref name="authorization"/> was parsed from.</param>
    /// <param name="authorization">The claim.</param>
    /// <param name="key">The key of the claim's scope.</param>
    /// <param name="bodyHash">The SHA-256 of the body, 32 bytes: as received, or as the request says where it is compared later; of no meaning for other
    /// forms of <see cref="SigV4Authorization.Payload"/>.</param>
    public AwsError? VerifySignature(in SignedRequest request, in SigV4Authorization authorization, VendedKey key, ReadOnlySpan<byte> bodyHash)
    {
        ArgumentNullException.ThrowIfNull(key);
        return ValidateTexts(authorization, bodyHash)
            ?? (key.IsFor(authorization) && Matches(request, authorization, key.Key, bodyHash) ? null : SigningErrors.SignatureDiffers);
    }

    /// <summary>Does the work of verifying a signature for a key that does not exist, so that its refusal takes as long.</summary>
    public void VerifyDecoy(in SignedRequest request, in SigV4Authorization authorization, ReadOnlySpan<byte> bodyHash)
    {
        RequireHash(bodyHash);
        var key = SigningKey.Derive(DecoyId, authorization.ScopeDate.Span, authorization.Region.Span, Rules.Service, DecoySecret);
        _ = Matches(request, authorization, key, bodyHash);
    }

    /// <summary>Both steps with one look-up between them.</summary>
    /// <param name="request">The request as it arrived.</param>
    /// <param name="bodyHash">The SHA-256 of the body as received, 32 bytes.</param>
    /// <param name="now">The verifier's clock.</param>
    /// <param name="lookup">Finds the secret; its refusal is handed on, after as much work as a found secret costs.</param>
    public Result<SigV4Authorization> Verify(in SignedRequest request, ReadOnlySpan<byte> bodyHash, DateTimeOffset now, SecretLookup lookup)
    {
        var parsed = Parse(request, now);
        if (!parsed.Succeeded)
        {
            return parsed;
        }

        var authorization = parsed.Value;
        var found = lookup(authorization);
        if (!found.Succeeded)
        {
            VerifyDecoy(request, authorization, bodyHash);
            return found.Error;
        }

        return VerifySignature(request, authorization, found.Value, bodyHash) is { } refusal ? refusal : authorization;
    }

    /// <summary>What the verifier signs for comparison; it shows the session token, so it is for the one who sent the request.</summary>
    public SigningTexts Explain(in SignedRequest request, in SigV4Authorization authorization, ReadOnlySpan<byte> bodyHash)
    {
        RequireHash(bodyHash);
        return RequestSignature.Explain(request, authorization, bodyHash, Rules);
    }

    private static AwsError? ValidateTexts(in SigV4Authorization authorization, ReadOnlySpan<byte> bodyHash)
    {
        RequireHash(bodyHash);
        return authorization.PayloadHash is { } declared && !IsHexOf(declared, bodyHash) ? SigningErrors.BodyHashDiffers
            : !SigV4.IsHexadecimal(authorization.Signature.Span, SHA256.HashSizeInBytes * 2) ? SigningErrors.MalformedSignature
            : null;
    }

    private bool Matches(in SignedRequest request, in SigV4Authorization authorization, SigningKey key, ReadOnlySpan<byte> bodyHash)
    {
        Span<byte> calculated = stackalloc byte[SHA256.HashSizeInBytes];
        RequestSignature.Compute(
            request, authorization.Form, authorization.SignedHeaders.Span, authorization.Payload, bodyHash, authorization.SignedAt, authorization.Region.Span,
            Rules, key, calculated);
        return IsHexOf(authorization.Signature.Span, calculated);
    }

    /// <summary>Compares decoded bytes in constant time; text that is not 64 hexadecimal digits equals no hash.</summary>
    private static bool IsHexOf(ReadOnlySpan<char> text, ReadOnlySpan<byte> hash)
    {
        Span<byte> decoded = stackalloc byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(text, decoded, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == decoded.Length
            && CryptographicOperations.FixedTimeEquals(decoded, hash);
    }

    private static void RequireHash(ReadOnlySpan<byte> bodyHash) =>
        ArgumentOutOfRangeException.ThrowIfNotEqual(bodyHash.Length, SHA256.HashSizeInBytes, nameof(bodyHash));
}
