using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client.Errors;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass export</c> and <c>daypass credential-process</c>: credentials for other programs.</summary>
internal static class ExportCommands
{
    private const string Running = "DAYPASS_CREDENTIAL_PROCESS";

    /// <summary>Prints credentials for a shell or a file.</summary>
    public static int Export(Terminal terminal, ParsedArguments arguments)
    {
        var format = arguments.GetValue("--format") ?? "sh";
        if (arguments.Has("--unset"))
        {
            terminal.Out.Write(CredentialFormats.WriteUnset(format));
            return 0;
        }

        return Print(terminal, arguments, format);
    }

    /// <summary>Prints credentials as the <c>credential_process</c> setting of a profile asks for.</summary>
    public static int CredentialProcess(Terminal terminal, ParsedArguments arguments)
    {
        // A profile whose credential process asks for the same profile would call itself without end.
        var profile = arguments.Word ?? arguments.GetValue("--profile") ?? string.Empty;
        var running = terminal.Environment.GetVariable(Running) ?? string.Empty;
        if (Array.IndexOf(running.Split('\n'), profile) >= 0 && running.Length > 0)
        {
            return ErrorPrinter.Print(terminal, null, ClientError.General($"The credential_process of profile {profile} leads back to itself."));
        }

        Environment.SetEnvironmentVariable(Running, running.Length == 0 ? profile : running + "\n" + profile);
        return Print(terminal, arguments, "process");
    }

    private static int Print(Terminal terminal, ParsedArguments arguments, string format)
    {
        var context = CommandContext.Create(terminal, arguments, arguments.Word);
        if (!context.Succeeded)
        {
            return ErrorPrinter.Print(terminal, null, context.Error);
        }

        var credentials = context.Value.GetCredentials();
        if (!credentials.Succeeded)
        {
            return context.Value.Fail(credentials.Error);
        }

        var written = CredentialFormats.Write(format, credentials.Value);
        if (!written.Succeeded)
        {
            return context.Value.Fail(written.Error);
        }

        terminal.Out.Write(written.Value);
        return 0;
    }
}
