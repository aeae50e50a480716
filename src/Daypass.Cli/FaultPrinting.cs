using Daypass.Cli.Aws;
using Daypass.Cli.Output;
using Daypass.Client.Faults;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;

namespace Daypass.Cli;

/// <summary>Prints faults on standard error in the format that was asked for, and gives the exit code.</summary>
internal static class FaultPrinting
{
    private const string Program = "daypass";

    /// <summary>Prints a fault.</summary>
    /// <returns>The exit code.</returns>
    public static int Print(Terminal terminal, GlobalOptions? options, ClientFault fault)
    {
        var format = fault.Code is null ? "legacy" : Format(terminal, options);
        var message = fault.Message;
        if (format is "json" or "yaml" or "text" or "table")
        {
            var shown = new MapValue().Set("Code", fault.Code!).Set("Message", fault.Error is null ? message : fault.Error.Message ?? "Unknown");
            terminal.Error.Write(OutputFormat.Write(format, "error", shown, terminal.Width, options?.Color == "on").Value);
            return fault.ExitCode;
        }

        var introduced = format == "legacy" || fault.Kind == FaultKind.Service ? message : $"An error occurred ({fault.Code}): {message}";
        PrintPlain(terminal, introduced);
        if (fault.Advice is { } advice)
        {
            terminal.Error.Write(advice + "\n");
        }

        return fault.ExitCode;
    }

    /// <summary>Prints a sentence as errors are printed.</summary>
    public static void PrintPlain(Terminal terminal, string message) => terminal.Error.Write($"\n{Program}: [ERROR]: {message.Trim()}\n");

    // The profile may name a format too, but an error about the profile must not wait for the profile.
    private static string Format(Terminal terminal, GlobalOptions? options)
    {
        if ((options?.ErrorFormat ?? terminal.Surroundings.Variable("AWS_CLI_ERROR_FORMAT")) is { } asked)
        {
            return asked.ToLowerInvariant();
        }

        var settings = ClientSettings.Load(terminal.Surroundings, options?.Explicit ?? new ExplicitSettings());
        return settings.Succeeded ? settings.Value.Profile?.Get("cli_error_format")?.ToLowerInvariant() ?? "enhanced" : "legacy";
    }
}
