using System.Collections.Concurrent;
using Daypass.Federation.Oidc.Providers;

namespace Daypass.Federation.Oidc.Keys;

/// <summary>The keys of all providers, by provider ARN, so that two accounts that registered one issuer never share what they trust.</summary>
internal sealed class KeyCache(IKeySource source, KeyLifetimes lifetimes, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ProviderKeys> _providers = new(StringComparer.Ordinal);

    /// <summary>How many providers' keys are held.</summary>
    internal int Count => _providers.Count;

    /// <summary>The keys of a provider; begun anew when its URL or thumbprints are no longer those the keys were fetched under.</summary>
    internal ProviderKeys GetOrAdd(OidcIssuer provider)
    {
        if (_providers.TryGetValue(provider.Arn, out var known))
        {
            if (TrustsSame(known.Provider, provider))
            {
                return known;
            }

            var renewed = new ProviderKeys(provider, source, lifetimes, time);
            return _providers.TryUpdate(provider.Arn, renewed, known) ? renewed : _providers.GetOrAdd(provider.Arn, renewed);
        }

        var added = _providers.GetOrAdd(provider.Arn, new ProviderKeys(provider, source, lifetimes, time));
        if (_providers.Count > lifetimes.Providers)
        {
            DropOldest(except: provider.Arn);
        }

        return added;
    }

    private static bool TrustsSame(OidcIssuer one, OidcIssuer other)
    {
        if (ReferenceEquals(one, other))
        {
            return true;
        }

        if (one.Url != other.Url || one.Thumbprints.Count != other.Thumbprints.Count)
        {
            return false;
        }

        for (var index = 0; index < one.Thumbprints.Count; index++)
        {
            if (one.Thumbprints[index] != other.Thumbprints[index])
            {
                return false;
            }
        }

        return true;
    }

    private void DropOldest(string except)
    {
        string? oldest = null;
        var lastUsed = DateTimeOffset.MaxValue;
        foreach (var (arn, keys) in _providers)
        {
            if (arn != except && keys.LastUsed < lastUsed)
            {
                (oldest, lastUsed) = (arn, keys.LastUsed);
            }
        }

        if (oldest is not null)
        {
            _providers.TryRemove(oldest, out _);
        }
    }
}
