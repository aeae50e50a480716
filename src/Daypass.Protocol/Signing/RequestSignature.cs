using System.Text;

namespace Daypass.Protocol.Signing;

/// <summary>From request to signature: canonical request, string to sign, HMAC. Signing and verifying both come through here.</summary>
internal static class RequestSignature
{
    /// <summary>The room a canonical request usually needs, session token included; longer ones go to the pool.</summary>
    private const int UsualRequest = 2048;
    private const int UsualStringToSign = 256;

    /// <summary>Writes the 32 bytes of the signature.</summary>
    public static void Compute(
        in SignedRequest request, AuthorizationForm form, ReadOnlySpan<char> signedHeaders, PayloadForm payload, ReadOnlySpan<byte> bodyHash,
        DateTimeOffset signedAt, ReadOnlySpan<char> region, SigV4Rules rules, SigningKey key, Span<byte> signature)
    {
        var canonical = new Utf8Buffer(stackalloc byte[UsualRequest]);
        var toSign = new Utf8Buffer(stackalloc byte[UsualStringToSign]);
        try
        {
            CanonicalRequest.Append(request, form, signedHeaders, payload, bodyHash, rules, ref canonical);
            StringToSign.Append(signedAt, region, rules.Service, canonical.Written, ref toSign);
            key.Sign(toSign.Written, signature);
        }
        finally
        {
            canonical.Dispose();
            toSign.Dispose();
        }
    }

    /// <summary>The texts on the way to the signature.</summary>
    public static SigningTexts Explain(in SignedRequest request, in SigV4Authorization authorization, ReadOnlySpan<byte> bodyHash, SigV4Rules rules)
    {
        var canonical = new Utf8Buffer(stackalloc byte[UsualRequest]);
        var toSign = new Utf8Buffer(stackalloc byte[UsualStringToSign]);
        try
        {
            CanonicalRequest.Append(request, authorization.Form, authorization.SignedHeaders.Span, authorization.Payload, bodyHash, rules, ref canonical);
            StringToSign.Append(authorization.SignedAt, authorization.Region.Span, rules.Service, canonical.Written, ref toSign);
            return new SigningTexts(Encoding.UTF8.GetString(canonical.Written), Encoding.UTF8.GetString(toSign.Written));
        }
        finally
        {
            canonical.Dispose();
            toSign.Dispose();
        }
    }
}
