using System.ComponentModel;
using System.Diagnostics;
using Daypass.Client.Credentials;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;

namespace Daypass.Cli.Interaction;

/// <summary>Shows output through a pager where a user reads it.</summary>
internal static class OutputPager
{
    /// <summary>Prints the text, through the configured pager when the output is a terminal.</summary>
    /// <returns>That the pager could not be started, or null.</returns>
    public static ClientError? Print(Terminal terminal, ClientSettings settings, bool usePager, string text)
    {
        if (!usePager || !terminal.OutputIsTerminal || FindCommand(settings) is not { Count: > 0 } command)
        {
            terminal.Out.Write(text);
            terminal.Out.Flush();
            return null;
        }

        var start = new ProcessStartInfo(command[0]) { RedirectStandardInput = true, UseShellExecute = false };
        for (var index = 1; index < command.Count; index++)
        {
            start.ArgumentList.Add(command[index]);
        }

        if (settings.Environment.GetRawVariable("LESS") is null)
        {
            start.Environment["LESS"] = "FRX";
        }

        try
        {
            using var pager = Process.Start(start)!;
            Feed(pager, text);
            pager.WaitForExit();
            return null;
        }
        catch (Win32Exception missing)
        {
            return new ClientError(
                ClientErrorKind.Configuration,
                "Pager",
                $"Unable to redirect output to pager. Received the following error when opening pager:\n{missing.Message}\n\nLearn more about configuring the output pager by running \"daypass help\".");
        }
    }

    private static void Feed(Process pager, string text)
    {
        try
        {
            pager.StandardInput.Write(text);
            pager.StandardInput.Close();
        }
        catch (IOException closed)
        {
            // The reader has seen enough and left.
            Trace.WriteLine(closed.Message);
        }
    }

    // An empty setting turns the pager off.
    private static IReadOnlyList<string> FindCommand(ClientSettings settings)
    {
        var command = settings.Environment.GetRawVariable("AWS_PAGER")
            ?? settings.Profile?.Get("cli_pager")
            ?? settings.Environment.GetRawVariable("PAGER")
            ?? (OperatingSystem.IsWindows() ? "more" : "less");
        return CommandWords.Split(command);
    }
}
