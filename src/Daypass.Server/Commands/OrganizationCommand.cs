using System.CommandLine;
using Daypass.Core.Accounts;
using Daypass.Core.Entities;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server organization join|administrator|list</c>: which accounts belong together, which AssumeRoot needs to know.</summary>
internal static class OrganizationCommand
{
    public static Command Create() => new("organization", "Make accounts members of an organisation, and say which of them administer it.")
    {
        Join(), Administrator(), List(),
    };

    private static Command Join()
    {
        var member = new Argument<string>("ACCOUNT") { Description = "The 12-digit id of the account that becomes a member." };
        var management = new Option<string>("--management")
        {
            Description = "The management account; its organisation is made when it has none.",
            Required = true,
        };
        var command = new Command("join", "Make an account a member of the management account's organisation.") { member, management };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var joined = await OrganizationsIn(store).Join(parsed.GetValue(management)!, parsed.GetValue(member)!, cancelled);
            await WriteResult(parsed, joined, organization =>
                $"Account {parsed.GetValue(member)} is a member of {organization.Id}, whose management account is {organization.ManagementAccount}.");
        }));
        return command;
    }

    private static Command Administrator()
    {
        var member = new Argument<string>("ACCOUNT") { Description = "The 12-digit id of the member." };
        var remove = new Option<bool>("--remove") { Description = "Take it back." };
        var command = new Command("administrator", "Let a member administer root access in its organisation, beside the management account.")
        {
            member, remove,
        };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var administers = !parsed.GetValue(remove);
            var changed = await OrganizationsIn(store).SetAdministrator(parsed.GetValue(member)!, administers, cancelled);
            await WriteResult(parsed, changed, organization =>
                $"Account {parsed.GetValue(member)} {(administers ? "administers" : "no longer administers")} {organization.Id}.");
        }));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the members of organisations: organisation, account, part.");
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Look(parsed, cancelled, async store =>
        {
            await foreach (var account in store.AllAccounts(cancelled))
            {
                if (await OrganizationsIn(store).FindFor(account.Id, cancelled) is { } organization)
                {
                    var part = organization.ManagementAccount == account.Id
                        ? "management"
                        : organization.DelegatedAdministrators.Contains(account.Id) ? "administrator" : "member";
                    await parsed.InvocationConfiguration.Output.WriteLineAsync($"{organization.Id}\t{account.Id}\t{part}");
                }
            }
        }));
        return command;
    }

    private static Task WriteResult(ParseResult parsed, Protocol.Errors.Result<Organization> result, Func<Organization, string> sentence) => result.Succeeded
        ? parsed.InvocationConfiguration.Output.WriteLineAsync(sentence(result.Value))
        : throw new StartException(result.Error.Message!);

    private static OrganizationMembers OrganizationsIn(OpenStore store) => new(store.Store, TimeProvider.System);
}
