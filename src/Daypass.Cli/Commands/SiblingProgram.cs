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

    /// <summary>Where a program is: beside this one, or below it in a folder of its own, or wherever the shell finds programs. Null when nowhere.</summary>
    public static string? Find(string program)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        string[] places = [Path.Combine(AppContext.BaseDirectory, name), Path.Combine(AppContext.BaseDirectory, program, name)];
        return Array.Find(places, File.Exists) ?? ProgramSearch.Find(name, Variables());
    }

    private static int Replace(Terminal terminal, string program, ParsedArguments arguments)
    {
        if (Find(program) is not { } path)
        {
            ErrorPrinter.PrintPlain(terminal, $"{program} is not installed: it is looked for in {AppContext.BaseDirectory} and along PATH.");
            return Missing;
        }

        return ProgramReplacement.Run(terminal, [path, .. arguments.Rest], Variables());
    }

    private static Dictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? string.Empty;
        }

        return variables;
    }
}
