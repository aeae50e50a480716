using System.Runtime.InteropServices;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;

namespace Daypass.Cli.Commands;

/// <summary>Becomes another program: on Unix this process is replaced, so that signals, terminal and exit code are that program's own.</summary>
internal static partial class ProgramReplacement
{
    private const int NotFound = 127;
    private const int NotExecutable = 126;
    private const int PipeSignal = 13;
    private const int AccessDenied = 13;

    /// <summary>Runs a program instead of this one.</summary>
    /// <returns>The program's exit code where this process continues, or that of a shell that cannot run it.</returns>
    public static int Run(Terminal terminal, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        if (OperatingSystem.IsWindows())
        {
            return ChildProgram.Run(terminal, command, environment);
        }

        terminal.Out.Flush();
        if (ProgramSearch.Find(command[0], environment) is not { } path)
        {
            ErrorPrinter.PrintPlain(terminal, $"{command[0]}: command not found");
            return NotFound;
        }

        var variables = new List<string>(environment.Count);
        foreach (var (name, value) in environment)
        {
            variables.Add(name + "=" + value);
        }

        // The runtime ignores broken pipes; the new program would inherit that.
        var handler = Signal(PipeSignal, 0);
        Execute(path, Pointers(command), Pointers(variables));
        var error = Marshal.GetLastPInvokeError();
        Signal(PipeSignal, handler);
        ErrorPrinter.PrintPlain(terminal, $"{command[0]}: {Marshal.GetPInvokeErrorMessage(error)}");
        return error == AccessDenied ? NotExecutable : NotFound;
    }

    // An array of C strings with a null at its end; it lives as long as the process, which ends here or at once after.
    private static nint[] Pointers(IReadOnlyList<string> texts)
    {
        var pointers = new nint[texts.Count + 1];
        for (var index = 0; index < texts.Count; index++)
        {
            pointers[index] = Marshal.StringToCoTaskMemUTF8(texts[index]);
        }

        return pointers;
    }

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, nint[] arguments, nint[] environment);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int number, nint handler);
}
