using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.S3.Accounts;

/// <summary>Why a request is not proven.</summary>
/// <param name="Error">The refusal.</param>
/// <param name="Texts">What was signed for comparison; null where no signature was compared.</param>
internal sealed record RefusedProof(AwsError Error, SigningTexts? Texts);
