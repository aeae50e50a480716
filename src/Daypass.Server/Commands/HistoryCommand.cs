using System.CommandLine;
using Daypass.Server.Hosting;
using Daypass.Storage.Histories;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server history show|accept</c>: which history of the database is followed.</summary>
internal static class HistoryCommand
{
    public static Command Create() => new("history",
        "Show which history of its database a node has followed, and accept another one: after a restore, or a failover that lost changes.")
    {
        Show(), Accept(),
    };

    private static Command Show()
    {
        var command = new Command("show", "Show what the folder's server has seen of its database, and what the database has now.");
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Look(parsed, anyHistory: true, async store =>
        {
            var seen = new HistoryFile(ServerFolder.HistoryIn(store.Options), mayWrite: false).Read();
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"Seen here: {(seen is null ? "nothing yet" : seen)}.\nIn {store.Database.Where} now: {store.Database.History}.");
        }, cancelled));
        return command;
    }

    private static Command Accept()
    {
        var command = new Command("accept",
            "Say that the history the database has now is the right one. Nodes that have seen a newer one, and refuse it, follow it within seconds; what only"
                + " the other history had is lost.");
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, anyHistory: true, async store =>
        {
            var accepted = await store.Database.AcceptHistory(Environment.UserName, cancelled);
            store.Act?.Note($"The history of the database was accepted: {accepted}.");
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"The history of {store.Database.Where} is accepted: {accepted}. Keys and policies that were revoked after it are as they were before: look at "
                    + "them now.");
        }, cancelled));
        return command;
    }
}
