using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;

namespace Daypass.Cli.Commands;

/// <summary>Runs another program below this one: signals are passed on, the exit code is the program's.</summary>
internal sealed partial class ChildProgram : IDisposable
{
    private const int NotFound = 127;
    private const int Interrupt = 2;
    private const int Quit = 3;

    private const int WindowSize = 28;

    /// <summary>
    /// Hang-up, interrupt, quit, terminate, a change of the window's size, and the two of the user's, whose numbers are Linux's own: what tells a
    /// program something.
    /// </summary>
    private static readonly int[] Signals = OperatingSystem.IsWindows()
        ? [Interrupt]
        : OperatingSystem.IsLinux() ? [1, Interrupt, Quit, 15, WindowSize, 10, 12] : [1, Interrupt, Quit, 15, WindowSize];

    private readonly Lock _one = new();
    private readonly List<int> _early = [];
    private readonly List<PosixSignalRegistration> _registrations = [];
    private Process? _program;

    private ChildProgram()
    {
        // What the keyboard sends reaches the whole group, so the program has it already.
        var keyboard = OperatingSystem.IsWindows() || Terminal.IsAttached();
        foreach (var number in Signals)
        {
            _registrations.Add(PosixSignalRegistration.Create(ToSignal(number), received =>
            {
                received.Cancel = true;
                if (!keyboard || number is not (Interrupt or Quit))
                {
                    Forward(number);
                }
            }));
        }
    }

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
        using var child = new ChildProgram();
        try
        {
            return child.Run(start);
        }
        catch (Win32Exception missing)
        {
            ErrorPrinter.PrintPlain(terminal, $"{command[0]}: {missing.Message}");
            return NotFound;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registrations.ForEach(static registration => registration.Dispose());
        _program?.Dispose();
    }

    private int Run(ProcessStartInfo start)
    {
        lock (_one)
        {
            _program = Process.Start(start)!;
            _early.ForEach(Send);
        }

        _program.WaitForExit();
        return _program.ExitCode;
    }

    private void Forward(int number)
    {
        lock (_one)
        {
            if (_program is null)
            {
                _early.Add(number);
            }
            else
            {
                Send(number);
            }
        }
    }

    private void Send(int number)
    {
        if (!OperatingSystem.IsWindows() && !_program!.HasExited)
        {
            // The program may end in between; then there is no process left to signal.
            _ = Kill(_program.Id, number);
        }
    }

    private static PosixSignal ToSignal(int number) => number switch
    {
        1 => PosixSignal.SIGHUP,
        Interrupt => PosixSignal.SIGINT,
        Quit => PosixSignal.SIGQUIT,
        15 => PosixSignal.SIGTERM,
        _ => (PosixSignal)number,
    };

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
