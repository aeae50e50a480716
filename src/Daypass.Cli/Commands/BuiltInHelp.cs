using System.Text;
using Daypass.Cli.Arguments;
using Daypass.Cli.Aws;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client;
using Daypass.Client.Errors;

namespace Daypass.Cli.Commands;

/// <summary>Help for the program and for the commands of the table.</summary>
internal static class BuiltInHelp
{
    private const int WrongUsage = 252;

    /// <summary>True when a word begins commands without being one.</summary>
    public static bool IsGroup(string word)
    {
        foreach (var command in BuiltInCommands.All)
        {
            if (command.Words.StartsWith(word + " ", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Prints what there is when nothing was asked for.</summary>
    /// <returns>The exit code of a wrong command line.</returns>
    public static int PrintMissing(Terminal terminal)
    {
        ErrorPrinter.Print(terminal, null, ClientError.Usage($"the following arguments are required: command\n\n{UsageText.Usage}"));
        terminal.Error.Write($"\nCommands: {string.Join(", ", CommandNames.All)}.\n");
        return WrongUsage;
    }

    /// <summary>Prints the help of a group of commands, or that a word behind it is none of them.</summary>
    public static int PrintGroup(Terminal terminal, IReadOnlyList<string> arguments, int word)
    {
        var group = arguments[word];
        if (word + 1 == arguments.Count || arguments[word + 1] is "help" or "--help" or "-h")
        {
            return Print(terminal, arguments, word);
        }

        List<string> choices = [];
        foreach (var command in BuiltInCommands.All)
        {
            if (command.Words.StartsWith(group + " ", StringComparison.Ordinal))
            {
                choices.Add(command.Words[(group.Length + 1)..]);
            }
        }

        // As with every other wrong word: a script that went on would never do what it was written for.
        var close = CloseMatches.Find(arguments[word + 1], choices, 0.6);
        var meant = close.Count == 0 ? $"There are: {string.Join(", ", choices)}." : $"Maybe you meant:\n\n  * {string.Join("\n  * ", close)}";
        return ErrorPrinter.Print(
            terminal, null, ClientError.Usage($"argument {group}: Found invalid choice '{arguments[word + 1]}'\n\n{meant}\n\n{UsageText.Usage}"));
    }

    /// <summary>Prints the help a command line asks for.</summary>
    public static int Print(Terminal terminal, IReadOnlyList<string> arguments, int word)
    {
        var group = word >= 0 && arguments[word] != "help" ? arguments[word] : null;
        var text = new StringBuilder();
        if (group is null)
        {
            text.Append("daypass: your own AWS STS, on the command line.\n\n").Append(UsageText.Line).Append("\n\nCommands:\n");
            ServiceHelp.Append(text, "sts", "The twelve operations of STS, as aws sts has them.");
            ServiceHelp.Append(text, "iam", "The operations of IAM, as aws iam has them.");
        }
        else
        {
            text.Append($"Commands of daypass {group}:\n");
        }

        foreach (var command in BuiltInCommands.All)
        {
            if (group is null || command.Words.StartsWith(group + " ", StringComparison.Ordinal))
            {
                ServiceHelp.Append(text, command.Words, command.Summary);
            }
        }

        text.Append("\nExample:\n  ").Append(
            group is null ? "daypass sts get-caller-identity --endpoint-url http://127.0.0.1:8017" : $"daypass {group} --help").Append('\n');
        text.Append(group is null ? "\nHelp for a command: daypass <command> --help\n" : string.Empty);
        terminal.Out.Write(text.ToString());
        return 0;
    }

    /// <summary>Prints the help of one command.</summary>
    public static int Print(Terminal terminal, BuiltInCommand command)
    {
        var word = (command.Word is { } positional ? $" {positional.Name}" : string.Empty) + (command.Second is { } second ? $" {second.Name}" : string.Empty);
        var text = new StringBuilder(
            $"daypass {command.Words}{word} [options]{(command.TakesCommandLine ? " -- command [arguments]" : string.Empty)}\n\n{command.Summary}\n");
        if (command.Options.Length > 0)
        {
            text.Append("\nOptions:\n");
        }

        foreach (var rule in command.Options)
        {
            var value = rule.Choices.Length > 0 ? " " + string.Join('|', rule.Choices) : rule.Arity == OptionArity.Flag ? string.Empty : " <value>";
            ServiceHelp.Append(text, rule.Name + value, (rule.Required ? "(required) " : string.Empty) + rule.Summary);
        }

        text.Append("\nExample:\n  ").Append(command.Example).Append('\n');
        terminal.Out.Write(text.ToString());
        return 0;
    }
}
