using System.CommandLine;
using System.CommandLine.Parsing;

namespace Daypass.Server.Commands;

/// <summary>Says in one sentence what is wrong with a command line: it names the thing, and what there is in its place.</summary>
internal static class WrongInput
{
    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public static string? Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = NameOf(parsed.CommandResult);

        // An argument takes whatever comes; what looks like an option was meant as one.
        if (parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(static argument => argument.Tokens)
            .FirstOrDefault(static token => token.Value is ['-', '-', _, ..]) is { } meant)
        {
            return ExplainUnknown(meant.Value.Split('=')[0], command, name);
        }

        if (parsed.Errors is not [var first, ..])
        {
            return null;
        }

        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            return ExplainUnknown(unknown, command, name);
        }

        if (parsed.CommandResult.Children.OfType<OptionResult>().FirstOrDefault(static option => IsWithoutValue(option)) is { } bare)
        {
            return $"{bare.Option.Name} needs a value{Sample(bare.Option)}.";
        }

        if (command.Action is null && command.Subcommands.Count > 0)
        {
            return $"{name} needs a command: {List(CommandsOf(command))}.";
        }

        return first.SymbolResult switch
        {
            OptionResult { Implicit: true } option => $"{name} needs {option.Option.Name}: {Lower(option.Option.Description)}",
            OptionResult option when IsOfLibrary(first) => NotOfType(option.Tokens, option.Option.Name, option.Option.ValueType),
            ArgumentResult { Parent: OptionResult option } when IsOfLibrary(first) => NotOfType(option.Tokens, option.Option.Name, option.Option.ValueType),
            ArgumentResult { Tokens.Count: 0 } argument when IsOfLibrary(first) =>
                $"{name} needs {argument.Argument.Name}: {Lower(argument.Argument.Description)}",
            ArgumentResult argument when IsOfLibrary(first) => NotOfType(argument.Tokens, argument.Argument.Name, argument.Argument.ValueType),
            CommandResult when MissingOption(parsed) is { } absent => $"{name} needs {absent.Name}: {Lower(absent.Description)}",
            CommandResult when MissingArgument(parsed) is { } missing => $"{name} needs {missing.Name}: {Lower(missing.Description)}",
            _ => first.Message,
        };
    }

    /// <summary>Has every command refuse texts that are empty: a variable of a script was not set, and no file, account or name is called so.</summary>
    public static void ForbidEmpty(Command command)
    {
        foreach (var option in command.Options)
        {
            option.Validators.Add(result => Forbid(result, option.Name));
        }

        foreach (var argument in command.Arguments)
        {
            argument.Validators.Add(result => Forbid(result, argument.Name));
        }

        foreach (var below in command.Subcommands)
        {
            ForbidEmpty(below);
        }
    }

    private static void Forbid(SymbolResult result, string what)
    {
        if (result.Tokens.Any(static token => token.Value.Length == 0))
        {
            result.AddError($"{what} is empty: a variable that was not set?");
        }
    }

    private static string ExplainUnknown(string unknown, Command command, string name)
    {
        if (unknown.StartsWith('-'))
        {
            var options = command.Options.Select(static option => option.Name);
            return $"{unknown} is no option of {name}.{Suggest(unknown, options)} --help lists what there is.";
        }

        return command.Subcommands.Count > 0
            ? $"'{unknown}' is no command of {name}: there are {List(CommandsOf(command))}.{Suggest(unknown, CommandsOf(command))}"
            : $"{name} does not take '{unknown}'{(command.Arguments.Count == 0 ? "" : $" after {List(command.Arguments.Select(static one => one.Name))}")}.";
    }

    private static string NotOfType(IReadOnlyList<Token> tokens, string what, Type type)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        var wanted = kind == typeof(int) || kind == typeof(long) ? "a whole number"
            : kind == typeof(bool) ? "true or false"
            : kind == typeof(Uri) ? "a URL"
            : kind == typeof(DateTimeOffset) ? "a date and time, such as 2026-11-30T12:00:00Z"
            : "a value of this kind";
        return $"'{(tokens.Count == 0 ? "" : tokens[^1].Value)}' is not {wanted}, for {what}.";
    }

    /// <summary>Sentences of the library name types of the runtime; ours stand as they are.</summary>
    private static bool IsOfLibrary(ParseError error) => error.Message.StartsWith("Cannot parse argument", StringComparison.Ordinal)
        || error.Message.StartsWith("Required argument", StringComparison.Ordinal);

    private static bool IsWithoutValue(OptionResult option) =>
        option is { Implicit: false, Tokens.Count: 0 } && option.Option.Arity.MinimumNumberOfValues > 0;

    private static Option? MissingOption(ParseResult parsed) => parsed.CommandResult.Command.Options.FirstOrDefault(option =>
        option.Required && parsed.GetResult(option) is null or { Implicit: true });

    private static Argument? MissingArgument(ParseResult parsed) => parsed.CommandResult.Command.Arguments.FirstOrDefault(argument =>
        argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 });

    private static string Sample(Option option) => option.HelpName is { } help ? $": {help}" : "";

    private static string Lower(string? description) => description is not { Length: > 1 } text ? "." : char.ToLowerInvariant(text[0]) + text[1..];

    private static IEnumerable<string> CommandsOf(Command command) =>
        command.Subcommands.Where(static below => !below.Hidden).Select(static below => below.Name).Order(StringComparer.Ordinal);

    private static string List(IEnumerable<string> names) => string.Join(", ", names);

    private static string NameOf(CommandResult result)
    {
        var name = GivenParameters.NameOf(result);
        return name.Length == 0 ? "daypass-server" : $"'{name}'";
    }

    private static string Suggest(string unknown, IEnumerable<string> known)
    {
        var (near, distance) = ("", Math.Max(2, unknown.Length / 3) + 1);
        foreach (var one in known)
        {
            if (Distance(unknown, one) is var its && its < distance)
            {
                (near, distance) = (one, its);
            }
        }

        return near.Length == 0 ? "" : $" Did you mean {near}?";
    }

    // How many letters have to be put in, taken away or changed.
    private static int Distance(string one, string other)
    {
        const int Longest = 64;
        if (one.Length > Longest || other.Length > Longest)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var at = 1; at <= one.Length; at++)
        {
            var (diagonal, left) = (row[0], row[0] = at);
            for (var to = 1; to <= other.Length; to++)
            {
                var changed = diagonal + (one[at - 1] == other[to - 1] ? 0 : 1);
                diagonal = row[to];
                left = row[to] = Math.Min(Math.Min(row[to], left) + 1, changed);
            }
        }

        return row[^1];
    }
}
