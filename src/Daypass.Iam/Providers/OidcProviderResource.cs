namespace Daypass.Iam.Providers;

/// <summary>An OpenID Connect provider, and the rules of its parts.</summary>
internal sealed class OidcProviderResource()
    : ProviderResource<OidcProvider>(IamResource.OidcProvider, static arn => $"OpenIDConnect Provider not found for arn {arn}")
{
    /// <summary>The only one.</summary>
    public static OidcProviderResource Instance { get; } = new();

    /// <summary>More client ids than a provider can have.</summary>
    public static AwsError TooManyClients => IamErrors.QuotaExceeded("ClientIdsPerOpenIdConnectProvider", OidcProvider.MostClientIds);

    /// <summary>The name of the provider with this URL.</summary>
    public static string NameOf(string url) => url.StartsWith("https://", StringComparison.Ordinal) ? url["https://".Length..] : url;

    /// <summary>Why a provider cannot have these thumbprints, or null. The sentence is AWS's with its arithmetic: five are allowed.</summary>
    public static AwsError? ValidateThumbprints(IReadOnlyList<string> thumbprints) =>
        thumbprints.Count > OidcProvider.MostThumbprints ? IamErrors.InvalidInput("Thumbprint list must contain fewer than 5 entries.") : null;

    /// <summary>Thumbprints in the form in which they are kept.</summary>
    public static string[] Lowered(IReadOnlyList<string> thumbprints) => [.. thumbprints.Select(static thumbprint => thumbprint.ToLowerInvariant())];
}
