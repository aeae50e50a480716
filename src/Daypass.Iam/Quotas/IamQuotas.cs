using Daypass.Policy.Validation;

namespace Daypass.Iam.Quotas;

/// <summary>How much an account may have; AWS's numbers unless the operator sets others. GetAccountSummary reports them.</summary>
public sealed record IamQuotas
{
    /// <summary>Users in an account.</summary>
    public int Users { get; init; } = 5000;

    /// <summary>Groups in an account.</summary>
    public int Groups { get; init; } = 300;

    /// <summary>Roles in an account.</summary>
    public int Roles { get; init; } = 1000;

    /// <summary>Customer managed policies in an account.</summary>
    public int Policies { get; init; } = 1500;

    /// <summary>Instance profiles in an account.</summary>
    public int InstanceProfiles { get; init; } = 1000;

    /// <summary>Access keys of a user or of root.</summary>
    public int AccessKeysPerUser { get; init; } = 2;

    /// <summary>Groups a user is in.</summary>
    public int GroupsPerUser { get; init; } = 10;

    /// <summary>Managed policies attached to a user.</summary>
    public int AttachedPoliciesPerUser { get; init; } = 10;

    /// <summary>Managed policies attached to a group.</summary>
    public int AttachedPoliciesPerGroup { get; init; } = 10;

    /// <summary>Managed policies attached to a role.</summary>
    public int AttachedPoliciesPerRole { get; init; } = 10;

    /// <summary>Versions of a managed policy.</summary>
    public int VersionsPerPolicy { get; init; } = 5;

    /// <summary>Tags of an entity.</summary>
    public int TagsPerEntity { get; init; } = 50;

    /// <summary>MFA devices of a user or of root.</summary>
    public int MfaDevicesPerUser { get; init; } = 8;

    /// <summary>SSH public keys of a user.</summary>
    public int SshPublicKeysPerUser { get; init; } = 5;

    /// <summary>Signing certificates of a user or of root.</summary>
    public int SigningCertificatesPerUser { get; init; } = 2;

    /// <summary>Server certificates in an account.</summary>
    public int ServerCertificates { get; init; } = 20;

    /// <summary>Credentials of a user for one service.</summary>
    public int CredentialsPerUserAndService { get; init; } = 2;

    /// <summary>SAML and OpenID Connect providers in an account, each kind for itself.</summary>
    public int Providers { get; init; } = 100;

    /// <summary>Resources of an account's own services that have a policy.</summary>
    public int ResourcePolicies { get; init; } = 1000;

    /// <summary>Sizes of policy documents.</summary>
    public PolicyQuotas Documents { get; init; } = PolicyQuotas.Default;
}
