using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Daypass.Server.Commands;

/// <summary>What a command was given, for its record: <c>--at-once</c> becomes <c>atOnce</c>, the argument <c>ACCOUNT</c> becomes <c>account</c>.</summary>
internal static class GivenParameters
{
    /// <summary>The command as it is called, without the program: <c>keys rotate</c>.</summary>
    public static string NameOf(CommandResult result)
    {
        var words = new Stack<string>();
        for (SymbolResult? at = result; at is CommandResult { Command: not RootCommand } command; at = command.Parent)
        {
            words.Push(command.Command.Name);
        }

        return string.Join(' ', words);
    }

    /// <summary>Its arguments and options, those that were given.</summary>
    /// <param name="result">What was parsed.</param>
    /// <param name="without">What is not for the record.</param>
    public static IReadOnlyList<KeyValuePair<string, object>> Read(CommandResult result, IReadOnlySet<Symbol> without)
    {
        var given = new List<KeyValuePair<string, object>>();
        foreach (var argument in result.Command.Arguments)
        {
            if (!without.Contains(argument) && result.GetResult(argument) is { Tokens.Count: > 0 } found)
            {
                given.Add(new(argument.Name.ToLowerInvariant(), Text(found)));
            }
        }

        foreach (var option in result.Command.Options)
        {
            if (!without.Contains(option) && result.GetResult(option) is { Implicit: false } found)
            {
                given.Add(new(Name(option), found.Tokens.Count == 0 ? true : Text(found)));
            }
        }

        return given;
    }

    private static string Text(SymbolResult result) => string.Join(' ', result.Tokens.Select(static token => token.Value));

    private static string Name(Option option)
    {
        var words = option.Name.TrimStart('-').Split('-');
        return string.Concat(words.Select(static (word, at) =>
            at == 0 || word.Length == 0 ? word : string.Concat(word[..1].ToUpper(CultureInfo.InvariantCulture), word.AsSpan(1))));
    }
}
