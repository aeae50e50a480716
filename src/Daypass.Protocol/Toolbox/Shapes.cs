using Daypass.Protocol.Answers;
using Daypass.Protocol.Attributes;

namespace Daypass.Protocol.Toolbox;

/// <summary>What became of one access of a denied request.</summary>
[QueryOutput]
public sealed partial record Evaluation
{
    /// <summary>The action.</summary>
    [WireName("action")]
    public required string Action { get; init; }

    /// <summary>What it was about.</summary>
    [WireName("resource")]
    public required string Resource { get; init; }

    /// <summary>The condition keys of this access alone, such as the tags of its resource.</summary>
    [WireName("context")]
    public IReadOnlyDictionary<string, RawJson>? Context { get; init; }

    /// <summary><c>ALLOW</c>, <c>EXPLICIT_DENY</c> or <c>IMPLICIT_DENY</c>.</summary>
    [WireName("evaluatedEffect")]
    public string? EvaluatedEffect { get; init; }

    /// <summary>The policies in which a statement matched; none for an implicit denial.</summary>
    [WireName("matchedPolicies")]
    public IReadOnlyList<MatchedPolicy>? MatchedPolicies { get; init; }
}

/// <summary>A policy in which a statement matched.</summary>
[QueryOutput]
public sealed partial record MatchedPolicy
{
    /// <summary>Its uri in the list of policies.</summary>
    [WireName("uri")]
    public required string Uri { get; init; }

    /// <summary>The statements that matched.</summary>
    [WireName("matchedStatements")]
    public IReadOnlyList<StatementMatch>? MatchedStatements { get; init; }
}

/// <summary>A statement that matched.</summary>
[QueryOutput]
public sealed partial record StatementMatch
{
    /// <summary>Its id, when it has one.</summary>
    [WireName("sid")]
    public string? Sid { get; init; }

    /// <summary><c>ALLOW</c> or <c>DENY</c>.</summary>
    [WireName("evaluatedEffect")]
    public string? EvaluatedEffect { get; init; }
}

/// <summary>A policy that was looked at.</summary>
[QueryOutput]
public sealed partial record EvaluatedPolicy
{
    /// <summary>The kind of policy, such as <c>IDENTITY_BASED_POLICY</c>.</summary>
    [WireName("type")]
    public string? Type { get; init; }

    /// <summary>Whether it belongs to one entity alone.</summary>
    [WireName("inline")]
    public bool? Inline { get; init; }

    /// <summary>The ARN of a managed policy; for others an id that tells nothing.</summary>
    [WireName("uri")]
    public string? Uri { get; init; }

    /// <summary>What it is attached to, as far as that is known.</summary>
    [WireName("attachedTo")]
    public IReadOnlyList<AttachedTo>? AttachedTo { get; init; }
}

/// <summary>What a policy is attached to.</summary>
[QueryOutput]
public sealed partial record AttachedTo
{
    /// <summary>Its ARN.</summary>
    [WireName("arn")]
    public string? Arn { get; init; }
}
