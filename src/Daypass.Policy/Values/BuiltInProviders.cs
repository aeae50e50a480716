namespace Daypass.Policy.Values;

/// <summary>The OIDC and OAuth providers that trust policies name without an ARN.</summary>
internal static class BuiltInProviders
{
    public static bool Contains(string name) => name is
        "accounts.google.com" or "www.amazon.com" or "graph.facebook.com" or "cognito-identity.amazonaws.com";
}
