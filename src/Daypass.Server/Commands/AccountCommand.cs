using System.CommandLine;
using System.Globalization;
using Daypass.Core.Entities;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Server.Hosting;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server account create|list|close</c>: the accounts of one server.</summary>
internal static class AccountCommand
{
    public static Command Create()
    {
        var command = new Command("account", "Make, list, close and recover accounts; a running server sees it within seconds.")
        {
            CreateOne(), List(), Close(),
        };
        foreach (var recovery in AccountRecovery.All())
        {
            command.Subcommands.Add(recovery);
        }

        return command;
    }

    private static Command CreateOne()
    {
        var id = new Option<string?>("--id") { Description = "The 12-digit account id; random when not given." };
        var name = new Option<string>("--name") { Description = "What you call the account.", DefaultValueFactory = static _ => "" };
        var file = new Option<string?>("--credentials")
        {
            Description = "Where to write its keys (profiles daypass-root and daypass-admin); DATA/credentials.ACCOUNT when not given.",
        };
        var command = new Command("create", "Make an account with a root key and a user admin, and write their keys to a file.") { id, name, file };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            if (parsed.GetValue(id) is { } wanted && !AccountId.TryParse(wanted, out _))
            {
                throw new StartException($"'{wanted}' is not an account id: --id takes 12 digits.");
            }

            var account = store.Accounts.Prepare(parsed.GetValue(id) is { } given ? AccountId.Parse(given) : AccountId.NewRandom(), parsed.GetValue(name)!);
            store.Act?.IsAbout(account.Account.Id);
            var path = Path.GetFullPath(parsed.GetValue(file) ?? Path.Combine(store.Options.DataDirectory, "credentials." + account.Account.Id));
            if (File.Exists(path))
            {
                throw new StartException($"{path} exists already; name another file with --credentials.");
            }

            CredentialsFile.PrepareAccount(path, account);
            var stored = await store.Accounts.Store(account, cancelled);
            if (!stored.Succeeded)
            {
                CredentialsFile.Discard(path);
                throw new StartException(stored.Error.Message!);
            }

            CredentialsFile.Finish(path);
            store.Act?.Note($"Made the account with the root key {account.Root.Key.Id} and the admin's {account.Admin.Key.Id}, written to {path}.");
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Made account {account.Account.Id} and wrote its keys to {path} (profiles daypass-root"
                + " and daypass-admin).");
        }));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the accounts: id, state, day of creation, alias, name.");
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Look(parsed, cancelled, async store =>
        {
            await foreach (var account in store.AllAccounts(cancelled))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{account.Id}\t{(account.Closed ? "closed" : "open")}\t{account.CreatedAt:yyyy-MM-dd}\t{account.Alias ?? "-"}\t{account.DisplayName}"));
            }
        }));
        return command;
    }

    private static Command Close()
    {
        var id = new Argument<string>("ACCOUNT") { Description = "The 12-digit account id." };
        var command = new Command("close", "Close an account: its keys and sessions are refused from then on; nothing of it is deleted.") { id };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var account = parsed.GetValue(id)!;
            store.Act?.IsAbout(account);
            var closed = await store.Store.Write<Account>(
                async transaction =>
                {
                    if (await transaction.Find<Account>("", account, cancelled) is not { } found)
                    {
                        return new AwsError("NoSuchEntity", 404, $"There is no account {account}.");
                    }

                    await transaction.TryUpdate(found, found with { Closed = true }, cancelled);
                    return found;
                },
                cancelled);
            if (!closed.Succeeded)
            {
                throw new StartException(closed.Error.Message!);
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Account {account} is closed.");
        }));
        return command;
    }
}
