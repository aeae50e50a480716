using Daypass.Cli.Arguments;
using Daypass.Cli.Interaction;
using Daypass.Cli.Output;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Context;

/// <summary>Prints errors on standard error in the format that was requested, and gives the exit code.</summary>
internal static class ErrorPrinter
{
    private const string Program = "daypass";

    /// <summary>Prints an error.</summary>
    /// <returns>The exit code.</returns>
    public static int Print(Terminal terminal, GlobalOptions? options, ClientError error)
    {
        var format = error.Code is null ? "legacy" : Format(terminal, options);
        var message = error.Message;
        if (format is "json" or "yaml" or "text" or "table")
        {
            var shown = new MapValue().Set("Code", error.Code!).Set("Message", error.ServiceError is null ? message : error.ServiceError.Message ?? "Unknown");
            terminal.Error.Write(OutputFormat.Write(format, "error", shown, terminal.Width, options?.Color == "on").Value);
            return error.ExitCode;
        }

        var introduced = format == "legacy" || error.Kind == ClientErrorKind.Service ? message : $"An error occurred ({error.Code}): {message}";
        PrintPlain(terminal, introduced);
        if (error.Advice is { } advice)
        {
            terminal.Error.Write(advice + "\n");
        }

        return error.ExitCode;
    }

    /// <summary>Prints a sentence as errors are printed.</summary>
    public static void PrintPlain(Terminal terminal, string message) => terminal.Error.Write($"\n{Program}: [ERROR]: {message.Trim()}\n");

    // The profile may name a format too, but an error about the profile must not wait for the profile.
    private static string Format(Terminal terminal, GlobalOptions? options)
    {
        if ((options?.ErrorFormat ?? terminal.Environment.GetVariable("AWS_CLI_ERROR_FORMAT")) is { } asked)
        {
            return asked.ToLowerInvariant();
        }

        var settings = ClientSettings.Load(terminal.Environment, options?.Explicit ?? new ExplicitSettings());
        return settings.Succeeded ? settings.Value.Profile?.Get("cli_error_format")?.ToLowerInvariant() ?? "enhanced" : "legacy";
    }
}
