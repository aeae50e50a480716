using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Iam;

/// <summary>A claim or attribute, or what it is called in a condition key.</summary>
[Length(1, 128), Pattern(Patterns.ContextKey)]
public sealed class ContextKeyAttribute : ShapeAttribute;

/// <summary>Which claims or attributes of an identity provider stay with sessions as trusted context.</summary>
[QueryInput, QueryOutput]
public sealed partial record ContextProviderShape
{
    /// <summary>The claim or attribute that is the subject.</summary>
    [ContextKey]
    public required string SubjectSourceKey { get; init; }

    /// <summary>The claim or attribute that tells the kind of subject.</summary>
    [ContextKey]
    public string? SubjectTypeSourceKey { get; init; }

    /// <summary>The kind of every subject, such as user or workload.</summary>
    [ContextKey]
    public string? SubjectTypeValue { get; init; }

    /// <summary>Further claims or attributes and the keys they become.</summary>
    [Count(0, 10)]
    public IReadOnlyList<ContextProviderKeyDefinition> KeyDefinitionList { get; init; } = [];
}

/// <summary>A claim or attribute, and the condition key it becomes.</summary>
[QueryInput, QueryOutput]
public sealed partial record ContextProviderKeyDefinition
{
    /// <summary>The claim or attribute.</summary>
    [ContextKey]
    public required string SourceKey { get; init; }

    /// <summary>What stands after aws:TransactionContext/IdentityProvider/; the source key when left out.</summary>
    [ContextKey]
    public string? TargetKey { get; init; }
}
