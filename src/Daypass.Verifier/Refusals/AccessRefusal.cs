using Daypass.Protocol.Errors;

namespace Daypass.Verifier.Refusals;

/// <summary>What a service answers instead of what was asked for.</summary>
/// <param name="Error">Code, status and sentence.</param>
/// <param name="RequestId">The id under which the service's log has it.</param>
public sealed record AccessRefusal(AwsError Error, string RequestId)
{
    /// <summary>Why, for DecodeAuthorizationMessage in the caller's account; null where the server was not asked.</summary>
    public string? EncodedMessage { get; init; }
}
