using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Verification;

/// <summary>Ask, as a service, who signed a request that came to it and whether they may do what they ask for.</summary>
/// <remarks>Daypass's own: AWS keeps this to its own services. The request is passed on as it arrived, so that its signature can be verified.</remarks>
[Operation("CheckAccess", Service.Verification, Output = typeof(CheckAccessResponse))]
public sealed partial record CheckAccessRequest : IAccessQuestion
{
    /// <summary>The method of the request that came to the service, as on the wire.</summary>
    [Length(1, 16)]
    public required string Method { get; init; }

    /// <summary>Its target, raw: path and query as they arrived, neither decoded nor normalised. A presigned one holds a signature.</summary>
    [Length(1, 16384), Sensitive]
    public required string Target { get; init; }

    /// <summary>All its headers, in order, a repeated one repeated.</summary>
    [Count(1, 100)]
    public required IReadOnlyList<RequestHeader> Headers { get; init; }

    /// <summary>The SHA-256 of the body that the service received, in lower-case hexadecimal; that of no body when left out.</summary>
    [Length(64, 64), Pattern("[0-9a-f]*")]
    public string? BodySha256 { get; init; }

    /// <summary>The service name that callers sign for; neither <c>sts</c> nor <c>iam</c> nor <c>daypass</c>.</summary>
    [Length(1, 64), Pattern("[0-9a-z-]*")]
    public required string SigningName { get; init; }

    /// <summary>What the request asks for, <c>service:Name</c>.</summary>
    [Length(3, 256), Pattern("[0-9A-Za-z:-]*")]
    public required string RequestedAction { get; init; }

    /// <summary>The ARN of what it asks for it on: without an account, or of the account that asks.</summary>
    [Length(1, 2048), Pattern(Patterns.StsArn)]
    public required string Resource { get; init; }

    /// <summary>Where the request came from, the value of <c>aws:SourceIp</c>; there is no such key when it is left out.</summary>
    [Length(2, 45), Pattern("[0-9A-Fa-f.:]*")]
    public string? SourceIp { get; init; }

    /// <summary>Whether it came over TLS, the value of <c>aws:SecureTransport</c>; false when left out.</summary>
    public bool? SecureTransport { get; init; }

    /// <summary>Condition keys of the service's own: each begins with the service of the action, or is <c>aws:ResourceTag/…</c>, <c>aws:RequestTag/…</c> or
    /// <c>aws:TagKeys</c>.</summary>
    [Count(0, 100)]
    public IReadOnlyList<ServiceKey> ServiceKeys { get; init; } = [];

    /// <summary>What else the same request asks for; decided likewise, in order.</summary>
    [Count(0, 99)]
    public IReadOnlyList<FurtherQuestion> FurtherQuestions { get; init; } = [];

    /// <summary>True when the body is still to be read: the hash that the request says is taken, and told in the answer. <c>BodySha256</c> is left out
    /// then.</summary>
    public bool? BodyUnread { get; init; }

