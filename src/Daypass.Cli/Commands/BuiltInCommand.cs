using Daypass.Cli.Arguments;
using Daypass.Cli.Interaction;

namespace Daypass.Cli.Commands;

/// <summary>One command that is no operation of a service.</summary>
/// <param name="Words">The words that name it: <c>policy eval</c>.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Example">A command line that shows it.</param>
/// <param name="Run">Runs it and gives the exit code.</param>
internal sealed record BuiltInCommand(string Words, string Summary, string Example, Func<Terminal, ParsedArguments, int> Run)
{
    /// <summary>Its options.</summary>
    public OptionRule[] Options { get; init; } = [];

    /// <summary>The word behind the command; null when it takes none.</summary>
    public PositionalRule? Word { get; init; }

    /// <summary>A second word behind the first, which is required; null when there is none.</summary>
    public PositionalRule? Second { get; init; }

    /// <summary>True when everything behind the word, or behind <c>--</c>, is a command line of its own and kept as it is.</summary>
    public bool TakesCommandLine { get; init; }
}
