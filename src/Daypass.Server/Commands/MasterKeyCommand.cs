using System.CommandLine;
using System.Globalization;
using Daypass.Core.Recovery;
using Daypass.Core.Sealing;
using Daypass.Server.Hosting;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server master-key list|add|rotate|forget</c>: puts a new master key in the place of the old one while servers run.</summary>
internal static class MasterKeyCommand
{
    public static Command Create() => new("master-key", "Replace the master key while servers run: add, bring the file to every node, rotate, forget.")
    {
        List(), Add(), Rotate(), Forget(),
    };

    private static Command List()
    {
        var command = new Command("list", "List the master keys: fingerprint, what it does, how many secrets are under it.");
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Look(parsed, cancelled, async store =>
        {
            var counts = await ChangeIn(store).Count(cancelled);
            var known = store.Envelope.Known.Select(static key => key.Id).ToList();
            foreach (var id in known.Union(counts.Keys))
            {
                var does = !known.Contains(id) ? "is not here" : id == store.Envelope.CurrentId ? "encrypts" : "decrypts";
                await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{id:x8}\t{does}\t{counts.GetValueOrDefault(id)}"));
            }
        }));
        return command;
    }

    private static Command Add()
    {
        var command = new Command("add", "Write a new master key behind the one in use into its file. Nothing uses it yet.");
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var file = FileOf(store.Options);
            if (store.Envelope.Known.Count > 1)
            {
                throw new StartException($"{file.Path} has {store.Envelope.Known.Count} master keys already: go on with 'master-key rotate' or 'master-key"
                    + $" forget'.");
            }

            var made = MasterKey.NewRandom();
            file.Append(made);
            await store.Tell(
                parsed, $"Added {made} to {file.Path}. Bring this file to every node, then run 'master-key rotate'.");
        }));
        return command;
    }

    private static Command Rotate()
    {
        var command = new Command("rotate", "Encrypt everything stored with the new master key; running servers take it up. It may be run again.");
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var next = store.Envelope.Known[^1];
            if (store.Envelope.Known.Count == 1)
            {
                throw new StartException($"There is only {next}, which is in use: 'master-key add' makes the next.");
            }

            var (keys, entities) = await ChangeIn(store).Run(next, TimeProvider.System, cancelled);
            await store.Tell(parsed, string.Create(
                CultureInfo.InvariantCulture, $"Everything is under {next}: {keys} keys of the ring and {entities} entities were not."));
        }));
        return command;
    }

    private static Command Forget()
    {
        var command = new Command("forget", "Take the master keys that nothing is under any more out of the file.");
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var file = FileOf(store.Options);
            var counts = await ChangeIn(store).Count(cancelled);
            if (counts.Keys.FirstOrDefault(id => id != store.Envelope.CurrentId) is not 0 and var other)
            {
                throw new StartException(string.Create(
                    CultureInfo.InvariantCulture, $"{counts[other]} secrets are under master key {other:x8}: run 'master-key rotate' first."));
            }

            var kept = store.Envelope.Known.Single(key => key.Id == store.Envelope.CurrentId);
            var gone = store.Envelope.Known.Where(key => key != kept).ToList();
            file.Replace(kept);
            await store.Tell(parsed, gone.Count == 0
                ? $"{file.Path} has {kept} alone."
                : $"{file.Path} has {kept} alone; {string.Join(" and ", gone)} {(gone.Count == 1 ? "is" : "are")} out of it. Bring this file to every node.");
        }));
        return command;
    }

    private static MasterKeyChange ChangeIn(OpenStore store) => new(store.Ring, new StoredSecrets(store.Store, store.Envelope));

    private static MasterKeyFile FileOf(ServerOptions options) => Stores.SourceOf(options) is { Credential: null, Variable: null, Path: { } path }
        ? new MasterKeyFile(path)
        : throw new StartException("The master key comes from the environment or a credential: change it there. Both keys in it, separated by a line end or a"
            + " comma, the new one last; start every node again, then run 'master-key rotate'.");
}
