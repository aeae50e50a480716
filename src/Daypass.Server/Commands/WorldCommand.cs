using System.CommandLine;
using Daypass.Server.Hosting;
using Daypass.Worlds.Format;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server world apply|export|schema</c>: everything a server knows as one file.</summary>
internal static class WorldCommand
{
    /// <summary>Stands for standard input or output.</summary>
    private const string Pipe = "-";

    public static Command Create() => new("world", "Apply and export everything a server knows as one JSON file; a running server follows within seconds.")
    {
        Apply(), Export(), Schema(),
    };

    private static Command Apply()
    {
        var file = new Argument<string>("FILE") { Description = "The world file, or - for standard input." };
        var credentials = new Option<string?>("--credentials")
        {
            Description = "Where to write the access keys that the file has generated; DATA/credentials.world when not given.",
        };
        var command = new Command("apply",
            "Make and change what the file says. All of it is checked before anything is written; applied again it changes nothing.")
        {
            file, credentials,
        };
        var stores = new StoreSwitches(command);
        var trust = new TrustSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            await using var source = await WorldSource.Open(parsed.GetValue(file)!, Console.OpenStandardInput, cancelled);
            var path = parsed.GetValue(credentials) ?? GeneratedKeysFile.PathIn(store.Options.DataDirectory);
            var keys = await GeneratedKeysFile.Open(path, store.Store, cancelled);
            var outcome = await source.ApplyTo(store.Worlds(trust.Read(parsed)), keys, store.Act, cancelled);
            await parsed.InvocationConfiguration.Error.WriteAsync(string.Concat(source.Describe(outcome.Advice)));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(keys.Describe(outcome));
        }));
        return command;
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
