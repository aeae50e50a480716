using Daypass.Protocol.Answers;
using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Toolbox;

/// <summary>Show a policy as it was when a request was denied.</summary>
[Operation("GetRequestAuthorizationPolicy", Service.Toolbox, Output = typeof(GetRequestAuthorizationPolicyResponse),
    Http = "GET /authorization-details/{authorizationId}/policy",
    Errors = [ErrorCode.AccessDeniedException, ErrorCode.ResourceNotFound, ErrorCode.Validation, ErrorCode.InternalServer])]
public sealed partial record GetRequestAuthorizationPolicyRequest
{
    /// <summary>The authorization id that the denial gave.</summary>
    [WireName("authorizationId"), Length(1, 256), Pattern(Patterns.AuthorizationId)]
    public required string AuthorizationId { get; init; }

    /// <summary>The uri of the policy, as GetRequestAuthorizationDetails has it.</summary>
    [WireName("policyUri"), Length(1, 2048)]
    public required string PolicyUri { get; init; }
}

/// <summary>What GetRequestAuthorizationPolicy answers.</summary>
[OperationOutput]
public sealed partial record GetRequestAuthorizationPolicyResponse
{
    /// <summary>The document, as a JSON value and not as a string of one.</summary>
    [WireName("policyDocument")]
    public required RawJson PolicyDocument { get; init; }
}
