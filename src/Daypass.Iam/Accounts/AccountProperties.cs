namespace Daypass.Iam.Accounts;

/// <summary>What can be switched on in an account, by namespace and name.</summary>
internal static class AccountProperties
{
    private const string RoleManager = "RoleManager";
    private const string Enabled = RoleManager + "/Enabled";

    /// <summary>Every namespace there is.</summary>
    public static IReadOnlyList<string> Namespaces { get; } = [RoleManager];

    /// <summary>The properties of an account.</summary>
    public static IReadOnlyDictionary<string, string> Of(Account account) =>
        new Dictionary<string, string> { [Enabled] = account.RoleManager ? "true" : "false" };

    /// <summary>The namespaces of a request's properties, each once; what has none is refused later.</summary>
    public static IReadOnlyList<string> NamespacesOf(IReadOnlyDictionary<string, string> properties) =>
        [.. properties.Keys.Where(static key => key.Contains('/')).Select(NamespaceOf).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a request would switch Role Manager on, which also makes its role.</summary>
    public static bool SwitchesOn(IReadOnlyDictionary<string, string> properties) => properties.GetValueOrDefault(Enabled) == "true";

    /// <summary>What is wrong with the properties of a request, or null.</summary>
    public static AwsError? Validate(IReadOnlyDictionary<string, string> properties)
    {
        foreach (var key in properties.Keys)
        {
            if (!key.Contains('/'))
            {
                return IamErrors.InvalidInput($"Property key must be in format Namespace/PropertyName: {key}");
            }
        }

        var namespaces = NamespacesOf(properties);
        return namespaces.Count > 1 ? IamErrors.InvalidInput("All properties must belong to the same namespace")
            : namespaces is not [RoleManager] ? IamErrors.InvalidInput($"Unsupported namespace: {namespaces[0]}")
            : !properties.TryGetValue(Enabled, out var value) ? IamErrors.InvalidInput("RoleManager namespace requires Enabled property")
            : value is not ("true" or "false") ? IamErrors.InvalidInput("Enabled must be 'true' or 'false'")
            : null;
    }

    private static string NamespaceOf(string key) => key[..key.IndexOf('/')];
}
