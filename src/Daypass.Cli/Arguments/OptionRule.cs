namespace Daypass.Cli.Arguments;

/// <summary>How many values an option takes.</summary>
internal enum OptionArity
{
    /// <summary>None; being there is all it says.</summary>
    Flag,

    /// <summary>Exactly one.</summary>
    One,

    /// <summary>Exactly one, and the option may be given again for another.</summary>
    Repeated,

    /// <summary>One, or none, which stands for a fixed value.</summary>
    Optional,

    /// <summary>Any number, up to the next option.</summary>
    Many,
}

/// <summary>One option of a command.</summary>
/// <param name="Name">With its two dashes.</param>
/// <param name="Arity">How many values it takes.</param>
internal sealed record OptionRule(string Name, OptionArity Arity = OptionArity.One)
{
    /// <summary>True when the command cannot do without it.</summary>
    public bool Required { get; init; }

    /// <summary>The only values it takes; empty when any will do.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>What an option of arity <see cref="OptionArity.Optional"/> stands for when no value follows.</summary>
    public string? Standing { get; init; }

    /// <summary>One sentence for help texts.</summary>
    public string Summary { get; init; } = string.Empty;
}

/// <summary>A word that is no option.</summary>
/// <param name="Name">What it is called in errors.</param>
/// <param name="Choices">The only words it may be; null when any will do.</param>
/// <param name="Required">False when it may be missing.</param>
internal sealed record PositionalRule(string Name, IReadOnlyList<string>? Choices, bool Required = true);
