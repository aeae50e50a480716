using System.CommandLine;
using System.Globalization;
using Daypass.Core.Accounts;
using Daypass.Core.Entities;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server session end</c>: single sessions, and what came of one key or role.</summary>
internal static class SessionCommand
{
    public static Command Create() => new("session", "End sessions before their time; running servers follow within two seconds.") { End() };

    private static Command End()
    {
        var key = new Argument<string?>("KEY")
        {
            Description = "An access key id: of a session, to end it with all that was made of it; of a user or root, to end all that it made.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var deactivate = new Option<bool>("--deactivate") { Description = "Switch KEY off in the same step, when it is one of a user or root." };
        var role = new Option<string?>("--role") { Description = "The ARN of a role whose sessions of until now end.", HelpName = "ARN" };
        var name = new Option<string?>("--session-name") { Description = "Of that role only the sessions of this name.", HelpName = "NAME" };
        var command = new Command("end", "Refuse what was issued until now of a session, an access key or a role; nothing is deleted.")
        {
            key, deactivate, role, name,
        };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var ending = new SessionEnding(store.Store, store.Options.ToSettings().KeyPrefixes, TimeProvider.System);
            var (wantedKey, wantedRole, wantedName) = (parsed.GetValue(key), parsed.GetValue(role), parsed.GetValue(name));
            if (wantedKey is null == wantedRole is null || (wantedName is not null && wantedRole is null)
                || (wantedRole is not null && parsed.GetValue(deactivate)))
            {
                throw new StartException("Name an access key id, or --role with or without --session-name.");
            }

            string what;
            Result<EndedSessions> ended;
            if (wantedKey is not null)
            {
                if (AccessKeyId.TryGetAccount(wantedKey, out var account))
                {
                    store.Act?.IsAbout(account.ToString());
                }

                ended = await ending.EndOfKey(wantedKey, parsed.GetValue(deactivate), cancelled);
                what = $"access key {wantedKey}";
            }
            else
            {
                var arn = ReadRole(wantedRole!);
                store.Act?.IsAbout(arn.Account.ToString());
                ended = await ending.EndOfRole(arn.Account.ToString(), arn.ResourceName.ToString(), wantedName, cancelled);
                what = wantedName is null ? $"the role {wantedRole}" : $"the role {wantedRole} under the session name {wantedName}";
            }

            if (!ended.Succeeded)
            {
                throw new StartException(ended.Error.Message!);
            }

            await store.Tell(parsed, string.Create(
                CultureInfo.InvariantCulture, $"What was issued before {ended.Value.Before:yyyy-MM-dd'T'HH:mm:ss'Z'} to {what} is refused."));
        }));
        return command;
    }

    private static Arn ReadRole(string text) =>
        Arn.TryParse(text, out var arn) && arn.Service.SequenceEqual("iam") && arn.ResourceType.SequenceEqual("role")
            ? arn
            : throw new StartException($"'{text}' is not the ARN of a role, such as arn:aws:iam::111122223333:role/deploy.");
}
