using System.CommandLine;
using Daypass.Core.Delegation;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server partner register|list|remove</c>: which accounts may ask others to lend them permissions.</summary>
internal static class PartnerCommand
{
    public static Command Create() => new("partner", "Register, list and remove the accounts that may make delegation requests.")
    {
        Register(), List(), Remove(),
    };

    private static Command Register()
    {
        var account = new Argument<string>("ACCOUNT") { Description = "The 12-digit account id of the partner." };
        var name = new Option<string>("--name") { Description = "How the partner is called towards those it asks; at most 30 characters.", Required = true };
        var channel = new Option<string>("--channel") { Description = "How its requests name the webhook in NotificationChannel.", Required = true };
        var url = new Option<string>("--url") { Description = "Where notices are posted: an https URL, or http on this machine.", Required = true };
        var command = new Command("register", "Let an account make delegation requests and print the secret that its notices are signed with.")
        {
            account, name, channel, url,
        };
        var stores = new StoreSwitches(command);

        // A webhook's address may have a key in it.
        stores.LeaveOut(url);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            if (!Uri.TryCreate(parsed.GetValue(url), UriKind.Absolute, out var webhook))
            {
                throw new StartException($"'{parsed.GetValue(url)}' is not a URL.");
            }

            store.Act?.IsAbout(parsed.GetValue(account)!);
            var secret = await PartnersIn(store).Register(parsed.GetValue(account)!, parsed.GetValue(name)!, parsed.GetValue(channel)!, webhook, cancelled);
            if (!secret.Succeeded)
            {
                throw new StartException(secret.Error.Message!);
            }

            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync(
                $"Account {parsed.GetValue(account)} may make delegation requests with NotificationChannel {parsed.GetValue(channel)}.");
            await output.WriteLineAsync("Notices are signed with this secret, which is shown this once:");
            await output.WriteLineAsync(secret.Value);
        }));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the partners and their webhooks: account, name, channel, URL.");
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Look(parsed, cancelled, async store =>
        {
            await foreach (var account in store.AllAccounts(cancelled))
            {
                foreach (var channel in account.Channels)
                {
                    await parsed.InvocationConfiguration.Output.WriteLineAsync($"{account.Id}\t{account.PartnerName}\t{channel.Name}\t{channel.Url}");
                }
            }
        }));
        return command;
    }

    private static Command Remove()
    {
        var account = new Argument<string>("ACCOUNT") { Description = "The 12-digit account id of the partner." };
        var command = new Command("remove", "Take the right to make delegation requests away; what was lent already runs out by itself.") { account };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            store.Act?.IsAbout(parsed.GetValue(account)!);
            if (await PartnersIn(store).Remove(parsed.GetValue(account)!, cancelled) is { } refusal)
            {
                throw new StartException(refusal.Message!);
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Account {parsed.GetValue(account)} is no partner any more.");
        }));
        return command;
    }

    private static Partners PartnersIn(OpenStore store) => new(store.Store, store.Envelope);
}
