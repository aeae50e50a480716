using System.Text;
using Daypass.Client.Errors;

namespace Daypass.Cli.Interaction;

/// <summary>Asks a user for the code of an MFA device, on the terminal itself so that output may go elsewhere.</summary>
internal static class MfaCodePrompt
{
    private const string Device = "/dev/tty";
    private const int Digits = 6;
    private const int Attempts = 3;

    /// <summary>The code: the one that was given, or the one that is typed.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="serial">The device.</param>
    /// <param name="given">The code that was given; null asks.</param>
    /// <param name="again">True when a code was refused before.</param>
    public static ClientResult<string> Ask(Terminal terminal, string serial, string? given, bool again)
    {
        if (given is not null)
        {
            return given;
        }

        if (OperatingSystem.IsWindows())
        {
            return terminal.InputIsTerminal ? Read(terminal.In(), terminal.Error, serial, again) : NoTerminal(serial);
        }

        try
        {
            using var device = new FileStream(Device, FileMode.Open, FileAccess.ReadWrite);
            using var reader = new StreamReader(device, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 256, leaveOpen: true);
            using var writer = new StreamWriter(device, leaveOpen: true) { AutoFlush = true };
            return Read(reader, writer, serial, again);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return NoTerminal(serial);
        }
    }

    private static ClientResult<string> Read(TextReader reader, TextWriter writer, string serial, bool again)
    {
        writer.Write(again ? "That code was refused. Each code is good once: wait for the next one.\n" : string.Empty);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            writer.Write($"Enter MFA code for {serial}: ");
            writer.Flush();
            if (reader.ReadLine()?.Trim() is not { Length: > 0 } code)
            {
                break;
            }

            if (code.Length == Digits && !code.AsSpan().ContainsAnyExceptInRange('0', '9'))
            {
                return code;
            }

            writer.Write("A code has six digits.\n");
        }

        return ClientError.General($"No MFA code was entered for {serial}.");
    }

    private static ClientError NoTerminal(string serial) =>
        ClientError.General($"An MFA code for {serial} is needed, and there is no terminal to ask on.") with
        {
            Advice = "Give it with --token-code, set mfa_process in the profile to a program that prints it, or run daypass once in a terminal: the "
                + "session is cached.",
        };
}
