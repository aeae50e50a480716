using Daypass.Core.Authentication;
using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Iam.Storage;
using Daypass.Protocol;
using Daypass.Server.Composition;
using Daypass.Server.Options;

namespace Daypass.Server.Kits;

/// <summary>Whom the keys of other tools' tests stand for.</summary>
internal static class WellKnownUser
{
    /// <summary>Has them stand for a user, who gets an access key if it has none.</summary>
    /// <param name="user"><c>NAME</c>, or <c>ACCOUNT/NAME</c> where several accounts have one of that name.</param>
    /// <param name="keys">The well-known keys.</param>
    /// <param name="parts">The service.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="StartException">There is no such user, or there are several.</exception>
    public static async Task Choose(string user, WellKnownKeys keys, ServiceParts parts, CancellationToken cancelled)
    {
        var slash = user.IndexOf('/', StringComparison.Ordinal);
        var (account, name) = slash < 0 ? (null, user) : (user[..slash], user[(slash + 1)..]);
        User? found = null;
        var accounts = new List<string>();
        await foreach (var one in parts.Store.All<Account>("", cancelled))
        {
            accounts.Add(one.Id);
            if ((account is null || account == one.Id) && await parts.Store.Find<User>(one.Id, name, cancelled) is { } its)
            {
                found = found is null ? its : throw new StartException(
                    $"--well-known-keys {user}: accounts {found.Account} and {its.Account} have a user of that name; write {found.Account}/{name}.");
            }
        }

        if (found is null)
        {
            throw new StartException($"--well-known-keys {user}: there is no such user in {string.Join(", ", accounts.Take(10))}.");
        }

        var owned = await parts.Store.Referrers<AccessKey>("", Relation.Owner, found.Id, "/", "", 10, cancelled);
        if (owned.FirstOrDefault(static key => key.Active) is { } active)
        {
            keys.AccessKeyId = active.Id;
            return;
        }

        var made = parts.Accounts.NewKey(AccountId.Parse(found.Account), found.Id, parts.Clock.GetUtcNow());
        await parts.Store.Write<bool>(async transaction => await transaction.TryAdd(made.Key, cancelled), cancelled);
        keys.AccessKeyId = made.Key.Id;
    }
}
