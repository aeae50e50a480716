using Daypass.Protocol.Sts;

namespace Daypass.Iam.Providers;

/// <summary>What the operations on OpenID Connect and on SAML providers have in common.</summary>
internal static class ProviderRecords
{
    /// <summary>The most providers of a kind; AWS lists them without pages.</summary>
    private const int MostListed = 1000;

    /// <summary>All of the caller's account, in the order of their names.</summary>
    public static async ValueTask<List<TEntry>> ListProviders<T, TEntry>(this IamServices iam, Func<T, TEntry> show, OperationContext context)
        where T : class, IEntity<T>
    {
        var entries = new List<TEntry>();
        foreach (var provider in await iam.Store.List<T>(context.Caller.Account, "/", "", MostListed, context.Cancelled))
        {
            entries.Add(show(provider));
        }

        return entries;
    }

    /// <summary>Adds a provider unless there is one of its name.</summary>
    public static ValueTask<Result<T>> AddProvider<T>(
        this IamServices iam, string name, AwsError exists, Func<T> make, string quota, OperationContext context) where T : class, IEntity<T> =>
        iam.Store.Write<T>(
            async transaction => await transaction.Find<T>(context.Caller.Account, name, context.Cancelled) is not null
                ? exists
                : await transaction.Add(make, (quota, iam.Quotas.Providers), context.Cancelled),
            context.Cancelled);

    /// <summary>Removes a provider. Roles that trust it stay as they are and admit no one through it.</summary>
    public static ValueTask<Result<NoOutput>> RemoveProvider<T>(this IamServices iam, T provider, OperationContext context) where T : class, IEntity<T> =>
        iam.Store.Remove(provider, static (_, _) => new((AwsError?)null), context.Cancelled);

    /// <summary>Tags as answers about providers show them: by key, and an empty list rather than none.</summary>
    public static List<Tag> Sorted(IReadOnlyList<EntityTag> tags)
    {
        var sorted = tags.ToWire();
        sorted.Sort(static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        return sorted;
    }
}
