namespace Daypass.Organizations.Operations;

/// <summary>What an operation acts on, as it was found when permission was asked for.</summary>
/// <param name="Organization">The organisation of the caller's account, or null.</param>
/// <param name="Manages">Whether the caller's account is the management account.</param>
/// <param name="Resources">What the request names, in its order; empty for who does not manage.</param>
internal readonly record struct OrganizationTarget(Organization? Organization, bool Manages, IReadOnlyList<OrganizationResource> Resources);

/// <summary>A root, unit, account or policy that a request names.</summary>
/// <param name="Id">As the request names it.</param>
/// <param name="Arn">Its ARN; of what is not there, the one it would have.</param>
internal sealed record OrganizationResource(string Id, string Arn)
{
    /// <summary>Where it is stored; null when it is not there, or is AWS's.</summary>
    public EntityKey? Key { get; init; }

    /// <summary>The version that was read.</summary>
    public long Version { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <summary>The policy, where it is one.</summary>
    public ControlPolicy? Policy { get; init; }
}
