using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Say what policies would decide.</summary>
[Operation("SimulateCustomPolicy", Service.Iam, Output = typeof(SimulateCustomPolicyResponse), Errors = [ErrorCode.InvalidInput, ErrorCode.PolicyEvaluation])]
public sealed partial record SimulateCustomPolicyRequest
{
    /// <summary>Policy documents to evaluate.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public required IReadOnlyList<string> PolicyInputList { get; init; }

    /// <summary>The permissions boundary to evaluate with.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public IReadOnlyList<string> PermissionsBoundaryPolicyInputList { get; init; } = [];

    /// <summary>The actions to evaluate.</summary>
    [Length(3, 128)]
    public required IReadOnlyList<string> ActionNames { get; init; }

    /// <summary>The resources to evaluate; all by default.</summary>
    [Length(1, 2048)]
    public IReadOnlyList<string> ResourceArns { get; init; } = [];

    /// <summary>A policy of the resource.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public string? ResourcePolicy { get; init; }

    /// <summary>The ARN of the account that owns the resource.</summary>
    [Length(1, 2048)]
    public string? ResourceOwner { get; init; }

    /// <summary>The ARN of the principal that asks.</summary>
    [Length(1, 2048)]
    public string? CallerArn { get; init; }

    /// <summary>Condition keys and their values.</summary>
    public IReadOnlyList<ContextEntry> ContextEntries { get; init; } = [];

    /// <summary>The scenario of an EC2 request.</summary>
    [Length(1, 64)]
    public string? ResourceHandlingOption { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>Daypass only: the session policies of the caller, which form a union.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public IReadOnlyList<string> SessionPolicyInputList { get; init; } = [];

    /// <summary>Daypass only: the trust policy of the role that is the resource.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public string? TrustPolicy { get; init; }
}

/// <summary>What SimulateCustomPolicy answers.</summary>
[OperationOutput]
public sealed partial record SimulateCustomPolicyResponse
{
    /// <summary>One decision for each action and resource.</summary>
    public required IReadOnlyList<EvaluationResult> EvaluationResults { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Say what the policies of a user, group or role would decide.</summary>
[Operation("SimulatePrincipalPolicy", Service.Iam, Output = typeof(SimulatePrincipalPolicyResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.PolicyEvaluation])]
public sealed partial record SimulatePrincipalPolicyRequest
{
    /// <summary>The ARN of the user, group or role whose policies are evaluated.</summary>
    [Length(20, 2048)]
    public required string PolicySourceArn { get; init; }

    /// <summary>Policy documents to evaluate.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public IReadOnlyList<string> PolicyInputList { get; init; } = [];

    /// <summary>The permissions boundary to evaluate with.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public IReadOnlyList<string> PermissionsBoundaryPolicyInputList { get; init; } = [];

    /// <summary>The actions to evaluate.</summary>
    [Length(3, 128)]
    public required IReadOnlyList<string> ActionNames { get; init; }

    /// <summary>The resources to evaluate; all by default.</summary>
    [Length(1, 2048)]
    public IReadOnlyList<string> ResourceArns { get; init; } = [];

    /// <summary>A policy of the resource.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public string? ResourcePolicy { get; init; }

    /// <summary>The ARN of the account that owns the resource.</summary>
    [Length(1, 2048)]
    public string? ResourceOwner { get; init; }

    /// <summary>The ARN of the principal that asks.</summary>
    [Length(1, 2048)]
    public string? CallerArn { get; init; }

    /// <summary>Condition keys and their values.</summary>
    public IReadOnlyList<ContextEntry> ContextEntries { get; init; } = [];

    /// <summary>The scenario of an EC2 request.</summary>
    [Length(1, 64)]
    public string? ResourceHandlingOption { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>Daypass only: the session policies of the caller, which form a union.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public IReadOnlyList<string> SessionPolicyInputList { get; init; } = [];

    /// <summary>Daypass only: the trust policy of the role that is the resource.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public string? TrustPolicy { get; init; }
}

/// <summary>What SimulatePrincipalPolicy answers.</summary>
[OperationOutput]
public sealed partial record SimulatePrincipalPolicyResponse
{
    /// <summary>One decision for each action and resource.</summary>
    public required IReadOnlyList<EvaluationResult> EvaluationResults { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>List the condition keys that policies mention.</summary>
[Operation("GetContextKeysForCustomPolicy", Service.Iam, Output = typeof(GetContextKeysForCustomPolicyResponse), Errors = [ErrorCode.InvalidInput])]
public sealed partial record GetContextKeysForCustomPolicyRequest
{
    /// <summary>Policy documents to evaluate.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public required IReadOnlyList<string> PolicyInputList { get; init; }
}

/// <summary>What GetContextKeysForCustomPolicy answers.</summary>
[OperationOutput]
public sealed partial record GetContextKeysForCustomPolicyResponse
{
    /// <summary>The condition keys the policies mention.</summary>
    public required IReadOnlyList<string> ContextKeyNames { get; init; }
}

/// <summary>List the condition keys that the policies of a user, group or role mention.</summary>
[Operation("GetContextKeysForPrincipalPolicy", Service.Iam, Output = typeof(GetContextKeysForPrincipalPolicyResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record GetContextKeysForPrincipalPolicyRequest
{
    /// <summary>The ARN of the user, group or role whose policies are evaluated.</summary>
    [Length(20, 2048)]
    public required string PolicySourceArn { get; init; }

    /// <summary>Policy documents to evaluate.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public IReadOnlyList<string> PolicyInputList { get; init; } = [];
}

/// <summary>What GetContextKeysForPrincipalPolicy answers.</summary>
[OperationOutput]
public sealed partial record GetContextKeysForPrincipalPolicyResponse
{
    /// <summary>The condition keys the policies mention.</summary>
    public required IReadOnlyList<string> ContextKeyNames { get; init; }
}
