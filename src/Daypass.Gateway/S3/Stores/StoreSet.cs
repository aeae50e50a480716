using System.Collections.Frozen;
using Daypass.Gateway.S3.Settings;

namespace Daypass.Gateway.S3.Stores;

/// <summary>The stores by their names.</summary>
internal sealed partial class StoreSet : IAsyncDisposable
{
    private readonly FrozenDictionary<string, Store> _stores;

    /// <summary>Begins to look after them.</summary>
    public StoreSet(S3Settings settings, TimeProvider clock, ILogger logger)
    {
        _stores = settings.Stores.ToFrozenDictionary(
            static one => one.Name, one => new Store(one, settings.Times, clock), StringComparer.Ordinal);
        foreach (var store in _stores.Values)
        {
            store.Hosts.ContactChanged += (url, cause) =>
            {
                if (cause is null)
                {
                    LogBack(logger, store.Settings.Name, url);
                }
                else
                {
                    LogAway(logger, store.Settings.Name, url, cause);
                }
            };
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Store> All => _stores.Values;

    /// <summary>The one of a name, which is one of the file.</summary>
    public Store this[string name] => _stores[name];

    /// <summary>Whether there is one of a name.</summary>
    public bool Has(string name) => _stores.ContainsKey(name);

    /// <summary>Whether each can be reached.</summary>
    public IEnumerable<(string Store, bool IsThere)> Contacts => _stores.Values.Select(static store => (store.Settings.Name, store.Hosts.IsThere));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores.Values)
        {
            await store.DisposeAsync();
        }
    }

    [LoggerMessage(30, LogLevel.Warning, "The store {Store} cannot be reached at {Url}: {Cause}")]
    private static partial void LogAway(ILogger logger, string store, Uri url, string cause);

    [LoggerMessage(31, LogLevel.Information, "The store {Store} can be reached again at {Url}")]
    private static partial void LogBack(ILogger logger, string store, Uri url);
}
