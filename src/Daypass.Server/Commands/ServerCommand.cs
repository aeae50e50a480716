using System.CommandLine;
using System.CommandLine.Parsing;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Server.Kits;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server</c>: serves when it is given no command, else does what the command says.</summary>
internal static class ServerCommand
{
    private static readonly ServerOptions Defaults = new();

    public static RootCommand Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen; several separated by semicolons.",
            DefaultValueFactory = static _ => Defaults.Urls,
        };
        var account = new Option<string?>("--account-id") { Description = "The 12-digit id of the account made at the first start; random when not given." };
        var roles = new Option<int>("--roles-per-account")
        {
            Description = "How many roles an account may hold.",
            DefaultValueFactory = static _ => Defaults.Quotas.Roles,
        };
        var accounts = new Option<int>("--accounts-per-organization")
        {
            Description = "How many accounts an organisation may have, and have made.",
            DefaultValueFactory = static _ => Defaults.OrganizationQuotas.Accounts,
        };
        var world = new Option<string?>("--world")
        {
            Description = "A world file to apply before serving, or - for standard input; then no account is made by itself. Access keys that it has"
                + " generated go to DATA/credentials.world.",
        };
        var publicUrl = new Option<Uri?>("--public-url")
        {
            Description = "The https URL under which the world reaches the server; the first of --urls when not given.",
            CustomParser = ReadUrl,
        };
        var regions = new Option<string[]>("--region")
        {
            Description = "The only regions that requests may be signed for; any when not given. May be repeated.",
            DefaultValueFactory = static _ => [],
        };
        var encoded = new Option<bool>("--encode-denials")
        {
            Description = "Ends IAM's denials in an encoded message for DecodeAuthorizationMessage, which AWS's do not have.",
        };
        var mustExist = new Option<bool>("--must-exist")
        {
            Description = "Refuses to start on an empty folder or database, in place of making a new world in it: for every start but the first.",
        };
        var root = new RootCommand("Your own AWS STS: serves STS and IAM to any AWS SDK, the aws CLI and Terraform.")
        {
            urls, account, roles, accounts, world, regions, publicUrl, encoded, mustExist, SigV4Command.Create(), AccountCommand.Create(),
                SessionCommand.Create(), OrganizationCommand.Create(), PartnerCommand.Create(), RoleTemplateCommand.Create(), ImportPoliciesCommand.Create(),
            KeysCommand.Create(), MasterKeyCommand.Create(), BackupCommand.Create(), HistoryCommand.Create(), WorldCommand.Create(), HealthCommand.Create(),
            EnvCommand.Create(), AuditCommand.Create(),
        };
        var stores = new StoreSwitches(root);
        var audit = new AuditSwitches(root);
        var memory = new MemorySwitches(root);
        var federation = new FederationSwitches(root);
        var edge = new EdgeSwitches(root);
        var trust = new TrustSwitches(root);
        var telemetry = new TelemetrySwitches(root);
        var limits = new LimitSwitches(root);
        var log = new LogSwitches(root);
        var test = new TestSwitches(root);
        root.SetAction((parsed, cancelled) => Serve(
            parsed,
            test,
            edge.Read(parsed, memory.Read(parsed, stores.Read(parsed))) with
            {
                Urls = parsed.GetValue(urls)!,
                AccountId = parsed.GetValue(account),
                Quotas = Defaults.Quotas with { Roles = parsed.GetValue(roles) },
                OrganizationQuotas = Defaults.OrganizationQuotas with { Accounts = parsed.GetValue(accounts) },
                Regions = parsed.GetValue(regions)!,
                PublicUrl = parsed.GetValue(publicUrl),
                EncodeDenials = parsed.GetValue(encoded),
                World = parsed.GetValue(world),
                MustExist = parsed.GetValue(mustExist),
                Audit = audit.Read(parsed),
                Federation = federation.Read(parsed),
                Trust = trust.Read(parsed),
                Telemetry = telemetry.Read(parsed),
                Limits = limits.Read(parsed),
                Log = log.Read(parsed),
            },
            cancelled));
        WrongInput.ForbidEmpty(root);
        return root;
    }

    private static Uri? ReadUrl(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")
            && url.Query.Length + url.Fragment.Length == 0)
        {
            return url;
        }

        argument.AddError($"'{argument.Tokens[0].Value}' is not the URL of a server: --public-url takes http or https, a host and perhaps a path.");
        return null;
    }

    private static async Task<int> Serve(ParseResult parsed, TestSwitches test, ServerOptions given, CancellationToken cancelled)
    {
        if (OperatingSystem.IsLinux() && !CoreDumps.Forbid())
        {
            await Console.Error.WriteLineAsync("daypass-server: core dumps of this process could not be forbidden; one would hold its keys.");
        }

        try
        {
            var ready = test.ReadyFile(parsed);
            using var folder = test.OpenFolder(parsed);
            var options = test.Read(parsed, given, folder);
            await using var host = await ServerHost.Start(
                options, options.HasTestControls ? new MovableClock(TimeProvider.System) : TimeProvider.System, null, cancelled);
            if (ready is not null)
            {
                await ReadyFile.Write(ready, host, options.IsEphemeral, cancelled);
            }

            try
            {
                await host.Run(
                    () =>
                    {
                        Banner.Print(options.Audit.UsesStandardOutput ? Console.Error : Console.Out, host, options);
                        host.Announce(EffectiveOptions.Describe(parsed));
                    },
                    CancellationToken.None);
            }
            finally
            {
                // Whoever finds it believes that there is a server.
                if (ready is not null)
                {
                    File.Delete(ready);
                }
            }

            return 0;
        }
        catch (StartException failure)
        {
            await Console.Error.WriteLineAsync($"daypass-server: {failure.Message}");
            return 1;
        }
    }
}
