using System.Collections.Frozen;
using Daypass.Gateway.S3.Settings;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Calls;

namespace Daypass.Gateway.S3.Accounts;

/// <summary>The accounts that own buckets.</summary>
internal sealed partial class AccountSet : IAsyncDisposable
{
    private readonly FrozenDictionary<string, ServedAccount> _accounts;

    /// <summary>Begins to hear of changes in each.</summary>
    public AccountSet(S3Settings settings, HttpMessageInvoker http, TimeProvider clock, ILogger logger)
    {
        var options = new VerifierOptions { LongestOutage = settings.Server.LongestOutage };
        _accounts = settings.Accounts.ToFrozenDictionary(
            static one => one.Id,
            one => new ServedAccount(
                one.Id, new VerificationClient(http, settings.Server.Url, _ => new(one.Credentials), clock), options, settings.Region, clock),
            StringComparer.Ordinal);
        All = [.. settings.Accounts.Select(one => _accounts[one.Id])];
        foreach (var account in All)
        {
            account.Callers.ContactChanged += away =>
            {
                if (away is null)
                {
                    LogBack(logger, settings.Server.Url, account.Id);
                }
                else
                {
                    LogAway(logger, settings.Server.Url, account.Id, away.Message);
                }
            };
        }
    }

    /// <summary>All of them, in the order of the file.</summary>
    public IReadOnlyList<ServedAccount> All { get; }

    /// <summary>How many callers are known.</summary>
    public int Known => All.Sum(static one => one.Callers.Count);

    /// <summary>Whether the server has been heard of for each, and not too long ago.</summary>
    public bool AreHeard => All.All(static one => one.Callers.Position > 0 && !one.Callers.IsStale);

    /// <summary>Whether there is one of an id.</summary>
    public bool Has(string id) => _accounts.ContainsKey(id);

    /// <summary>The one of an id, or null.</summary>
    public ServedAccount? Find(string id) => _accounts.GetValueOrDefault(id);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var account in All)
        {
            await account.DisposeAsync();
        }
    }

    [LoggerMessage(32, LogLevel.Warning, "The server {Server} cannot be reached for the account {Account}; known callers are served for a while: {Cause}")]
    private static partial void LogAway(ILogger logger, Uri server, string account, string cause);

    [LoggerMessage(33, LogLevel.Information, "The server {Server} can be reached again for the account {Account}")]
    private static partial void LogBack(ILogger logger, Uri server, string account);
}
