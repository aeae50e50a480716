using Daypass.Core.Entities;
using Daypass.Core.Sessions;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Accounts;

/// <summary>Gives an account's root to whoever has the database and the master key: for good, in place of keys that leaked, or for an hour.</summary>
public sealed class RootRecovery(IDirectoryStore store, AccountCreation accounts, TimeProvider clock)
{
    /// <summary>A session of root lasts no longer, as at AWS.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>A session of root lasts at least so long, as at AWS.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);

    /// <summary>A root key that is not stored yet, so that it can be written down first.</summary>
    public MadeKey Prepare(string account) =>
        accounts.NewKey(AccountId.Parse(account), null, DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()));

    /// <summary>Stores a root key and removes all others of that root; what was made with them is refused from then on.</summary>
    /// <returns>The ids of those that are gone.</returns>
    public ValueTask<Result<IReadOnlyList<string>>> Replace(MadeKey made, CancellationToken cancelled) => store.Write<IReadOnlyList<string>>(
        async transaction =>
        {
            var account = made.Key.OwnerAccount;
            if (await transaction.Find<Account>("", account, cancelled) is null)
            {
                return IamErrors.NoSuchEntity($"There is no account {account}.");
            }

            var old = await transaction.Referrers<AccessKey>("", Relation.Owner, account, "/", "", 100, cancelled);
            foreach (var key in old)
            {
                await transaction.TryDelete(key, cancelled);
            }

            return await transaction.TryAdd(made.Key, cancelled)
                ? old.Select(static key => key.Id).ToList()
                : IamErrors.InvalidInput("The new key's id is taken; try again.");
        },
        cancelled);

    /// <summary>A session of root that ends by itself. Nothing is stored; it counts as proven with a second factor, because whoever asks has the master
    /// key.</summary>
    /// <param name="account">Whose root.</param>
    /// <param name="lifetime">How long.</param>
    /// <param name="mint">Makes the credentials.</param>
    /// <param name="notBefore">What is issued before this is refused for another reason, or null.</param>
    /// <param name="cancelled">Gives up.</param>
    public async ValueTask<Result<MintedCredentials>> BreakGlass(
        string account, TimeSpan lifetime, CredentialMint mint, DateTimeOffset? notBefore, CancellationToken cancelled)
    {
        if (await store.Find<Account>("", account, cancelled) is not { } found)
        {
            return IamErrors.NoSuchEntity($"There is no account {account}.");
        }

        if (found.Closed)
        {
            return IamErrors.InvalidInput($"Account {account} is closed, so nothing of it is accepted: 'account open {account}' opens it.");
        }

        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var grant = new SessionGrant { Kind = SessionKind.UserSession, Account = account, PrincipalId = account, MfaAt = now };
        return mint.MintUntil(grant, Latest(now, found.SessionsFrom, notBefore), now + lifetime);
    }

    private static DateTimeOffset Latest(DateTimeOffset now, params IEnumerable<DateTimeOffset?> others) =>
        others.Aggregate(now, static (latest, other) => other > latest ? other.Value : latest);
}
