namespace Daypass.Cli.Arguments;

/// <summary>What was found on a command line: the options of the rules, the one word, and the rest in order.</summary>
internal sealed class ParsedArguments
{
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.Ordinal);

    /// <summary>The word that is no option, or null.</summary>
    public string? Word { get; set; }

    /// <summary>The word behind it, where the command takes two; or null.</summary>
    public string? Second { get; set; }

    /// <summary>What no rule knows, for the next parser or for a refusal.</summary>
    public List<string> Rest { get; } = [];

    /// <summary>True when the option was given.</summary>
    public bool Has(string option) => _values.ContainsKey(option);

    /// <summary>The values of an option; null when it was not given.</summary>
    public IReadOnlyList<string>? GetValues(string option) => _values.GetValueOrDefault(option);

    /// <summary>The only value of an option; null when it was not given.</summary>
    public string? GetValue(string option) => GetValues(option) is [var value, ..] ? value : null;

    internal void Set(string option, IReadOnlyList<string> given) => _values[option] = given;
}
