using System.CommandLine;
using Daypass.Core.Stores;
using Daypass.Server.Operators;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>The options that say which database is meant and where its master key is; the server and every command that works on a database have
/// them.</summary>
internal sealed class StoreSwitches
{
    /// <summary>Read when <c>--database</c> is not given, so that a password need not stand where every user of the machine can read it.</summary>
    public const string DatabaseVariable = "DAYPASS_DATABASE";

    private static readonly ServerOptions Defaults = new();

    private readonly HashSet<Symbol> _unrecorded;

    private readonly Option<string> _data = new("--data")
    {
        Description = "The folder of the database, the master key and the first credentials.",
        DefaultValueFactory = static _ => Defaults.DataDirectory,
    };

    private readonly Option<string?> _database = new("--database")
    {
        Description = $"A PostgreSQL database in place of the folder's SQLite: 'Host=…;Database=…;Username=…;Password=…'; {DatabaseVariable} when not given.",
        HelpName = "CONNECTION",
    };

    private readonly Option<string?> _keyFile = new("--master-key-file")
    {
        Description = "The file of the master key; DATA/master.key when not given.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _keyVariable = new("--master-key-env")
    {
        Description = "The environment variable that holds the master key.",
        HelpName = "NAME",
    };
    private readonly Option<string?> _keyCredential = new("--master-key-credential")
    {
        Description = "The systemd credential (LoadCredential=) that holds the master key.",
        HelpName = "NAME",
    };

    /// <summary>Adds them to a command.</summary>
    public StoreSwitches(Command command)
    {
        _unrecorded = [_data, _database, _keyFile, _keyVariable, _keyCredential];
        command.Options.Add(_data);
        command.Options.Add(_database);
        command.Options.Add(_keyFile);
        command.Options.Add(_keyVariable);
        command.Options.Add(_keyCredential);
    }

    /// <summary>What the operator gave; all else is at its default.</summary>
    public ServerOptions Read(ParseResult parsed) => new()
    {
        DataDirectory = parsed.GetValue(_data)!,
        Database = parsed.GetValue(_database) ?? (Environment.GetEnvironmentVariable(DatabaseVariable) is { Length: > 0 } given ? given : null),
        MasterKeyFile = parsed.GetValue(_keyFile),
        MasterKeyVariable = parsed.GetValue(_keyVariable),
        MasterKeyCredential = parsed.GetValue(_keyCredential),
    };

    /// <summary>The value of an option or an argument is left out of the command's record, because it may be or hold a secret.</summary>
    public void LeaveOut(params IEnumerable<Symbol> secret) => _unrecorded.UnionWith(secret);

    /// <summary>Opens the database and changes or reveals something, which is on record as the operating system's user's (<see cref="OperatorAct"/>): the
    /// command with what it was given, and what <paramref name="work"/> notes of its effect. What the operator can mend is one line and exit code 1.</summary>
    public Task<int> Run(ParseResult parsed, CancellationToken cancelled, Func<OpenStore, Task> work) => Run(parsed, anyHistory: false, work, cancelled);

    /// <summary>The same, and makes the database first where nothing is yet.</summary>
    public async Task<int> RunOnNew(ParseResult parsed, CancellationToken cancelled, Func<OpenStore, Task> work)
    {
        try
        {
            await OpenStore.Make(Read(parsed), cancelled);
        }
        catch (StartException failure)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"daypass-server: {failure.Message}");
            return 1;
        }

        return await Run(parsed, cancelled, work);
    }

    /// <summary>The same, also with a database whose history the folder's server refuses.</summary>
    public Task<int> Run(ParseResult parsed, bool anyHistory, Func<OpenStore, Task> work, CancellationToken cancelled) => Open(
        parsed,
        anyHistory,
        store => OperatorAct.Run(
            store.Database.Audit, GivenParameters.NameOf(parsed.CommandResult), GivenParameters.Read(parsed.CommandResult, _unrecorded), TimeProvider.System,
            async act =>
            {
                store.Act = act;
                await work(store);
                return act;
            },
            cancelled),
        cancelled);

    /// <summary>Opens the database and only looks at it, at what is no secret; that leaves no record.</summary>
    public Task<int> Look(ParseResult parsed, CancellationToken cancelled, Func<OpenStore, Task> work) => Look(parsed, anyHistory: false, work, cancelled);

    /// <summary>The same, also at a database whose history the folder's server refuses.</summary>
    public Task<int> Look(ParseResult parsed, bool anyHistory, Func<OpenStore, Task> work, CancellationToken cancelled) =>
        Open(parsed, anyHistory, work, cancelled);

    private async Task<int> Open(ParseResult parsed, bool anyHistory, Func<OpenStore, Task> work, CancellationToken cancelled)
    {
        try
        {
            await using var store = await OpenStore.Open(Read(parsed), anyHistory, cancelled);
            await work(store);
            return 0;
        }
        catch (Exception failure) when (failure is StartException or StoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"daypass-server: {failure.Message}");
            return 1;
        }
    }
}
