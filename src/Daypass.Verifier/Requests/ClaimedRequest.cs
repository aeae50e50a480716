using Daypass.Protocol.Signing;
using Daypass.Verifier.Callers;

namespace Daypass.Verifier.Requests;

/// <summary>A request whose claimed caller is known; its signature is not verified yet.</summary>
/// <param name="Signed">The request as it arrived.</param>
/// <param name="Authorization">What it claims.</param>
/// <param name="Caller">Whom it claims to come from.</param>
public readonly record struct ClaimedRequest(SignedRequest Signed, SigV4Authorization Authorization, KnownCaller Caller)
{
    /// <summary>True when the signature covers the hash of the body without the request saying which: the body has to be read first.</summary>
    public bool NeedsBody => Authorization is { Payload: PayloadForm.Hashed, PayloadHash: null };

    /// <summary>The ARN and nothing secret.</summary>
    public override string ToString() => Caller.ToString();
}