    /// <summary>Forms of a body beside its hash that the service verifies itself, as <c>x-amz-content-sha256</c> names them. None when left out.</summary>
    [Count(0, 4), OneOf(
        "UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    public IReadOnlyList<string> PayloadForms { get; init; } = [];

    /// <summary>Whether a request that claims no signer is decided, by the policies of the resource alone; false when left out.</summary>
    public bool? AllowAnonymous { get; init; }
}

/// <summary>One more question about the same request.</summary>
[QueryInput]
public sealed partial record FurtherQuestion
{
    /// <summary>What the request asks for, <c>service:Name</c>.</summary>
    [Length(3, 256), Pattern("[0-9A-Za-z:-]*")]
    public required string RequestedAction { get; init; }

    /// <summary>The ARN of what it asks for it on: without an account, or of the account that asks.</summary>
    [Length(1, 2048), Pattern(Patterns.StsArn)]
    public required string Resource { get; init; }

    /// <summary>Condition keys of this question alone; those of the request's own first question do not count for it.</summary>
    [Count(0, 100)]
    public IReadOnlyList<ServiceKey> ServiceKeys { get; init; } = [];
}

/// <summary>What CheckAccess and CheckServiceCredential answer.</summary>
[OperationOutput]
public sealed partial record CheckAccessResponse
{
    /// <summary><c>allowed</c>, <c>implicitDeny</c>, <c>explicitDeny</c>, or <c>unauthenticated</c> when the request is not authenticated.</summary>
    public required string Decision { get; init; }

    /// <summary>The ARN of the signer; absent when the request is not authenticated.</summary>
    public string? CallerArn { get; init; }

    /// <summary>Their <c>aws:userid</c>.</summary>
    public string? CallerUserId { get; init; }

    /// <summary>Their account.</summary>
    public string? CallerAccount { get; init; }

    /// <summary>The error code to answer the caller with; absent when allowed.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The HTTP status to answer the caller with; absent when allowed.</summary>
    public int? ErrorStatus { get; init; }

    /// <summary>The sentence to answer the caller with.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Why it was denied, for DecodeAuthorizationMessage in the caller's account; absent unless a proven caller was denied.</summary>
    public string? EncodedAuthorizationMessage { get; init; }

    /// <summary>The id under which iam-toolbox shows what was evaluated, each of the two accounts its own half; absent unless a proven caller was
    /// denied.</summary>
    public string? AuthorizationId { get; init; }

    /// <summary>What became of the further questions, in their order; absent when there were none or the request is not authenticated.</summary>
    public IReadOnlyList<FurtherDecision>? FurtherDecisions { get; init; }

    /// <summary>What the service has to hold the body against; present when it said <c>BodyUnread</c> or <c>PayloadForms</c> and the request is
    /// authenticated.</summary>
    public BodyCheck? BodyCheck { get; init; }
}

/// <summary>The decision of one further question.</summary>
[QueryOutput]
public sealed partial record FurtherDecision
{
    /// <summary><c>allowed</c>, <c>implicitDeny</c> or <c>explicitDeny</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>The error code to answer the caller with; absent when allowed.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The HTTP status to answer the caller with; absent when allowed.</summary>
    public int? ErrorStatus { get; init; }

    /// <summary>The sentence to answer the caller with.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The id under which iam-toolbox shows what was evaluated.</summary>
    public string? AuthorizationId { get; init; }
}

/// <summary>What the signature says of the body, for the service to verify while it reads it.</summary>
[QueryOutput]
public sealed partial record BodyCheck
{
    /// <summary><c>SHA256</c>, or one of the forms that <c>PayloadForms</c> named.</summary>
    public required string PayloadForm { get; init; }

    /// <summary>The SHA-256 that the body has to have, in lower-case hexadecimal; absent for other forms.</summary>
    public string? BodySha256 { get; init; }

    /// <summary>Of signed chunks: the signature with which their chain begins. The key is the one of GetSigningKey for this scope.</summary>
    public string? SeedSignature { get; init; }

    /// <summary>Of signed chunks: the time in their strings to sign, <c>yyyyMMddTHHmmssZ</c>.</summary>
    public string? SignedAt { get; init; }

    /// <summary>Of signed chunks: the scope in their strings to sign.</summary>
    public string? Scope { get; init; }
}

/// <summary>One header of a request that came to a service.</summary>
[QueryInput]
public sealed partial record RequestHeader
{
    /// <summary>The name.</summary>
    [Length(1, 256)]
    public required string Name { get; init; }

    /// <summary>The value; it may be a signature or a session token.</summary>
    [Length(0, 32768), Sensitive]
    public required string Value { get; init; }
}

/// <summary>A condition key with its value.</summary>
[QueryInput]
public sealed partial record ServiceKey
{
    /// <summary>The key, <c>service:name</c>.</summary>
    [Length(3, 256)]
    public required string Name { get; init; }

    /// <summary>The value.</summary>
    [Length(0, 2048)]
    public required string Value { get; init; }

    /// <summary>Whether the key is a list, for ForAllValues and ForAnyValue: then each of its values is named with the key; false when left out.</summary>
    public bool? IsList { get; init; }
}
