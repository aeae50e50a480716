using Daypass.Cli.Arguments;
using Daypass.Cli.Aws;
using Daypass.Cli.Commands;
using Daypass.Cli.Interaction;
using Daypass.Client;

namespace Daypass.Cli;

/// <summary>Finds out which command a command line is for and runs it.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(Terminal terminal, IReadOnlyList<string> arguments)
    {
        var word = FirstWord(arguments);
        if (word < 0 && Contains(arguments, "--version"))
        {
            terminal.Out.Write($"daypass/{ClientVersion.Text}\n");
            return 0;
        }

        if (word < 0 ? Contains(arguments, "--help") || Contains(arguments, "-h") : arguments[word] == "help")
        {
            return BuiltInHelp.Print(terminal, arguments, word);
        }

        if (arguments.Count == 0)
        {
            return BuiltInHelp.PrintMissing(terminal);
        }

        if (word < 0 || arguments[word] is "sts" or "iam")
        {
            return ServiceCommand.Run(terminal, arguments);
        }

        // Options may stand before the command as well as behind it.
        return BuiltInCommands.Find(arguments, word) is { } command
            ? BuiltInRunner.Run(terminal, command, arguments, word)
            : BuiltInHelp.IsGroup(arguments[word]) ? BuiltInHelp.PrintGroup(terminal, arguments, word) : ServiceCommand.Run(terminal, arguments);
    }

    // The first argument that is neither an option nor the value of one.
    private static int FirstWord(IReadOnlyList<string> arguments)
    {
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (argument.Length < 2 || argument[0] != '-')
            {
                return index;
            }

            foreach (var rule in GlobalOptions.Rules)
            {
                if (rule.Arity == OptionArity.One && rule.Name.StartsWith(argument, StringComparison.Ordinal))
                {
                    index++;
                    break;
                }
            }
        }

        return -1;
    }

    private static bool Contains(IReadOnlyList<string> arguments, string wanted)
    {
        foreach (var argument in arguments)
        {
            if (argument == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
