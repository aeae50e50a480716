using Daypass.Cli.Arguments;
using Daypass.Cli.Interaction;
using Daypass.Client;
using Daypass.Client.Cache;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass cache</c>: shows and forgets stored sessions.</summary>
internal static class CacheCommands
{
    /// <summary>Lists the sessions that last; nothing secret.</summary>
    public static int List(Terminal terminal, ParsedArguments arguments)
    {
        var sessions = SessionCache.Open(terminal.Environment).List();
        if (arguments.GetValue("--output") == "json")
        {
            var all = new ListValue();
            foreach (var one in sessions)
            {
                var entry = new MapValue().Set("AccessKeyId", one.Session.AccessKeyId);
                entry.SetIfPresent("Profile", one.Profile);
                all.Items.Add(entry.Set("Expires", Timestamps.Format(one.Session.Expiration!.Value)).Set("Source", one.Session.Source));
            }

            terminal.Out.Write(JsonText.Write(all) + "\n");
            return 0;
        }

        if (sessions.Count == 0)
        {
            terminal.Error.Write("There are no cached sessions.\n");
            return 0;
        }

        var now = terminal.Environment.Clock.GetUtcNow();
        List<string[]> rows = [["PROFILE", "ACCESS KEY", "LEFT", "SOURCE"]];
        foreach (var one in sessions)
        {
            rows.Add([one.Profile ?? "-", one.Session.AccessKeyId, TimeLeft.Describe(one.Session.Expiration!.Value - now), one.Session.Source]);
        }

        terminal.Out.Write(TextTable.Write(rows));
        return 0;
    }

    /// <summary>Forgets all stored sessions, or those of one profile.</summary>
    public static int Clear(Terminal terminal, ParsedArguments arguments)
    {
        var count = SessionCache.Open(terminal.Environment).Clear(arguments.Word);
        var whose = arguments.Word is { } profile ? $" of profile {profile}" : string.Empty;
        terminal.Error.Write($"{count} cached session{(count == 1 ? string.Empty : "s")}{whose} forgotten.\n");
        return 0;
    }
}
