using Daypass.Gateway.S3.Accounts;
using Daypass.Protocol.Signing;
using Daypass.S3.Errors;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Adds to the refusal of a signature what S3 shows there.</summary>
internal static class RefusedClaims
{
    private const string WrongRegion = "' is wrong; expecting '";

    /// <summary>What is answered.</summary>
    /// <param name="refusal">The verifier's.</param>
    /// <param name="signed">The request.</param>
    /// <param name="region">The region that is expected; null for any.</param>
    /// <param name="now">Now.</param>
    public static S3Error Explain(RefusedProof refusal, in SignedRequest signed, string? region, DateTimeOffset now)
    {
        var told = SignatureErrors.Complete(refusal.Error, signed, now, refusal.Texts);
        return region is not null && told.Message.Contains(WrongRegion, StringComparison.Ordinal) ? told.With("Region", region) : told;
    }
}
