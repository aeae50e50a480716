namespace Daypass.Worlds.Kinds;

/// <summary>All kinds of entities a world has.</summary>
internal static class WorldKinds
{
    /// <summary>Organisations.</summary>
    public static OrganizationKind Organizations { get; } = new();

    /// <summary>Units of organisations.</summary>
    public static OrganizationalUnitKind Units { get; } = new();

    /// <summary>Control policies of organisations.</summary>
    public static ControlPolicyKind ControlPolicies { get; } = new();

    /// <summary>Accounts without what is in them.</summary>
    public static AccountKind Accounts { get; } = new();

    /// <summary>Managed policies, an account's own and those of every account.</summary>
    public static ManagedPolicyKind Policies { get; } = new();

    /// <summary>The lists of an account in the order they are exported. What others refer to comes first: then a reader has nothing to remember.</summary>
    public static IReadOnlyList<(string List, WorldKind Kind)> OfAccount { get; } =
    [
        ("policies", Policies),
        ("groups", new GroupKind()),
        ("users", new UserKind()),
        ("roles", new RoleKind()),
        ("instanceProfiles", new InstanceProfileKind()),
        ("oidcProviders", new OidcProviderKind()),
        ("samlProviders", new SamlProviderKind()),
        ("resourcePolicies", new ResourcePolicyKind()),
        ("mfaDevices", new MfaDeviceKind()),
    ];

    private static readonly Dictionary<Type, WorldKind> ByElement =
        OfAccount.Select(static each => each.Kind).Append(Organizations).Append(Units).Append(ControlPolicies).Append(Accounts)
            .ToDictionary(static kind => kind.ElementType);

    /// <summary>The kind of an element.</summary>
    public static WorldKind For(object element) => ByElement[element.GetType()];
}
