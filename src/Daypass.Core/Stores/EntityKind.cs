namespace Daypass.Core.Stores;

/// <summary>What a stored entity is.</summary>
/// <remarks>INVARIANT: the numbers are in databases; append, never reuse or renumber (guarded by the storage contract tests).</remarks>
public enum EntityKind
{
    /// <summary>An account, its root and its settings; stored under itself.</summary>
    Account = 1,

    /// <summary>An IAM user.</summary>
    User = 2,

    /// <summary>An IAM group.</summary>
    Group = 3,

    /// <summary>An IAM role with its trust policy.</summary>
    Role = 4,

    /// <summary>A managed policy with its versions.</summary>
    ManagedPolicy = 5,

    /// <summary>An instance profile.</summary>
    InstanceProfile = 6,

    /// <summary>A long-term access key of a user or of an account's root; its name is the key id.</summary>
    AccessKey = 7,

    /// <summary>A virtual MFA device.</summary>
    MfaDevice = 8,

    /// <summary>An OpenID Connect identity provider.</summary>
    OidcProvider = 9,

    /// <summary>A SAML identity provider.</summary>
    SamlProvider = 10,

    /// <summary>A temporary delegation request.</summary>
    DelegationRequest = 11,

    /// <summary>An organisation, its members and its policies.</summary>
    Organization = 12,

    /// <summary>No entity: in the change feed it says that the key ring changed (account, name and id are empty).</summary>
    KeyRing = 13,

    /// <summary>An account's newest credential report.</summary>
    CredentialReport = 14,

    /// <summary>An SSH public key of a user; its name is the key id.</summary>
    SshPublicKey = 15,

    /// <summary>A signing certificate of a user or of an account's root; its name is the certificate id.</summary>
    SigningCertificate = 16,

    /// <summary>A server certificate with its private key.</summary>
    ServerCertificate = 17,

    /// <summary>A user's credential for one service; its name is the service and the name there.</summary>
    ServiceCredential = 18,

    /// <summary>A report of what somebody may use and used last.</summary>
    AccessReport = 19,

    /// <summary>An organisational unit; like the others of an organisation it stands under the organisation's id in the place of an account.</summary>
    OrganizationalUnit = 20,

    /// <summary>A service or resource control policy of an organisation.</summary>
    ControlPolicy = 21,

    /// <summary>What became of a request for an account in an organisation.</summary>
    AccountRequest = 22,

    /// <summary>A role template of an account, with its versions.</summary>
    RoleTemplate = 23,

    /// <summary>The policy of a resource of one of an account's own services; its name begins with what the resource is in.</summary>
    ResourcePolicy = 24,
}
