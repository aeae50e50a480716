using System.Text;
using Daypass.Client;
using Daypass.Client.Errors;

namespace Daypass.Cli.Arguments;

/// <summary>
/// Reads command lines as the aws command line does: options anywhere, abbreviated as long as they stay unambiguous, with
/// <c>=</c> or a space before the value; what no rule knows is left for the next command.
/// </summary>
internal sealed class ArgumentParser
{
    // Longer lists of words are for help.
    private const int MostListed = 8;

    private readonly IReadOnlyList<OptionRule> _rules;
    private readonly PositionalRule? _positional;
    private readonly IReadOnlyList<string> _arguments;
    private readonly (OptionRule? Rule, string? Value, bool IsOption)[] _kinds;
    private readonly ParsedArguments _parsed = new();
    private bool _wordTaken;
    private string? _error;

    private ArgumentParser(IReadOnlyList<OptionRule> rules, PositionalRule? positional, IReadOnlyList<string> arguments)
    {
        (_rules, _positional, _arguments) = (rules, positional, arguments);
        _kinds = new (OptionRule?, string?, bool)[arguments.Count];
    }

    /// <summary>Parses a command line.</summary>
    /// <returns>What was found, or a usage error.</returns>
    public static ClientResult<ParsedArguments> Parse(IReadOnlyList<OptionRule> rules, PositionalRule? positional, IReadOnlyList<string> arguments)
    {
        var parser = new ArgumentParser(rules, positional, arguments);
        parser.Classify();
        parser.Consume();
        parser.CheckRequired();
        return parser._error is null ? parser._parsed : ClientError.Usage($"{parser._error}\n\n{UsageText.Usage}");
    }

    private void Classify()
    {
        var onlyWords = false;
        for (var index = 0; index < _arguments.Count && _error is null; index++)
        {
            var argument = _arguments[index];
            onlyWords |= argument == "--";
            _kinds[index] = onlyWords ? (null, null, false) : ClassifyArgument(argument);
        }
    }

    private (OptionRule? Rule, string? Value, bool IsOption) ClassifyArgument(string argument)
    {
        if (argument.Length < 2 || argument[0] != '-')
        {
            return (null, null, false);
        }

        var mark = argument.IndexOf('=', StringComparison.Ordinal);
        var name = mark < 0 ? argument : argument[..mark];
        var value = mark < 0 ? null : argument[(mark + 1)..];
        List<OptionRule> matches = [];
        foreach (var rule in _rules)
        {
            if (string.Equals(rule.Name, name, StringComparison.Ordinal))
            {
                return (rule, value, true);
            }

            if (name.Length > 2 && rule.Name.StartsWith(name, StringComparison.Ordinal))
            {
                matches.Add(rule);
            }
        }

        if (matches.Count > 1)
        {
            _error = $"ambiguous option: {argument} could match {string.Join(", ", matches.ConvertAll(static rule => rule.Name))}";
        }

        if (matches.Count == 1)
        {
            return (matches[0], value, true);
        }

        return (null, null, !IsNegativeNumber(argument) && !argument.Contains(' ', StringComparison.Ordinal));
    }

    private void Consume()
    {
        for (var index = 0; index < _arguments.Count && _error is null;)
        {
            if (_kinds[index].Rule is { } rule)
            {
                index = ConsumeOption(rule, _kinds[index].Value, index + 1);
            }
            else if (!_kinds[index].IsOption && _arguments[index] == "--")
            {
                index++;
            }
            else if (!_kinds[index].IsOption && _positional is not null && !_wordTaken)
            {
                ConsumeWord(_arguments[index++]);
            }
            else
            {
                _parsed.Rest.Add(_arguments[index++]);
            }
        }
    }

    private void ConsumeWord(string word)
    {
        _wordTaken = true;
        _parsed.Word = word;
        if (_positional!.Choices is { } choices && !Contains(choices, word))
        {
            _error = InvalidChoice(_positional.Name, word, choices);
        }
    }

    // The values behind an option; the next index is answered.
    private int ConsumeOption(OptionRule rule, string? attached, int next)
    {
        List<string> values = [];
        if (attached is not null)
        {
            values.Add(attached);
            _error = rule.Arity == OptionArity.Flag ? $"argument {rule.Name}: ignored explicit argument '{attached}'" : _error;
        }
        else
        {
            var most = rule.Arity switch { OptionArity.Flag => 0, OptionArity.Many => int.MaxValue, _ => 1 };
            while (next < _arguments.Count && values.Count < most && !_kinds[next].IsOption && _arguments[next] != "--")
            {
                values.Add(_arguments[next++]);
            }
        }

        if (values.Count == 0 && rule.Arity == OptionArity.Optional)
        {
            values.Add(rule.Standing!);
        }
        else if (values.Count == 0 && rule.Arity is (OptionArity.One or OptionArity.Repeated))
        {
            _error = $"argument {rule.Name}: expected one argument";
        }

        foreach (var value in values)
        {
            if (rule.Choices.Length > 0 && !Contains(rule.Choices, value))
            {
                _error ??= InvalidChoice(rule.Name, value, rule.Choices);
            }
        }

        _parsed.Set(rule.Name, rule.Arity == OptionArity.Repeated ? [.. _parsed.GetValues(rule.Name) ?? [], .. values] : values);
        return next;
    }

    private void CheckRequired()
    {
        List<string> missing = [];
        foreach (var rule in _rules)
        {
            if (rule.Required && !_parsed.Has(rule.Name))
            {
                missing.Add(rule.Name);
            }
        }

        if (_positional is { Required: true } && !_wordTaken)
        {
            missing.Add(_positional.Choices is { Count: <= MostListed } choices ? $"{_positional.Name} ({string.Join(", ", choices)})" : _positional.Name);
        }

        if (missing.Count > 0)
        {
            _error ??= "the following arguments are required: " + string.Join(", ", missing);
        }
    }

    private static bool Contains(IReadOnlyList<string> choices, string value)
    {
        foreach (var choice in choices)
        {
            if (string.Equals(choice, value, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string InvalidChoice(string name, string value, IReadOnlyList<string> choices)
    {
        var text = new StringBuilder($"argument {name}: Found invalid choice '{value}'\n");
        var close = CloseMatches.Find(value, choices);
        if (close.Count > 0)
        {
            text.Append("\nMaybe you meant:\n");
            foreach (var choice in close)
            {
                text.Append("\n  * ").Append(choice);
            }
        }

        return text.ToString();
    }

    private static bool IsNegativeNumber(string argument)
    {
        var digits = argument.AsSpan(1);
        var dot = digits.IndexOf('.');
        var whole = dot < 0 ? digits : digits[..dot];
        var fraction = dot < 0 ? [] : digits[(dot + 1)..];
        return whole.IndexOfAnyExceptInRange('0', '9') < 0
            && fraction.IndexOfAnyExceptInRange('0', '9') < 0 && (dot < 0 ? whole.Length > 0 : fraction.Length > 0);
    }
}
