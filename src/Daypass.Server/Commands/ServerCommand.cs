using System.CommandLine;
using Daypass.Server.Hosting;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server</c>: serves when it is given no command, else does what the command says.</summary>
internal static class ServerCommand
{
    private static readonly ServerOptions Defaults = new();

    public static RootCommand Create()
    {
        var urls = new Option<string>("--urls") { Description = "Where to listen; several separated by semicolons.", DefaultValueFactory = static _ => Defaults.Urls };
        var account = new Option<string?>("--account-id") { Description = "The 12-digit id of the account made at the first start; random when not given." };
        var roles = new Option<int>("--roles-per-account") { Description = "How many roles an account may hold.", DefaultValueFactory = static _ => Defaults.RolesPerAccount };
        var root = new RootCommand("Your own AWS STS: serves STS and IAM to any AWS SDK, the aws CLI and Terraform.") { urls, account, roles, SigV4Command.Create(), AccountCommand.Create(), ImportPoliciesCommand.Create() };
        var stores = new StoreSwitches(root);
        var federation = new FederationSwitches(root);
        root.SetAction((parsed, cancelled) => Serve(
            stores.Read(parsed) with
            {
                Urls = parsed.GetValue(urls)!,
                AccountId = parsed.GetValue(account),
                RolesPerAccount = parsed.GetValue(roles),
                Federation = federation.Read(parsed),
            },
            cancelled));
        return root;
    }

    private static async Task<int> Serve(ServerOptions options, CancellationToken cancelled)
    {
        try
        {
            await using var host = await ServerHost.Start(options, TimeProvider.System, null, cancelled);
            Banner.Print(Console.Out, host, options);
            await host.Run(cancelled);
            return 0;
        }
        catch (StartException failure)
        {
            await Console.Error.WriteLineAsync($"daypass-server: {failure.Message}");
            return 1;
        }
    }
}
