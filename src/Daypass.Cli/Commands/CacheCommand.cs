using Daypass.Cli.Arguments;
using Daypass.Cli.Interaction;
using Daypass.Client.Cache;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass cache clear</c>: forgets all stored sessions.</summary>
internal static class CacheCommand
{
    /// <summary>Runs the command.</summary>
    public static int Clear(Terminal terminal, ParsedArguments arguments)
    {
        var count = SessionCache.Open(terminal.Environment).Clear();
        terminal.Error.Write($"{count} cached session{(count == 1 ? string.Empty : "s")} forgotten.\n");
        return 0;
    }
}
