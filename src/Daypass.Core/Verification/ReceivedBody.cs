using System.Security.Cryptography;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Verification;

/// <summary>The body of a request that came to a service, as far as its signature is concerned.</summary>
/// <param name="Rules">How signatures for the service are verified.</param>
/// <param name="Hash">The SHA-256 to verify with: of the body, or what the request says of one that is still to be read.</param>
/// <param name="Check">What the service has to verify; null when it did not ask.</param>
/// <param name="Refusal">Why the request is not authenticated whoever signed it; null when that is not known yet.</param>
internal sealed record ReceivedBody(SigV4Rules Rules, ReadOnlyMemory<byte> Hash, BodyCheck? Check, AwsError? Refusal)
{
    private const string S3 = "s3";

    private static readonly byte[] HashOfNothing = SHA256.HashData([]);

    /// <summary>Reads what the service says of the body, and what the request does; refuses a question that cannot be answered.</summary>
    public static Result<ReceivedBody> Read(CheckAccessRequest input, in SignedRequest signed, DateTimeOffset now)
    {
        // A presigned request has its body uncovered at S3 alone.
        var takesForms = input.PayloadForms.Count > 0 && (input.SigningName == S3 || HasHeaderForm(signed));
        var rules = SigV4Rules.For(input.SigningName) with { AllowPayloadForms = takesForms };
        var received = new ReceivedBody(rules, input.BodySha256 is { } hex ? Convert.FromHexString(hex) : HashOfNothing, null, null);
        if (input is { BodyUnread: not true, PayloadForms.Count: 0 })
        {
            return received;
        }

        var claim = SigV4.Parse(signed, rules, now);
        if (!claim.Succeeded)
        {
            return received;
        }

        var (authorization, form) = (claim.Value, claim.Value.Payload);
        if (form == PayloadForm.Hashed)
        {
            return input.BodyUnread == true && authorization.PayloadHash is null && authorization.Form == AuthorizationForm.Header
                ? CommonErrors.ValidationError("The request does not say the hash of its body, so BodySha256 has to be given.")
                : received with { Hash = HashOf(input, authorization), Check = CheckOf(input, authorization) };
        }

        var word = form.ToText();
        return received with
        {
            Check = new BodyCheck
            {
                PayloadForm = word,
                SeedSignature = form.HasSignedChunks() ? authorization.SeedSignature : null,
                SignedAt = form.HasSignedChunks() ? authorization.SignedAtText : null,
                Scope = form.HasSignedChunks() ? $"{authorization.Day}/{authorization.Region}/{authorization.Service}/aws4_request" : null,
            },
            Refusal = input.PayloadForms.Contains(word) ? null : SigningErrors.UnhashedBody,
        };
    }

    private static ReadOnlyMemory<byte> HashOf(CheckAccessRequest input, in SigV4Authorization authorization) =>
        input.BodySha256 is { } received ? Convert.FromHexString(received)
        : input.BodyUnread == true && authorization.PayloadHash is { } declared ? Convert.FromHexString(declared)
        : HashOfNothing;

    private static BodyCheck CheckOf(CheckAccessRequest input, in SigV4Authorization authorization) => new()
    {
        PayloadForm = "SHA256",
        BodySha256 = input.BodySha256 ?? (input.BodyUnread == true && authorization.PayloadHash is { } declared
            ? declared
            : Convert.ToHexStringLower(HashOfNothing)),
    };

    private static bool HasHeaderForm(in SignedRequest signed)
    {
        foreach (var header in signed.Headers.Span)
        {
            if (header.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
