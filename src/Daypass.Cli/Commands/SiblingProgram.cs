using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass serve</c> and <c>daypass mcp</c>: the executables beside this one, with everything that was given.</summary>
internal static class SiblingProgram
{
    private const int Missing = 127;

    /// <summary>Becomes the server.</summary>
    public static int Serve(Terminal terminal, ParsedArguments arguments) => Replace(terminal, "daypass-server", arguments);

    /// <summary>Becomes the agent tool.</summary>
    public static int Mcp(Terminal terminal, ParsedArguments arguments) => Replace(terminal, "daypass-mcp", arguments);

    private static int Replace(Terminal terminal, string program, ParsedArguments arguments)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? string.Empty;
        }

        // Beside this program, or below it in a folder of its own, or wherever the shell finds programs.
        string[] places = [Path.Combine(AppContext.BaseDirectory, name), Path.Combine(AppContext.BaseDirectory, program, name)];
        var path = Array.Find(places, File.Exists) ?? ProgramSearch.Find(name, variables);
        if (path is null)
        {
            ErrorPrinter.PrintPlain(terminal, $"{program} is not installed: it is looked for in {AppContext.BaseDirectory} and along PATH.");
            return Missing;
        }

        return ProgramReplacement.Run(terminal, [path, .. arguments.Rest], variables);
    }
}
