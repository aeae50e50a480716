namespace Daypass.Iam.Permissions;

/// <summary>The condition keys an action has beside the global ones and its resource's tags.</summary>
[Flags]
internal enum PermissionKeys
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>aws:RequestTag/…</c> and <c>aws:TagKeys</c>: tags the request passes.</summary>
    RequestTags = 1,

    /// <summary><c>aws:TagKeys</c>: keys of tags the request takes away.</summary>
    TagKeys = 2,

    /// <summary><c>iam:PermissionsBoundary</c>: the boundary the request sets, else the one the user or role has.</summary>
    Boundary = 4,

    /// <summary><c>iam:PolicyARN</c>: the managed policy the request attaches or detaches.</summary>
    PolicyArn = 8,

    /// <summary><c>iam:AWSServiceName</c>: the service a service-linked role is for.</summary>
    ServiceName = 16,

    /// <summary><c>iam:PassedToService</c>: the service that receives a role.</summary>
    PassedToService = 32,

    /// <summary><c>iam:ServiceSpecificCredentialServiceName</c>: the service a credential is for.</summary>
    CredentialService = 64,

    /// <summary><c>iam:ServiceSpecificCredentialAgeDays</c>: after how many days a credential for a service ends, when it does.</summary>
    CredentialAge = 128,

    /// <summary><c>iam:EnableIdentityPropagation</c> and <c>iam:ResourceIdentityProviderIssuers</c>: what the request does to a context provider.</summary>
    Propagation = 256,

    /// <summary><c>iam:AccountPropertyNamespaces</c>: the namespaces of the account properties that are read or set.</summary>
    PropertyNamespaces = 512,

    /// <summary><c>iam:OrganizationsPolicyId</c>: the service control policy a report is asked about.</summary>
    OrganizationsPolicy = 1024,
}

/// <summary>What policies call these keys.</summary>
internal static class PermissionKeyNames
{
    public const string ResourceAccount = "aws:ResourceAccount";
    public const string ResourceTag = "aws:ResourceTag/";
    public const string IamResourceTag = "iam:ResourceTag/";
    public const string RequestTag = "aws:RequestTag/";
    public const string TagKeys = "aws:TagKeys";
    public const string Boundary = "iam:PermissionsBoundary";
    public const string PolicyArn = "iam:PolicyARN";
    public const string ServiceName = "iam:AWSServiceName";
    public const string PassedToService = "iam:PassedToService";
    public const string CredentialService = "iam:ServiceSpecificCredentialServiceName";
    public const string CredentialAge = "iam:ServiceSpecificCredentialAgeDays";
    public const string Propagation = "iam:EnableIdentityPropagation";
    public const string Issuers = "iam:ResourceIdentityProviderIssuers";
    public const string PropertyNamespaces = "iam:AccountPropertyNamespaces";
    public const string OrganizationsPolicy = "iam:OrganizationsPolicyId";
    public const string RoleTemplateArn = "iam:RoleTemplateARN";

    /// <summary>The names of a permission's keys, in the order of their names.</summary>
    public static IReadOnlyList<string> For(IamPermission permission)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Add(PermissionKeys.RequestTags, RequestTag + "${TagKey}");
        Add(PermissionKeys.RequestTags | PermissionKeys.TagKeys, TagKeys);
        Add(PermissionKeys.Boundary, Boundary);
        Add(PermissionKeys.PolicyArn, PolicyArn);
        Add(PermissionKeys.ServiceName, ServiceName);
        Add(PermissionKeys.PassedToService, PassedToService);
        Add(PermissionKeys.CredentialService, CredentialService);
        Add(PermissionKeys.CredentialAge, CredentialAge);
        Add(PermissionKeys.Propagation, Propagation);
        if (permission.On == IamResource.OidcProvider)
        {
            Add(PermissionKeys.Propagation, Issuers);
        }

        Add(PermissionKeys.PropertyNamespaces, PropertyNamespaces);
        Add(PermissionKeys.OrganizationsPolicy, OrganizationsPolicy);
        if (permission.Scope is IamScope.Existing or IamScope.ByArn)
        {
            if (permission.On.IsTagged)
            {
                names.Add(ResourceTag + "${TagKey}");
            }

            if (permission.On.HasIamTags)
            {
                names.Add(IamResourceTag + "${TagKey}");
            }
        }

        return [.. names];

        void Add(PermissionKeys keys, string name)
        {
            if ((permission.Keys & keys) != 0)
            {
                names.Add(name);
            }
        }
    }
}
