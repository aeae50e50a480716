using System.CommandLine;
using Daypass.Gateway.Files;
using Daypass.Gateway.S3.Files;
using Daypass.Gateway.S3.Hosting;
using Daypass.Server.Commands;
using Daypass.Server.Options;

namespace Daypass.Gateway.Commands;

/// <summary><c>daypass-gateway s3</c>: takes S3 requests signed with credentials of a Daypass server, and asks a store with the one key it knows.</summary>
internal static class S3Command
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = ConfigurationFile();
        var command = new Command("s3", "Gives any S3 store roles, sessions and bucket policies: it verifies and decides, and asks the store with the store's"
            + " own key.")
        {
            file, CreateCheck(),
        };
        var log = new LogSwitches(command);
        command.SetAction((parsed, _) => Serve(parsed.GetValue(file)!, log.Read(parsed)));
        return command;
    }

    private static Option<string> ConfigurationFile() => new("--config")
    {
        Description = "The file that says what is served, YAML or JSON.",
        HelpName = "FILE",
        Required = true,
    };

    private static Command CreateCheck()
    {
        var file = ConfigurationFile();
        var command = new Command("check", "Says whether the file can be used.") { file };
        command.SetAction(parsed =>
        {
            try
            {
                var settings = SettingsFile.Read(parsed.GetValue(file)!, Environment.GetEnvironmentVariable);
                Console.WriteLine(
                    $"{settings.Stores.Count} stores, {settings.Accounts.Count} accounts, {settings.Buckets.Rules.Count} rules of buckets; "
                    + (settings.Buckets.Registry is null ? "no buckets can be made." : $"buckets can be made in {settings.Buckets.StoreForNew}."));
                return 0;
            }
            catch (UnusableFileException wrong)
            {
                Console.Error.WriteLine($"daypass-gateway: {wrong.Message}");
                return 1;
            }
        });
        return command;
    }

    private static async Task<int> Serve(string path, LogOptions log)
    {
        try
        {
            await using var host = await S3Host.Start(path, log, TimeProvider.System);
            await host.Run(() => Console.WriteLine($"The S3 gateway listens on {string.Join(" and ", host.Urls)}."));
            return 0;
        }
        catch (Exception failure) when (failure is StartException or UnusableFileException)
        {
            await Console.Error.WriteLineAsync($"daypass-gateway: {failure.Message}");
            return 1;
        }
    }
}
