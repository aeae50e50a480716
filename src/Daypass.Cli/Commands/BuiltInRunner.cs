using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client.Errors;

namespace Daypass.Cli.Commands;

/// <summary>Reads the arguments of a command of the table and runs it.</summary>
internal static class BuiltInRunner
{
    /// <summary>Runs a command.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="command">The command.</param>
    /// <param name="arguments">The whole command line.</param>
    /// <param name="word">Where the command's first word stands.</param>
    public static int Run(Terminal terminal, BuiltInCommand command, IReadOnlyList<string> arguments, int word)
    {
        List<string> own = [];
        for (var index = 0; index < arguments.Count; index++)
        {
            if (index < word || index >= word + command.Words.Split(' ').Length)
            {
                own.Add(arguments[index]);
            }
        }

        List<string> commandLine = [];
        if (command is { TakesCommandLine: true, Word: null })
        {
            // All of it belongs to the other program, its options for help included.
            commandLine.AddRange(own is ["--", ..] ? own[1..] : own);
            own.Clear();
        }
        else if (command.TakesCommandLine)
        {
            Split(command, own, commandLine);
        }

        if (own.Contains("--help") || own.Contains("-h") || own is ["help"])
        {
            return BuiltInHelp.Print(terminal, command);
        }

        var parsed = ArgumentParser.Parse(command.Options, command.Word, own);
        if (!parsed.Succeeded)
        {
            return ErrorPrinter.Print(terminal, null, parsed.Error);
        }

        if (command.Second is { } second && !TakeSecond(parsed.Value))
        {
            return ErrorPrinter.Print(
                terminal, null, ClientError.Usage($"the following arguments are required: {second.Name}\n\n{UsageText.Usage}"));
        }

        if (parsed.Value.Rest.Count > 0)
        {
            ErrorPrinter.PrintPlain(
                terminal,
                $"Unknown options: {string.Join(", ", parsed.Value.Rest)}\n\nTo see help text, you can run: daypass {command.Words} --help");
            return 252;
        }

        parsed.Value.Rest.AddRange(commandLine);
        return command.Run(terminal, parsed.Value);
    }

    private static bool TakeSecond(ParsedArguments parsed)
    {
        if (parsed.Rest is not [var word, ..] || word.StartsWith('-'))
        {
            return false;
        }

        parsed.Second = word;
        parsed.Rest.RemoveAt(0);
        return true;
    }

    // Everything behind "--", or else behind the first word that is no option, belongs to the other program.
    private static void Split(BuiltInCommand command, List<string> own, List<string> commandLine)
    {
        var cut = own.IndexOf("--");
        var from = cut + 1;
        if (cut < 0)
        {
            cut = from = EndOfWord(command, own);
        }

        commandLine.AddRange(own[Math.Min(from, own.Count)..]);
        own.RemoveRange(cut, own.Count - cut);
    }

    private static int EndOfWord(BuiltInCommand command, List<string> own)
    {
        for (var index = 0; index < own.Count; index++)
        {
            if (!own[index].StartsWith('-'))
            {
                return index + 1;
            }

            var takesValue = Array.Exists(command.Options, rule =>
                rule.Name == own[index] && rule.Arity is (OptionArity.One or OptionArity.Repeated));
            index += takesValue ? 1 : 0;
        }

        return own.Count;
    }
}
