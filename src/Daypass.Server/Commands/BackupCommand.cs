using System.CommandLine;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server backup FILE</c>: copies the live SQLite database. The master key is not in the copy.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The new file; an existing one is not replaced." };
        var command = new Command("backup",
            "Copy the SQLite database while it is in use, as it is at one instant. The master key is not in the copy: keep it apart.") { file };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            try
            {
                await store.Database.Backup(path, cancelled);
            }
            catch (InvalidOperationException shared)
            {
                throw new StartException(shared.Message, shared);
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Copied the database to {path}, which is of use only together with the master key.");
        }));
        return command;
    }
}
