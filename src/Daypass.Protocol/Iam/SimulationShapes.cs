using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Iam;

/// <summary>A condition key and its values.</summary>
[QueryInput]
public sealed partial record ContextEntry
{
    /// <summary>The condition key.</summary>
    [Length(5, 256)]
    public string? ContextKeyName { get; init; }

    /// <summary>The values.</summary>
    public IReadOnlyList<string> ContextKeyValues { get; init; } = [];

    /// <summary>The type of the values.</summary>
    [OneOf("string", "stringList", "numeric", "numericList", "boolean", "booleanList", "ip", "ipList", "binary", "binaryList", "date", "dateList")]
    public string? ContextKeyType { get; init; }
}

/// <summary>The control policies of one level of an organization.</summary>
[QueryInput]
public sealed partial record OrderedOrganizationPolicy
{
    /// <summary>The service control policies of the level.</summary>
    [PolicyDocument]
    public IReadOnlyList<string> ServiceControlPolicyInputList { get; init; } = [];
}

/// <summary>Which policies a simulation leaves out.</summary>
[QueryInput]
public sealed partial record PolicyIdentifier
{
    /// <summary>Every policy of this kind.</summary>
    [OneOf("scp", "permission-boundary", "aws-managed", "inline", "user-managed", "rcp")]
    public string? PolicyType { get; init; }

    /// <summary>The managed policies of this ARN.</summary>
    [IamArn]
    public string? PolicyArn { get; init; }

    /// <summary>One inline policy.</summary>
    public InlinePolicyIdentifier? InlinePolicyIdentifier { get; init; }
}

/// <summary>An inline policy and whose it is.</summary>
[QueryInput]
public sealed partial record InlinePolicyIdentifier
{
    /// <summary>The policy's name.</summary>
    [Length(1, 128), Pattern(Patterns.ExcludedName)]
    public string? PolicyName { get; init; }

    /// <summary>What has the policy.</summary>
    [OneOf("user", "role", "group")]
    public string? AttachmentType { get; init; }

    /// <summary>The name of what has it.</summary>
    [Length(1, 128), Pattern(Patterns.ExcludedName)]
    public string? AttachmentName { get; init; }
}

/// <summary>What the policies decide about one action.</summary>
[QueryOutput]
public sealed partial record EvaluationResult
{
    /// <summary>The action.</summary>
    public required string EvalActionName { get; init; }

    /// <summary>The resource.</summary>
    public string? EvalResourceName { get; init; }

    /// <summary>The decision.</summary>
    [EvaluationDecision]
    public required string EvalDecision { get; init; }

    /// <summary>The statements that decided.</summary>
    public IReadOnlyList<MatchedStatement>? MatchedStatements { get; init; }

    /// <summary>The condition keys the policies asked for and did not get.</summary>
    public IReadOnlyList<string>? MissingContextValues { get; init; }

    /// <summary>What the organisation's policies decide.</summary>
    public OrganizationsDecisionDetail? OrganizationsDecisionDetail { get; init; }

    /// <summary>What the permissions boundary decides.</summary>
    public PermissionsBoundaryDecisionDetail? PermissionsBoundaryDecisionDetail { get; init; }

    /// <summary>What each kind of policy decides.</summary>
    public IReadOnlyDictionary<string, string>? EvalDecisionDetails { get; init; }

    /// <summary>The decisions on each resource.</summary>
    public IReadOnlyList<ResourceSpecificResult>? ResourceSpecificResults { get; init; }
}

/// <summary>What the policies decide about one action on one resource.</summary>
[QueryOutput]
public sealed partial record ResourceSpecificResult
{
    /// <summary>The resource.</summary>
    public required string EvalResourceName { get; init; }

    /// <summary>The decision.</summary>
    [EvaluationDecision]
    public required string EvalResourceDecision { get; init; }

    /// <summary>The statements that decided.</summary>
    public IReadOnlyList<MatchedStatement>? MatchedStatements { get; init; }

    /// <summary>The condition keys the policies asked for and did not get.</summary>
    public IReadOnlyList<string>? MissingContextValues { get; init; }

    /// <summary>What each kind of policy decides.</summary>
    public IReadOnlyDictionary<string, string>? EvalDecisionDetails { get; init; }

    /// <summary>What the permissions boundary decides.</summary>
    public PermissionsBoundaryDecisionDetail? PermissionsBoundaryDecisionDetail { get; init; }
}

/// <summary>A statement that decided, and where it stands.</summary>
[QueryOutput]
public sealed partial record MatchedStatement
{
    /// <summary>The policy.</summary>
    public string? SourcePolicyId { get; init; }

    /// <summary>What kind of policy it is.</summary>
    [OneOf("user", "group", "role", "aws-managed", "user-managed", "resource", "none")]
    public string? SourcePolicyType { get; init; }

    /// <summary>Where the statement begins.</summary>
    public Position? StartPosition { get; init; }

    /// <summary>Where the statement ends.</summary>
    public Position? EndPosition { get; init; }
}

/// <summary>A place in a policy document.</summary>
[QueryOutput]
public sealed partial record Position
{
    /// <summary>The line, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>The column, from 1.</summary>
    public int? Column { get; init; }
}

/// <summary>What the organisation's policies decide.</summary>
[QueryOutput]
public sealed partial record OrganizationsDecisionDetail
{
    /// <summary>Whether they allow it.</summary>
    public bool? AllowedByOrganizations { get; init; }
}

/// <summary>What a permissions boundary decides.</summary>
[QueryOutput]
public sealed partial record PermissionsBoundaryDecisionDetail
{
    /// <summary>Whether it allows it.</summary>
    public bool? AllowedByPermissionsBoundary { get; init; }
}
