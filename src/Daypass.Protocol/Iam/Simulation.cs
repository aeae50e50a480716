using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>What both simulations ask beside the policies that are simulated.</summary>
public abstract record SimulatePolicyRequest : IPagedRequest
{
    /// <summary>The permissions boundary to evaluate with.</summary>
    [PolicyDocument]
    public IReadOnlyList<string> PermissionsBoundaryPolicyInputList { get; init; } = [];

    /// <summary>The actions to evaluate.</summary>
    [ActionName]
    public required IReadOnlyList<string> ActionNames { get; init; }

    /// <summary>The resources to evaluate; all by default.</summary>
    [ResourceName]
    public IReadOnlyList<string> ResourceArns { get; init; } = [];

    /// <summary>A policy of the resource.</summary>
    [PolicyDocument]
    public string? ResourcePolicy { get; init; }

    /// <summary>The ARN of the account that owns the resource.</summary>
    [ResourceName]
    public string? ResourceOwner { get; init; }

    /// <summary>The ARN of the principal that asks.</summary>
    [ResourceName]
    public string? CallerArn { get; init; }

    /// <summary>Condition keys and their values.</summary>
    public IReadOnlyList<ContextEntry> ContextEntries { get; init; } = [];

    /// <summary>The scenario of an EC2 request.</summary>
    [ResourceHandlingOption]
    public string? ResourceHandlingOption { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [MaxItems]
    public int? MaxItems { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Marker]
    public string? Marker { get; init; }

    /// <summary>Daypass only: the session policies of the caller, which form a union.</summary>
    [PolicyDocument]
    public IReadOnlyList<string> SessionPolicyInputList { get; init; } = [];

    /// <summary>Daypass only: the trust policy of the role that is the resource.</summary>
    [PolicyDocument]
    public string? TrustPolicy { get; init; }

    /// <summary>Daypass only: the scope down policies of the caller's session, first one first; each limits for itself.</summary>
    [PolicyDocument]
    public IReadOnlyList<string> ScopePolicyInputList { get; init; } = [];
}

/// <summary>Say what policies would decide.</summary>
[Operation("SimulateCustomPolicy", Service.Iam, Output = typeof(SimulatePolicyResponse), Errors = [ErrorCode.InvalidInput, ErrorCode.PolicyEvaluation])]
public sealed partial record SimulateCustomPolicyRequest : SimulatePolicyRequest
{
    /// <summary>Policy documents to evaluate.</summary>
    [PolicyDocument]
    public required IReadOnlyList<string> PolicyInputList { get; init; }

    /// <summary>The control policies of an organization, from its root to the account.</summary>
    public IReadOnlyList<OrderedOrganizationPolicy> OrderedOrganizationPolicyInputList { get; init; } = [];
}

/// <summary>What SimulateCustomPolicy and SimulatePrincipalPolicy answer.</summary>
[OperationOutput]
public sealed partial record SimulatePolicyResponse : PagedResponse
{
    /// <summary>One decision for each action and resource.</summary>
    public required IReadOnlyList<EvaluationResult> EvaluationResults { get; init; }
}

/// <summary>Say what the policies of a user, group or role would decide.</summary>
[Operation("SimulatePrincipalPolicy", Service.Iam, Output = typeof(SimulatePolicyResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.PolicyEvaluation])]
public sealed partial record SimulatePrincipalPolicyRequest : SimulatePolicyRequest
{
    /// <summary>The ARN of the user, group or role whose policies are evaluated.</summary>
    [IamArn]
    public required string PolicySourceArn { get; init; }

    /// <summary>Policy documents to evaluate.</summary>
    [PolicyDocument]
    public IReadOnlyList<string> PolicyInputList { get; init; } = [];

    /// <summary>Policies to leave out of what the principal has.</summary>
    public IReadOnlyList<PolicyIdentifier> PolicyExclusionList { get; init; } = [];
}

/// <summary>List the condition keys that policies mention.</summary>
[Operation("GetContextKeysForCustomPolicy", Service.Iam, Output = typeof(ContextKeysResponse), Errors = [ErrorCode.InvalidInput])]
public sealed partial record GetContextKeysForCustomPolicyRequest
{
    /// <summary>Policy documents to evaluate.</summary>
    [PolicyDocument]
    public required IReadOnlyList<string> PolicyInputList { get; init; }
}

/// <summary>What GetContextKeysForCustomPolicy and GetContextKeysForPrincipalPolicy answer.</summary>
[OperationOutput]
public sealed partial record ContextKeysResponse
{
    /// <summary>The condition keys the policies mention.</summary>
    public required IReadOnlyList<string> ContextKeyNames { get; init; }
}

/// <summary>List the condition keys that the policies of a user, group or role mention.</summary>
[Operation("GetContextKeysForPrincipalPolicy", Service.Iam, Output = typeof(ContextKeysResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record GetContextKeysForPrincipalPolicyRequest
{
    /// <summary>The ARN of the user, group or role whose policies are evaluated.</summary>
    [IamArn]
    public required string PolicySourceArn { get; init; }

    /// <summary>Policy documents to evaluate.</summary>
    [PolicyDocument]
    public IReadOnlyList<string> PolicyInputList { get; init; } = [];
}
