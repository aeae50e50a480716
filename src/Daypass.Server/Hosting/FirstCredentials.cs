using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Server.Composition;
using Daypass.Server.Operators;
using Daypass.Server.Options;

namespace Daypass.Server.Hosting;

/// <summary>What the first start made: an account and the file with its keys.</summary>
/// <param name="Account">The 12-digit account id.</param>
/// <param name="File">The credentials file.</param>
public sealed record FirstCredentials(string Account, string File)
{
    /// <summary>Makes the first account and writes its keys down, unless there is one already.</summary>
    /// <exception cref="StartException">The account id is not one, or a credentials file of another database is in the way.</exception>
    internal static async ValueTask<FirstCredentials?> Ensure(ServiceParts parts, IAuditStore acts, ServerOptions options, CancellationToken cancelled)
    {
        var file = CredentialsFile.PathIn(options.DataDirectory);
        if (await parts.Store.List<Account>("", "/", "", 1, cancelled) is [_])
        {
            return await FinishInterrupted(parts, file, cancelled);
        }

        if (options.AccountId is { } wanted && !AccountId.TryParse(wanted, out _))
        {
            throw new StartException($"'{wanted}' is not an account id: --account-id takes 12 digits.");
        }

        if (System.IO.File.Exists(file))
        {
            throw new StartException($"{file} exists but the database is new. Move it away, or point --data at the folder it belongs to.");
        }

        var id = options.AccountId is { } given ? AccountId.Parse(given) : AccountId.NewRandom();
        return await OperatorAct.Run(acts, "server start", [], parts.Clock, act => MakeFirst(parts, id, file, act, cancelled), cancelled);
    }

    private static async Task<FirstCredentials?> MakeFirst(ServiceParts parts, AccountId id, string file, OperatorAct act, CancellationToken cancelled)
    {
        var account = parts.Accounts.Prepare(id, "first account");
        CredentialsFile.PrepareAccount(file, account);
        var stored = await parts.Accounts.StoreFirst(account, cancelled);
        if (!stored.Succeeded)
        {
            // Another node on the same database was first; its folder has the keys.
            CredentialsFile.Discard(file);
            act.Note("Another server made the first account.");
            return null;
        }

        CredentialsFile.Finish(file);
        act.IsAbout(account.Account.Id);
        act.Note($"Made the first account with the root key {account.Root.Key.Id} and the admin's {account.Admin.Key.Id}, written to {file}.");
        return new FirstCredentials(account.Account.Id, file);
    }

    /// <summary>A first start that ended right after its commit left its keys waiting; those of one that ended before it open nothing.</summary>
    private static async ValueTask<FirstCredentials?> FinishInterrupted(ServiceParts parts, string file, CancellationToken cancelled)
    {
        if (CredentialsFile.Waiting(file) is not { } waiting)
        {
            return null;
        }

        if (await parts.Store.Find<AccessKey>("", waiting, cancelled) is not { } key)
        {
            CredentialsFile.Discard(file);
            return null;
        }

        return CredentialsFile.Finish(file) ? new FirstCredentials(key.OwnerAccount, file) : null;
    }
}
