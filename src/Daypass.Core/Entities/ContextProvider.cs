using System.Text.Json.Serialization;

namespace Daypass.Core.Entities;

/// <summary>Which claims or attributes of an identity provider stay with the sessions that come from it, as trusted context.</summary>
public sealed record ContextProvider
{
    /// <summary>How many further keys a provider has at most.</summary>
    public const int MostKeys = 10;

    /// <summary>The claim or attribute that is the subject.</summary>
    public required string SubjectSourceKey { get; init; }

    /// <summary>The claim or attribute that tells the kind of subject, or null.</summary>
    public string? SubjectTypeSourceKey { get; init; }

    /// <summary>The kind of every subject, such as <c>user</c>, or null; never together with <see cref="SubjectTypeSourceKey"/>.</summary>
    public string? SubjectTypeValue { get; init; }

    /// <summary>Further claims or attributes; no two targets are alike, whatever their case.</summary>
    public IReadOnlyList<ContextKeyDefinition> Keys { get; init; } = [];
}

/// <summary>A claim or attribute, and the condition key it becomes.</summary>
/// <param name="SourceKey">The claim or attribute.</param>
/// <param name="TargetKey">What stands after <c>aws:TransactionContext/IdentityProvider/</c>; null for the source key.</param>
public sealed record ContextKeyDefinition(string SourceKey, string? TargetKey)
{
    /// <summary>What stands after <c>aws:TransactionContext/IdentityProvider/</c>.</summary>
    [JsonIgnore] public string Target => TargetKey ?? SourceKey;
}
