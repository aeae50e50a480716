using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client.Cache;
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
        if (arguments.GetValue("--keyring") is { } id)
        {
            var key = KeyringKeys.Find(id);
            return key.Succeeded ? Print(terminal, CredentialFormats.WriteJson(key.Value, versioned: true)) : ErrorPrinter.Print(terminal, null, key.Error);
        }

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

    private static int Print(Terminal terminal, string text)
    {
        terminal.Out.Write(text);
        return 0;
    }

    private static int Print(Terminal terminal, ParsedArguments arguments, string format) => CommandContext.Use((context, _) =>
    {
        var credentials = context.GetCredentials();
        var written = credentials.Succeeded ? CredentialFormats.Write(format, credentials.Value) : credentials.Error;
        if (!written.Succeeded)
        {
            return written.Error;
        }

        terminal.Out.Write(written.Value);
        return 0;
    })(terminal, arguments);
}
