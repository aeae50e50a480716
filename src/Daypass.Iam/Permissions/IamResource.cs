namespace Daypass.Iam.Permissions;

/// <summary>A kind of resource that IAM's actions act on (Service Authorization Reference, "Resource types defined by AWS IAM").</summary>
/// <param name="Type">The word in its ARN; empty for actions without a resource.</param>
/// <param name="Name">How the reference writes the name in its ARN.</param>
/// <param name="IsTagged">Whether its tags are condition keys <c>aws:ResourceTag/…</c>.</param>
/// <param name="HasIamTags">Whether they are <c>iam:ResourceTag/…</c> too.</param>
internal sealed record IamResource(string Type, string Name, bool IsTagged, bool HasIamTags = false)
{
    /// <summary>Actions on the account as a whole.</summary>
    public static readonly IamResource Account = new("", "", false);

    public static readonly IamResource User = new("user", "UserNameWithPath", true, true);

    public static readonly IamResource Group = new("group", "GroupNameWithPath", false);

    public static readonly IamResource Role = new("role", "RoleNameWithPath", true, true);

    public static readonly IamResource Policy = new("policy", "PolicyNameWithPath", true);

    public static readonly IamResource InstanceProfile = new("instance-profile", "InstanceProfileNameWithPath", true);

    public static readonly IamResource ServerCertificate = new("server-certificate", "CertificateNameWithPath", true);

    public static readonly IamResource MfaDevice = new("mfa", "MfaTokenIdWithPath", true);

    public static readonly IamResource OidcProvider = new("oidc-provider", "OidcProviderName", true);

    public static readonly IamResource SamlProvider = new("saml-provider", "SamlProviderName", true);

    public static readonly IamResource DelegationRequest = new("delegation-request", "DelegationRequestId", false);

    public static readonly IamResource RoleTemplate = new("role-template", "TemplateNameWithPath", false);

    /// <summary>A report on the part of an organisation that has this path.</summary>
    public static readonly IamResource AccessReport = new("access-report", "EntityPath", false);

    /// <summary>A user, group or role named by its ARN.</summary>
    public static readonly IamResource Principal = new("{user|group|role}", "NameWithPath", false);

    /// <summary>A user, group, role or policy named by its ARN.</summary>
    public static readonly IamResource Reported = new("{user|group|role|policy}", "NameWithPath", false);

    /// <summary>The kind of resource that entities of a kind are.</summary>
    public static IamResource For(EntityKind kind) => kind switch
    {
        EntityKind.User => User,
        EntityKind.Group => Group,
        EntityKind.Role => Role,
        EntityKind.ManagedPolicy => Policy,
        EntityKind.InstanceProfile => InstanceProfile,
        EntityKind.MfaDevice => MfaDevice,
        EntityKind.ServerCertificate => ServerCertificate,
        EntityKind.OidcProvider => OidcProvider,
        EntityKind.SamlProvider => SamlProvider,
        EntityKind.DelegationRequest => DelegationRequest,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No action of IAM acts on entities of this kind by their names."),
    };

    /// <summary>The ARN with its variables, as the reference writes it.</summary>
    public string Template => Type.Length == 0 ? "*" : $"arn:${{Partition}}:iam::${{Account}}:{Type}/${{{Name}}}";
}

/// <summary>Which resource of its kind an action is asked about.</summary>
internal enum IamScope
{
    /// <summary>None: the resource is <c>*</c>.</summary>
    Account,

    /// <summary>The one the request names, with the path it has.</summary>
    Existing,

    /// <summary>The one the request would make, with the path it asks for.</summary>
    New,

    /// <summary>All whose path begins as the request says.</summary>
    Listed,

    /// <summary>The one whose ARN the request gives.</summary>
    ByArn,
}
