using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Accounts;

/// <summary>Ends sessions before their time. What it writes stands in the account, which every request of a session asks for anyway.</summary>
public sealed class SessionEnding(IDirectoryStore store, AccessKeyPrefixes prefixes, TimeProvider clock)
{
    /// <summary>How long it takes until every node knows of a change. What an ended session has made on one that did not know yet ends with it.</summary>
    public static readonly TimeSpan Spread = TimeSpan.FromSeconds(2);

    /// <summary>How many an account keeps in mind; whoever has to end more ends all of the account's.</summary>
    public const int Most = 1000;

    /// <summary>The longest life of a session, and an hour for clocks: what was ended longer ago is over.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(37);

    /// <summary>Ends all sessions of an account, and those that began with its keys elsewhere, that were issued before an instant; null is now. It never goes
    /// back.</summary>
    /// <returns>The instant before which what was issued is refused.</returns>
    public async ValueTask<Result<DateTimeOffset>> EndAll(string account, DateTimeOffset? before, CancellationToken cancelled)
    {
        var instant = before is { } given ? Whole(given) : Now();
        var stored = await Change(account, found => found with { SessionsFrom = found.SessionsFrom > instant ? found.SessionsFrom : instant }, cancelled);
        return stored.Succeeded ? stored.Value.SessionsFrom!.Value : stored.Error;
    }

    /// <summary>Ends the session of a temporary key with all that was made of it, or everything that a long-term key has made.</summary>
    /// <param name="accessKeyId">The key.</param>
    /// <param name="deactivate">Whether a long-term key that is active is switched off in the same step; else it is not touched, and refused.</param>
    /// <param name="cancelled">Gives up.</param>
    public ValueTask<Result<EndedSessions>> EndOfKey(string accessKeyId, bool deactivate, CancellationToken cancelled)
    {
        if (!AccessKeyId.IsWellFormed(accessKeyId))
        {
            return new(IamErrors.InvalidInput($"'{accessKeyId}' is not an access key id."));
        }

        var isTemporary = accessKeyId.StartsWith(prefixes.Temporary, StringComparison.Ordinal);
        return store.Write<EndedSessions>(
            async transaction =>
            {
                var key = isTemporary ? null : await transaction.Find<AccessKey>("", accessKeyId, cancelled);
                if (key is { Active: true })
                {
                    if (!deactivate)
                    {
                        return IamErrors.InvalidInput(
                            $"Access key {accessKeyId} is active and would make new sessions: switch it off first, or with --deactivate.");
                    }

                    await transaction.TryUpdate(key, key with { Active = false }, cancelled);
                }

                var owner = key?.OwnerAccount ?? (AccessKeyId.TryGetAccount(accessKeyId, out var named) ? named.ToString() : "");
                return await transaction.Find<Account>("", owner, cancelled) is { } account
                    ? await Add(transaction, account, accessKeyId, cancelled)
                    : IamErrors.NoSuchEntity($"No account here has the access key {accessKeyId}.");
            },
            cancelled);
    }

    /// <summary>Ends the sessions of a role, or those of one session name.</summary>
    public ValueTask<Result<EndedSessions>> EndOfRole(string account, string role, string? sessionName, CancellationToken cancelled) =>
        store.Write<EndedSessions>(
            async transaction => await transaction.Find<Role>(account, role, cancelled) is { } found
                && await transaction.Find<Account>("", account, cancelled) is { } owner
                ? await Add(transaction, owner, sessionName is null ? found.Id : $"{found.Id}:{sessionName}", cancelled)
                : IamErrors.NoSuchEntity($"There is no role {role} in account {account}."),
            cancelled);

    /// <summary>Opens a closed account again. What was issued to it before stays refused: it was closed for a reason.</summary>
    public ValueTask<Result<Account>> Open(string account, CancellationToken cancelled) => Change(
        account,
        found => found.Closed ? found with { Closed = false, SessionsFrom = Now() } : IamErrors.InvalidInput($"Account {account} is open."),
        cancelled);

    private async ValueTask<Result<EndedSessions>> Add(IDirectoryTransaction transaction, Account account, string of, CancellationToken cancelled)
    {
        var now = clock.GetUtcNow();
        var ended = new EndedSessions(of, Now());
        var kept = account.Ended?.Where(other => other.Of != of && now - other.Before < LongestLife).ToList() ?? [];
        if (kept.Count >= Most)
        {
            return IamErrors.InvalidInput(
                $"Account {account.Id} has {Most} ended sessions already: end all of them with 'account invalidate-sessions {account.Id} --before now'.");
        }

        await transaction.TryUpdate(account, account with { Ended = [.. kept, ended] }, cancelled);
        return ended;
    }

    private ValueTask<Result<Account>> Change(string account, Func<Account, Result<Account>> change, CancellationToken cancelled) => store.Write<Account>(
        async transaction =>
        {
            if (await transaction.Find<Account>("", account, cancelled) is not { } found)
            {
                return IamErrors.NoSuchEntity($"There is no account {account}.");
            }

            var changed = change(found);
            if (changed.Succeeded)
            {
                await transaction.TryUpdate(found, changed.Value, cancelled);
            }

            return changed;
        },
        cancelled);

    private DateTimeOffset Now() => Whole(clock.GetUtcNow() + Spread);

    // What is issued carries whole seconds: what was issued within the rest of that second is refused, too.
    private static DateTimeOffset Whole(DateTimeOffset instant)
    {
        var whole = DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());
        return whole < instant ? whole.AddSeconds(1) : whole;
    }
}
