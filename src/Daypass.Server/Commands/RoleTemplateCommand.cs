using System.CommandLine;
using Daypass.Core.Directory;
using Daypass.Iam.RoleTemplates;
using Daypass.Protocol.Errors;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server role-template put|list|enable|disable|remove</c>: an account's own role templates.</summary>
internal static class RoleTemplateCommand
{
    public static Command Create() => new("role-template", "Publish, list, switch and remove the role templates of an account.")
    {
        Put(), List(),
        Change("enable", "Let new roles be made of a template.", static (own, account, name, cancelled) => own.Enable(account, name, true, cancelled)),
        Change("disable", "Make no new roles of a template; those that there are stay.",
            static (own, account, name, cancelled) => own.Enable(account, name, false, cancelled)),
        Change("remove", "Remove a template with all its versions; the roles made of it stay.",
            static (own, account, name, cancelled) => own.Remove(account, name, cancelled)),
    };

    private static Command Put()
    {
        var account = Account();
        var file = new Argument<string>("FILE") { Description = "A template as 'aws iam get-role-template-version' answers one, or {\"RoleTemplates\": […]}." };
        var command = new Command("put", "Publish the templates of a file in an account. A version never changes: a new one has another MinorVersion.")
        {
            account, file,
        };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            foreach (var text in Read(await File.ReadAllTextAsync(parsed.GetValue(file)!, cancelled)))
            {
                var published = Accept(await OwnIn(store).Put(parsed.GetValue(account)!, text, cancelled));
                store.Act?.Note($"{published} {text.Version.Minor}");
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{published} {text.Version.Minor}");
            }
        }));
        return command;
    }

    private static Command List()
    {
        var account = Account();
        var command = new Command("list", "List the templates of an account: ARN, default minor version, whether it is enabled.") { account };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Look(parsed, cancelled, async store =>
        {
            foreach (var (arn, template) in await OwnIn(store).List(parsed.GetValue(account)!, cancelled))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{arn}\t{template.DefaultMinor}\t{(template.Enabled ? "enabled" : "disabled")}");
            }
        }));
        return command;
    }

    private static Command Change(
        string verb, string description, Func<OwnRoleTemplates, string, string, CancellationToken, ValueTask<Result<string>>> change)
    {
        var account = Account();
        var name = new Argument<string>("NAME") { Description = "What follows role-template/ in its ARN, such as team/Reader:1." };
        var command = new Command(verb, description) { account, name };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                Accept(await change(OwnIn(store), parsed.GetValue(account)!, parsed.GetValue(name)!, cancelled)))));
        return command;
    }

    private static Argument<string> Account() => new("ACCOUNT") { Description = "The 12-digit account id." };

    private static OwnRoleTemplates OwnIn(OpenStore store) =>
        new(store.Store, new EntityArns(store.Options.ToSettings().Partition), TimeProvider.System);

    private static string Accept(Result<string> result) => result.Succeeded ? result.Value : throw new StartException(result.Error.Message!);

    private static IReadOnlyList<RoleTemplateText> Read(string json)
    {
        try
        {
            return RoleTemplateFile.ReadAll(json);
        }
        catch (FormatException wrong)
        {
            throw new StartException(wrong.Message, wrong);
        }
    }
}
