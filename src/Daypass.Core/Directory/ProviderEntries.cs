using Daypass.Core.Entities;
using Daypass.Core.Identity;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Directory;

/// <summary>An OpenID Connect provider ready to be asked about tokens.</summary>
public sealed class OidcProviderEntry(OidcProvider provider, string arn)
{
    /// <summary>The provider as stored.</summary>
    public OidcProvider Provider { get; } = provider;

    /// <summary>What the verifier needs of it.</summary>
    public OidcRegistration Registration { get; } = new()
    {
        Arn = arn,
        Url = "https://" + provider.Name,
        ClientIds = provider.ClientIds,
        Thumbprints = provider.Thumbprints,
        Switches = ProviderTags.Find(provider.Tags, ProviderSwitches.OidcTag),
        ContextProvider = provider.ContextProvider,
    };
}

/// <summary>A SAML provider ready to be asked about assertions; its private keys are in the clear here, in memory only.</summary>
public sealed class SamlProviderEntry(SamlProvider provider, SamlRegistration registration)
{
    private Reading? _reading;

    /// <summary>The provider as stored.</summary>
    public SamlProvider Provider { get; } = provider;

    /// <summary>The provider, its metadata read at the first question and kept.</summary>
    internal Result<ISamlTrust> Trust(ISamlTrusts trusts)
    {
        if (Volatile.Read(ref _reading) is not { } known)
        {
            Volatile.Write(ref _reading, known = new Reading(trusts.Read(registration)));
        }

        return known.Trust;
    }

    /// <summary>Never a key.</summary>
    public override string ToString() => registration.Arn;

    private sealed record Reading(Result<ISamlTrust> Trust);
}

/// <summary>Reads tags of providers.</summary>
internal static class ProviderTags
{
    /// <summary>The value of a tag, or null.</summary>
    public static string? Find(IReadOnlyList<EntityTag> tags, string key)
    {
        foreach (var tag in tags)
        {
            if (string.Equals(tag.Key, key, StringComparison.OrdinalIgnoreCase))
            {
                return tag.Value;
            }
        }

        return null;
    }
}
