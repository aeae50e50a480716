using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Signing;

/// <summary>
/// The signature in a browser's form, which covers the policy in it and nothing else (Amazon S3 API Reference, "Browser-Based Uploads Using POST").
/// </summary>
public static class FormSignature
{
    /// <summary>A key is good for a day; who signs forms ahead cannot sign further than presigned requests reach.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(7);

    /// <summary>What the fields of a form claim, or the refusal. How long the form is good for stands in its policy.</summary>
    /// <param name="credential">The field <c>x-amz-credential</c>.</param>
    /// <param name="date">The field <c>x-amz-date</c>.</param>
    /// <param name="signature">The field <c>x-amz-signature</c>.</param>
    /// <param name="token">The field <c>x-amz-security-token</c>, or null.</param>
    /// <param name="rules">What is expected.</param>
    /// <param name="now">The verifier's clock.</param>
    public static Result<SigV4Authorization> Parse(
        string credential, string date, string signature, string? token, SigV4Rules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (!CredentialScope.TryParse(credential.AsMemory(), out var scope))
        {
            return SigningErrors.MalformedCredential(credential);
        }

        if (!SignatureTime.TryParse(date, out var signedAt))
        {
            return SigningErrors.MalformedDate(date);
        }

        if (signedAt - now > rules.Window)
        {
            return SigningErrors.NotYetCurrent(signedAt, now, rules.Window);
        }

        return now - signedAt > Oldest ? SigningErrors.Expired(signedAt, now, Oldest)
            : scope.Validate(rules, signedAt) is { } foreign ? foreign
            : new SigV4Authorization
            {
                Form = AuthorizationForm.Query,
                AccessKeyId = scope.AccessKeyId,
                ScopeDate = scope.Day,
                Region = scope.Region,
                Service = scope.Service,
                SessionToken = token,
                SignedAt = signedAt,
                Signature = signature.AsMemory(),
                Payload = PayloadForm.Unsigned,
            };
    }

    /// <summary>Whether the holder of the key signed this policy.</summary>
    /// <param name="authorization">What the form claims.</param>
    /// <param name="key">The key of its scope.</param>
    /// <param name="policy">The field <c>policy</c> as it arrived.</param>
    public static bool Verify(in SigV4Authorization authorization, VendedKey key, string policy)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> calculated = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> sent = stackalloc byte[SHA256.HashSizeInBytes];
        key.Key.Sign(Encoding.UTF8.GetBytes(policy), calculated);
        var signature = authorization.Signature.Span;
        return key.IsFor(authorization) && SigV4.IsHexadecimal(signature, SHA256.HashSizeInBytes * 2)
            && Convert.FromHexString(signature, sent, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(calculated, sent);
    }
}
