using System.ComponentModel;
using System.Diagnostics;
using Daypass.Client.Errors;

namespace Daypass.Client.Credentials;

/// <summary>Runs credential and MFA processes: no shell in between, the terminal stays theirs for questions and errors.</summary>
public static class ExternalProgram
{
    /// <summary>What the program prints on its standard output.</summary>
    /// <param name="arguments">The program and its arguments.</param>
    /// <returns>The output, or why the program could not be run or that it failed.</returns>
    public static ClientResult<string> Run(IReadOnlyList<string> arguments) => Run(arguments, apart: false);

    /// <summary>The same for a caller whose standard input is not a user's: the program sees an empty one.</summary>
    public static ClientResult<string> RunWithoutInput(IReadOnlyList<string> arguments) => Run(arguments, apart: true);

    private static ClientResult<string> Run(IReadOnlyList<string> arguments, bool apart)
    {
        if (arguments.Count == 0)
        {
            return ClientError.General("No program is named.");
        }

        var start = new ProcessStartInfo(arguments[0]) { RedirectStandardOutput = true, RedirectStandardInput = apart, UseShellExecute = false };
        for (var index = 1; index < arguments.Count; index++)
        {
            start.ArgumentList.Add(arguments[index]);
        }

        try
        {
            using var program = Process.Start(start)!;
            if (apart)
            {
                program.StandardInput.Close();
            }

            var output = program.StandardOutput.ReadToEnd();
            program.WaitForExit();
            return program.ExitCode == 0 ? output : ClientError.General($"{arguments[0]} ended with exit code {program.ExitCode}");
        }
        catch (Win32Exception missing)
        {
            return ClientError.General($"{arguments[0]} cannot be run: {missing.Message}");
        }
    }
}
