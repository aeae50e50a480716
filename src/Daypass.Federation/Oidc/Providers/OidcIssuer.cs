using System.Runtime.CompilerServices;
using Daypass.Core.Entities;
using Daypass.Core.Identity;
using Daypass.Federation.Oidc.Tokens;

namespace Daypass.Federation.Oidc.Providers;

/// <summary>An OpenID Connect identity provider as tokens are judged by it: its registration with the switches of its tag read.</summary>
internal sealed record OidcIssuer
{
    // A registration is one object for as long as the directory keeps it, and its switches are read once in that time.
    private static readonly ConditionalWeakTable<OidcRegistration, OidcIssuer> Known = [];

    /// <summary>The ARN; also the key under which its signing keys are cached.</summary>
    public required string Arn { get; init; }

    /// <summary>The issuer, beginning with <c>https://</c>; compared with a token's <c>iss</c> character by character.</summary>
    public required string Url { get; init; }

    /// <summary>The audiences whose tokens are accepted.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    /// <summary>SHA-1 thumbprints, 40 hexadecimal digits, of certificates trusted for this provider besides the roots in use.</summary>
    public IReadOnlyList<string> Thumbprints { get; init; } = [];

    /// <summary>True asks for a registered audience in <c>aud</c> even when <c>azp</c> is registered; AWS looks at <c>azp</c> alone.</summary>
    public bool RequireRegisteredAudience { get; init; }

    /// <summary>The signature algorithms accepted from this provider; empty means all six that AWS accepts.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = [];

    /// <summary>What of its tokens stays with sessions as trusted context; null when nothing does.</summary>
    public ContextProvider? ContextProvider { get; init; }

    /// <summary>The provider of a registration; null when its tag has a word that is not known.</summary>
    internal static OidcIssuer? FromRegistration(OidcRegistration registration)
    {
        if (!Known.TryGetValue(registration, out var provider) && (provider = Create(registration)) is not null)
        {
            Known.TryAdd(registration, provider);
        }

        return provider;
    }

    private static OidcIssuer? Create(OidcRegistration registration)
    {
        var requiresAudience = false;
        var algorithms = new List<string>();
        var isRead = ProviderSwitch.ReadAll(registration.Switches, (name, value) =>
        {
            switch (name)
            {
                case "strict-audience" when value is null:
                    return requiresAudience = true;
                case "algorithm" when JwsAlgorithm.Find(value) is { } algorithm:
                    algorithms.Add(algorithm.Name);
                    return true;
                default:
                    return false;
            }
        });
        return isRead
            ? new OidcIssuer
            {
                Arn = registration.Arn,
                Url = registration.Url,
                ClientIds = registration.ClientIds,
                Thumbprints = registration.Thumbprints,
                RequireRegisteredAudience = requiresAudience,
                Algorithms = algorithms,
                ContextProvider = registration.ContextProvider,
            }
            : null;
    }
}
