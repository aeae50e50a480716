using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Daypass.Cli.Commands;

/// <summary>Runs another program below this one: signals are passed on, the exit code is the program's.</summary>
internal static partial class ChildProgram
{
    private const int NotFound = 127;

    /// <summary>Runs a program and waits for it.</summary>
    /// <returns>Its exit code; 128 and the number of the signal when one ended it.</returns>
    public static int Run(Terminal terminal, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0]) { UseShellExecute = false };
        for (var index = 1; index < command.Count; index++)
        {
            start.ArgumentList.Add(command[index]);
        }

        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        terminal.Out.Flush();
        try
        {
            using var program = Process.Start(start)!;
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
            using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, static signal => signal.Cancel = true);
            using var terminate = Forward(PosixSignal.SIGTERM, 15, program);
            using var hangUp = Forward(PosixSignal.SIGHUP, 1, program);
            program.WaitForExit();
            return program.ExitCode;
        }
        catch (Win32Exception missing)
        {
            FaultPrinting.PrintPlain(terminal, $"{command[0]}: {missing.Message}");
            return NotFound;
        }
    }

    // The keyboard's signals reach the program by themselves, being meant for the whole group; these two are sent to one process.
    private static PosixSignalRegistration Forward(PosixSignal signal, int number, Process program) =>
        PosixSignalRegistration.Create(signal, received =>
        {
            received.Cancel = true;
            if (!OperatingSystem.IsWindows() && !program.HasExited)
            {
                // The program may end in between; then there is nobody left to tell.
                _ = Kill(program.Id, number);
            }
        });

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
