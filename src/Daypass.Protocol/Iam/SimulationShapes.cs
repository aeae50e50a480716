using Daypass.Protocol.Attributes;

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
