using Daypass.Mcp.Answers;

namespace Daypass.Mcp.Tools;

/// <summary>Refusals of commands that no tool knows.</summary>
internal static class UnknownCommand
{
    private const int Few = 20;

    /// <summary>The refusal of an unknown command, in the words of the API's dispatcher, with the nearest one.</summary>
    public static Refusal Refuse(string command, IReadOnlyList<string> known) => new(
        "InvalidAction",
        $"{UntrustedText.Quote(command)} is not a command of this tool.{NameSuggestion.Suggest(command, known)}",
        known.Count <= Few ? $"The commands are {string.Join(", ", known)}." : "The tool's schema lists the commands.");
}
