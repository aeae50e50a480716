using Daypass.Mcp.Calls;
using Daypass.Mcp.Safety;

namespace Daypass.Mcp.Tools;

/// <summary>Refusals of commands that no tool knows.</summary>
internal static class Commands
{
    private const int Few = 20;

    /// <summary>The refusal of an unknown command, in the words of the API's dispatcher, with the nearest one.</summary>
    public static Refusal Unknown(string command, IReadOnlyList<string> known) => new(
        "InvalidAction",
        $"{Person.Shown(command)} is not a command of this tool.{Names.Suggest(command, known)}",
        known.Count <= Few ? $"The commands are {string.Join(", ", known)}." : "The tool's schema lists the commands.");
}
