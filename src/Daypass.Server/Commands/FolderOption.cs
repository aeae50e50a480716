using System.CommandLine;
using Daypass.Core.Stores;
using Daypass.Server.Hosting;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>The <c>--data</c> option of commands that work on a server's folder.</summary>
internal static class FolderOption
{
    public static Option<string> Create() => new("--data")
    {
        Description = "The folder of the database and the master key.",
        DefaultValueFactory = static _ => new ServerOptions().DataDirectory,
    };

    /// <summary>Opens the folder and works on it; what the operator can mend is one line and exit code 1.</summary>
    public static async Task<int> Run(ParseResult parsed, Option<string> data, CancellationToken cancelled, Func<OpenFolder, Task> work)
    {
        try
        {
            await using var folder = await OpenFolder.Open(parsed.GetValue(data)!, cancelled);
            await work(folder);
            return 0;
        }
        catch (Exception failure) when (failure is StartException or StoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"daypass-server: {failure.Message}");
            return 1;
        }
    }
}
