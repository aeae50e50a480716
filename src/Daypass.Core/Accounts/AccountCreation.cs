using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Accounts;

/// <summary>Makes an account with what its operator needs to get in: a root key and a user <c>admin</c> who may do everything.</summary>
public sealed class AccountCreation(IDirectoryStore store, SecretEnvelope envelope, EntityArns arns, AccessKeyPrefixes prefixes, TimeProvider clock)
{
    /// <summary>The user every new account has.</summary>
    public const string AdminName = "admin";

    /// <summary>Makes an account with its first user and keys; nothing is stored yet, so the keys can be written down first.</summary>
    public NewAccount Prepare(AccountId id, string displayName)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var account = new Account { Id = id.ToString(), DisplayName = displayName, CreatedAt = now };
        var admin = new User
        {
            Account = account.Id,
            Name = AdminName,
            Id = UniqueId.New(UniqueIdKind.User, id),
            CreatedAt = now,
            Grants = Grants.None with { Attached = [arns.Iam(EntityArns.SharedAccount, "policy", "/", "AdministratorAccess")] },
        };
        return new NewAccount(account, admin, NewKey(id, null, now), NewKey(id, admin.Id, now));
    }

    /// <summary>Stores what was prepared, all of it or nothing; EntityAlreadyExists when there is such an account.</summary>
    public ValueTask<Result<NewAccount>> Store(NewAccount prepared, CancellationToken cancelled) => store.Write(
        transaction => Add(transaction, prepared, cancelled), cancelled);

    /// <summary>As <see cref="Store"/>, but only while there is no account at all: of nodes that start on a new database at once, one makes the account.
    /// EntityAlreadyExists for the others.</summary>
    public ValueTask<Result<NewAccount>> StoreFirst(NewAccount prepared, CancellationToken cancelled) => store.Write(
        async transaction => await transaction.List<Account>("", "/", "", 1, cancelled) is [{ } other]
            ? new AwsError("EntityAlreadyExists", 409, $"Another server has just made account {other.Id}.")
            : await Add(transaction, prepared, cancelled),
        cancelled);
    /// <summary>A new access key; its secret is in clear only in the result.</summary>
    public MadeKey NewKey(AccountId account, string? userId, DateTimeOffset now)
    {
        var id = AccessKeyId.New(prefixes.LongTerm, account);
        var secret = Secret.NewAccessKey();
        return new MadeKey(
            new AccessKey
            {
                Id = id,
                OwnerAccount = account.ToString(),
                UserId = userId,
                CreatedAt = now,
                SealedSecret = envelope.Seal(EntityDirectory.AccessKeyPurpose, id, secret.AsUtf8()),
            },
            secret);
    }

    private static async ValueTask<Result<NewAccount>> Add(IDirectoryTransaction transaction, NewAccount prepared, CancellationToken cancelled)
    {
        if (!await transaction.TryAdd(prepared.Account, cancelled))
        {
            return new AwsError("EntityAlreadyExists", 409, $"Account {prepared.Account.Id} already exists.");
        }

        return await transaction.TryAdd(prepared.AdminUser, cancelled) && await transaction.TryAdd(prepared.Root.Key, cancelled)
            && await transaction.TryAdd(prepared.Admin.Key, cancelled)
            ? prepared
            : throw new InvalidOperationException($"Account {prepared.Account.Id} is new but something of it exists.");
    }
}

/// <summary>An access key as it is made: the only moment its secret can be shown.</summary>
/// <param name="Key">What is stored.</param>
/// <param name="Secret">What is shown once.</param>
public sealed record MadeKey(AccessKey Key, Secret Secret);

/// <summary>A new account.</summary>
/// <param name="Account">The account.</param>
/// <param name="AdminUser">The user <c>admin</c>.</param>
/// <param name="Root">The root key.</param>
/// <param name="Admin">The key of the user <c>admin</c>.</param>
public sealed record NewAccount(Account Account, User AdminUser, MadeKey Root, MadeKey Admin);
