using System.ComponentModel;
using System.Diagnostics;
using Daypass.Client;
using Daypass.Client.Credentials;

namespace Daypass.Cli.Commands;

/// <summary>Opens addresses in the user's browser.</summary>
internal static class Browser
{
    /// <summary>Opens an address; where that is not possible the user has it on the screen anyway.</summary>
    public static void Open(string address, ClientEnvironment environment)
    {
        IReadOnlyList<string> command = environment.GetVariable("BROWSER") is { } chosen ? CommandWords.Split(chosen)
            : OperatingSystem.IsMacOS() ? ["open"]
            : OperatingSystem.IsWindows() ? ["rundll32", "url.dll,FileProtocolHandler"]
            : ["xdg-open"];
        var start = new ProcessStartInfo(command[0]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        for (var index = 1; index < command.Count; index++)
        {
            start.ArgumentList.Add(command[index]);
        }

        start.ArgumentList.Add(address);
        try
        {
            using var browser = Process.Start(start);
        }
        catch (Win32Exception missing)
        {
            environment.Trace?.Invoke($"{command[0]} cannot be started: {missing.Message}");
        }
    }
}
