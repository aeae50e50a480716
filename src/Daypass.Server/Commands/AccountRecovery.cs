using System.CommandLine;
using System.Globalization;
using Daypass.Core.Accounts;
using Daypass.Core.Sealing;
using Daypass.Core.Sessions;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Server.Hosting;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server account open|invalidate-sessions|reset-credentials|break-glass</c>: what the person on call does with one account.</summary>
internal static class AccountRecovery
{
    public static IEnumerable<Command> All() => [Open(), InvalidateSessions(), ResetCredentials(), BreakGlass()];

    private static Command Open()
    {
        var id = AccountArgument();
        var command = new Command("open", "Open a closed account again: its keys are accepted, sessions from before stay refused.") { id };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            store.Act?.IsAbout(parsed.GetValue(id)!);
            var opened = Must(await EndingIn(store).Open(parsed.GetValue(id)!, cancelled));
            await store.Tell(parsed, $"Account {opened.Id} is open. {Refused(opened.Id, opened.SessionsFrom!.Value)}");
        }));
        return command;
    }

    private static Command InvalidateSessions()
    {
        var id = AccountArgument();
        var before = new Option<string>("--before")
        {
            Description = "'now', or an instant such as 2026-11-28T09:30:00Z that is not in the future.",
            Required = true,
            HelpName = "TIME",
        };
        var command = new Command("invalidate-sessions",
            "Refuse every session of an account that was issued before an instant, and those that began with its keys in other accounts. It cannot be taken"
                + " back.") { id, before };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var account = parsed.GetValue(id)!;
            store.Act?.IsAbout(account);
            var instant = GivenInstant.Read(parsed.GetValue(before)!, TimeProvider.System.GetUtcNow());
            var from = Must(await EndingIn(store).EndAll(account, instant, cancelled));
            await store.Tell(parsed, Refused(account, from));
        }));
        return command;
    }

    private static Command ResetCredentials()
    {
        var id = AccountArgument();
        var file = new Option<string?>("--credentials")
        {
            Description = "Where to write the new key (profile root); DATA/credentials.ACCOUNT.root when not given.",
        };
        var command = new Command("reset-credentials",
            "Give an account's root a new access key and remove its old ones; what these made is refused. Nothing else changes.") { id, file };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var account = Checked(parsed.GetValue(id)!);
            store.Act?.IsAbout(account);
            var path = NewFile(parsed.GetValue(file) ?? Path.Combine(store.Options.DataDirectory, $"credentials.{account}.root"));
            var recovery = new RootRecovery(store.Store, store.Accounts, TimeProvider.System);
            var made = recovery.Prepare(account);
            CredentialsFile.Prepare(path, ("root", made.Key.Id, made.Secret.Reveal()));
            var replaced = await recovery.Replace(made, cancelled);
            if (!replaced.Succeeded)
            {
                CredentialsFile.Discard(path);
                throw new StartException(replaced.Error.Message!);
            }

            CredentialsFile.Finish(path);
            var gone = replaced.Value.Count == 0 ? "it had none" : $"{string.Join(", ", replaced.Value)} {(replaced.Value.Count == 1 ? "is" : "are")} gone";
            await store.Tell(parsed, $"Root of account {account} has the new access key {made.Key.Id}, which is in {path};"
                + $" of the old ones {gone}.");
        }));
        return command;
    }

    private static Command BreakGlass()
    {
        var id = AccountArgument();
        var minutes = new Option<int>("--minutes")
        {
            Description = "How long the session lasts, 15 to 60 minutes.",
            DefaultValueFactory = static _ => (int)RootRecovery.Longest.TotalMinutes,
        };
        var file = new Option<string?>("--credentials")
        {
            Description = "Where to write the session (profile root); DATA/credentials.ACCOUNT.break-glass when not given.",
        };
        var command = new Command("break-glass",
            "Make a session of an account's root that ends by itself, for when nobody else can get in. Nothing is stored and nothing changes.")
        {
            id, minutes, file,
        };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var account = Checked(parsed.GetValue(id)!);
            store.Act?.IsAbout(account);
            var lifetime = TimeSpan.FromMinutes(parsed.GetValue(minutes));
            if (lifetime < RootRecovery.Shortest || lifetime > RootRecovery.Longest)
            {
                throw new StartException("--minutes takes 15 to 60.");
            }

            var path = NewFile(parsed.GetValue(file) ?? Path.Combine(store.Options.DataDirectory, $"credentials.{account}.break-glass"));
            var mint = new CredentialMint(new SessionToken(new TokenSealer(store.Ring)), store.Options.ToSettings().KeyPrefixes, TimeProvider.System);
            var recovery = new RootRecovery(store.Store, store.Accounts, TimeProvider.System);
            var session = Must(await recovery.BreakGlass(account, lifetime, mint, store.Ring.Current.InvalidBefore, cancelled));
            CredentialsFile.PrepareSession(path, "root", session.Session.AccessKeyId, session.Session.Secret.Reveal(), session.Token.Text!);
            CredentialsFile.Finish(path);
            await store.Tell(parsed, string.Create(CultureInfo.InvariantCulture,
                $"A session of the root of account {account}, access key {session.Session.AccessKeyId}, is in {path}. It ends at"
                    + $" {session.Session.ExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}."));
        }));
        return command;
    }

    private static Argument<string> AccountArgument() => new("ACCOUNT") { Description = "The 12-digit account id." };

    private static SessionEnding EndingIn(OpenStore store) => new(store.Store, store.Options.ToSettings().KeyPrefixes, TimeProvider.System);

    private static string Checked(string account) =>
        AccountId.TryParse(account, out _) ? account : throw new StartException($"'{account}' is not an account id: 12 digits.");

    private static string NewFile(string path) =>
        !File.Exists(path) ? Path.GetFullPath(path)
            : throw new StartException($"{Path.GetFullPath(path)} exists already; name another file with --credentials.");

    private static T Must<T>(Result<T> result) => result.Succeeded ? result.Value : throw new StartException(result.Error.Message!);

    private static string Refused(string account, DateTimeOffset from) => string.Create(CultureInfo.InvariantCulture,
        $"Sessions of account {account} that were issued before {from:yyyy-MM-dd'T'HH:mm:ss'Z'} are refused.");
}
