namespace Daypass.Mcp.Naming;

/// <summary>One role, user, group, policy or provider that a call names, by whatever parameter.</summary>
/// <param name="Kind">What it is; null for what a written policy reaches, which may be of any kind.</param>
/// <param name="Arn">Its ARN; with wildcards where it stands for several, and <c>*</c> for what cannot be known.</param>
internal sealed record NamedEntity(NamedKind? Kind, string Arn)
{
    /// <summary>True while only the name is known and the path may be another than the one in <see cref="Arn"/>.</summary>
    public bool LacksPath { get; init; }

    /// <summary>True for a policy that has no ARN of its own, because it is written into a user, group or role.</summary>
    public bool IsInline { get; init; }

    /// <summary>True when it is named inside a document that is written, not by the call itself.</summary>
    public bool IsInDocument { get; init; }

    /// <summary>The name alone.</summary>
    public string Name => Arn[(Arn.LastIndexOf('/') + 1)..];

    /// <summary>The ARN with room for any path.</summary>
    public string ArnWithAnyPath => Arn.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? $"{Arn[..slash]}/*/{Name}" : Arn;
}
