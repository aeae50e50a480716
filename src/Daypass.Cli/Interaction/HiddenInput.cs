using System.Runtime.InteropServices;
using System.Text;

namespace Daypass.Cli.Interaction;

/// <summary>Reads a line from the terminal without showing it.</summary>
internal static partial class HiddenInput
{
    /// <summary>The line; null when there is no terminal or the input ended.</summary>
    public static string? Read(string question, TextWriter error)
    {
        if (!OperatingSystem.IsWindows())
        {
            // It turns the echo off, asks on the terminal itself, and puts the terminal back, also when it is interrupted.
            return Marshal.PtrToStringUTF8(GetPass(question));
        }

        error.Write(question);
        var line = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            line.Length -= key.Key == ConsoleKey.Backspace && line.Length > 0 ? 1 : 0;
            line.Append(key.KeyChar >= ' ' ? key.KeyChar.ToString() : string.Empty);
        }

        error.Write('\n');
        return line.ToString();
    }

    [LibraryImport("libc", EntryPoint = "getpass", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetPass(string question);
}
