using System.CommandLine;
using Daypass.Policy.Validation;
using Daypass.Server.Hosting;
using Daypass.Worlds.Format;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server world apply|plan|export|schema</c>: everything a server knows as one file.</summary>
internal static class WorldCommand
{
    /// <summary>Stands for standard input or output.</summary>
    private const string Pipe = "-";

    public static Command Create() => new("world", "Apply and export everything a server knows as one JSON file; a running server follows within seconds.")
    {
        Apply(), Plan(), Export(), Schema(),
    };

    private static Command Apply()
    {
        var file = new Argument<string>("FILE") { Description = "The world file, or - for standard input." };
        var credentials = new Option<string?>("--credentials")
        {
            Description = "Where to write the access keys that the file has generated; DATA/credentials.world when not given.",
        };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would be made and changed, and write nothing." };
        var command = new Command("apply",
            "Make and change what the file says. All of it is checked before anything is written; applied again it changes nothing.")
        {
            file, credentials, dry,
        };
        var stores = new StoreSwitches(command);
        var trust = new TrustSwitches(command);
        command.SetAction((parsed, cancelled) => RunOn(stores, parsed, parsed.GetValue(dry), parsed.GetValue(file)!, cancelled, async store =>
        {
            if (parsed.GetValue(dry))
            {
                await Plan(store, parsed.GetValue(file)!, trust.Read(parsed), parsed.InvocationConfiguration.Output, cancelled);
                return;
            }

            await using var source = await WorldSource.Open(parsed.GetValue(file)!, Console.OpenStandardInput, cancelled);
            var path = parsed.GetValue(credentials) ?? GeneratedKeysFile.PathIn(store.Options.DataDirectory);
            var keys = await GeneratedKeysFile.Open(path, store.Store, cancelled);
            var outcome = await source.ApplyTo(store.Worlds(trust.Read(parsed)), keys, store.Act, cancelled);
            await parsed.InvocationConfiguration.Error.WriteAsync(string.Concat(source.Describe(outcome.Advice)));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(keys.Describe(outcome));
        }));
        return command;
    }

    // A file that is not there makes no database; a dry run makes nothing at all.
    private static Task<int> RunOn(
        StoreSwitches stores, ParseResult parsed, bool isDry, string file, CancellationToken cancelled, Func<OpenStore, Task> work) =>
        isDry || (file != Pipe && !File.Exists(file)) ? stores.Run(parsed, cancelled, work) : stores.RunOnNew(parsed, cancelled, work);

    private static Command Plan()
    {
        var file = new Argument<string>("FILE") { Description = "The world file, or - for standard input." };
        var command = new Command("plan", "Say what applying the file would make and change, and write nothing; the same as apply --dry-run.") { file };
        var stores = new StoreSwitches(command);
        var trust = new TrustSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Look(parsed, cancelled, store =>
            Plan(store, parsed.GetValue(file)!, trust.Read(parsed), parsed.InvocationConfiguration.Output, cancelled)));
        return command;
    }

    private static async Task Plan(OpenStore store, string file, TrustRules trust, TextWriter output, CancellationToken cancelled)
    {
        await using var source = await WorldSource.Open(file, Console.OpenStandardInput, cancelled);
        var (added, changed) = (0L, 0L);
        await source.Plan(
            store.Worlds(trust),
            change =>
            {
                (added, changed) = change.IsNew ? (added + 1, changed) : (added, changed + 1);
                return output.WriteLineAsync(change.ToString());
            },
            cancelled);
        await output.WriteLineAsync(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{added} entities would be made, {changed} changed; nothing was written."));
    }

    private static Command Export()
    {
        var file = new Argument<string>("FILE") { Description = "The new file; standard output when not given.", DefaultValueFactory = static _ => Pipe };
        var secrets = new Option<bool>("--with-secrets")
        {
            Description = "Export access keys, hashes of passwords, MFA seeds, private keys and webhooks, too.",
        };
        var command = new Command("export", "Write everything as a world file; applied to an empty server it makes the same world.") { file, secrets };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var export = store.Export(parsed.GetValue(secrets));
            if (parsed.GetValue(file) is Pipe)
            {
                await export.Write(Console.OpenStandardOutput(), cancelled);
                return;
            }

            var path = Path.GetFullPath(parsed.GetValue(file)!);
            if (File.Exists(path))
            {
                throw new StartException($"{path} exists already; an export does not replace a file.");
            }

            await using (var output = CredentialsFile.CreateForOwner(path + ".partial"))
            {
                await export.Write(output, cancelled);
                output.Flush(flushToDisk: true);
            }

            File.Move(path + ".partial", path, overwrite: false);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Wrote {path}{(parsed.GetValue(secrets) ? ", which has secrets in it" : "")}.");
        }));
        return command;
    }

    private static Command Schema()
    {
        var command = new Command("schema", "Print the JSON Schema of world files.");
        command.SetAction(static parsed => parsed.InvocationConfiguration.Output.Write(WorldSchema.Text()));
        return command;
    }
}
