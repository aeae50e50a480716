using Daypass.Gateway.S3.Settings;

namespace Daypass.Gateway.S3.Buckets;

/// <summary>Finds whose a bucket is: by the rules of the file, the narrowest first, and then among those made through the gateway. What is in neither is not
/// there for anybody, whatever the store has.</summary>
internal sealed class BucketMap
{
    private readonly Dictionary<string, BucketPlace> _named = new(StringComparer.Ordinal);
    private readonly List<BucketRule> _prefixes;

    /// <summary>With the rules of the file.</summary>
    /// <param name="settings">The rules.</param>
    /// <param name="registry">The buckets made through the gateway; null when none can be made.</param>
    public BucketMap(BucketSettings settings, BucketRegistry? registry)
    {
        Registry = registry;
        foreach (var rule in settings.Rules.Where(static rule => !rule.IsPrefix))
        {
            _named.Add(rule.Name, new BucketPlace(rule.Name, rule.Account, rule.Store, rule.NameInStore ?? rule.Name));
        }

        _prefixes = [.. settings.Rules.Where(static rule => rule.IsPrefix).OrderByDescending(static rule => rule.Name.Length)];
    }

    /// <summary>The buckets made through the gateway; null when none can be made.</summary>
    public BucketRegistry? Registry { get; }

    /// <summary>The bucket of a name; null when there is none.</summary>
    public BucketPlace? Find(string name)
    {
        if (_named.TryGetValue(name, out var named))
        {
            return named;
        }

        if (Registry?.Find(name) is { } made)
        {
            return new BucketPlace(made.Name, made.Account, made.Store, made.Name);
        }

        foreach (var rule in _prefixes)
        {
            // A bucket that has another name here is not there by its own name as well.
            if (rule.Matches(name) && !IsRenamed(rule.Store, name))
            {
                return new BucketPlace(name, rule.Account, rule.Store, name);
            }
        }

        return null;
    }

    /// <summary>What clients call a bucket of a store; null when they cannot reach it.</summary>
    public BucketPlace? FindInStore(string store, string nameInStore)
    {
        foreach (var place in _named.Values)
        {
            if (place.Store == store && place.NameInStore == nameInStore)
            {
                return place;
            }
        }

        return Find(nameInStore) is { } found && found.Store == store && found.NameInStore == nameInStore ? found : null;
    }

    /// <summary>Whether a store may have buckets of an account.</summary>
    public bool MayHold(string store, string account)
    {
        foreach (var place in _named.Values)
        {
            if (place.Store == store && place.Account == account)
            {
                return true;
            }
        }

        foreach (var rule in _prefixes)
        {
            if (rule.Store == store && rule.Account == account)
            {
                return true;
            }
        }

        return Registry?.All.Any(made => made.Store == store && made.Account == account) == true;
    }

    private bool IsRenamed(string store, string name)
    {
        foreach (var place in _named.Values)
        {
            if (place.Store == store && place.NameInStore == name && place.Name != name)
            {
                return true;
            }
        }

        return false;
    }
}
