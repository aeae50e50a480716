using Daypass.Core.Sealing;
using Daypass.Server.Options;
using Daypass.Storage;
using Daypass.Storage.Histories;
using Daypass.Storage.Sql;

namespace Daypass.Server.Hosting;

/// <summary>Opens what the operator named: the database, and the master key that is not in it.</summary>
internal static class Stores
{
    /// <summary>The PostgreSQL database of the options, or the SQLite one of their folder.</summary>
    /// <exception cref="UnusableDatabaseException">It cannot be used; the message says why.</exception>
    /// <exception cref="IOException">It cannot be remembered which history of it is followed.</exception>
    /// <exception cref="StartException">It is not there, and was; or others may write to it.</exception>
    public static async Task<Database> Open(ServerOptions options, TimeProvider clock, CancellationToken cancelled)
    {
        var history = new HistoryFile(ServerFolder.HistoryIn(options), mayWrite: true);
        if (options.Database is not { } connection)
        {
            ServerFolder.Validate(options);
            return await Database.OpenSqlite(options.DataDirectory, history, clock, cancelled);
        }

        return await Database.OpenPostgres(connection, history, clock, cancelled);
    }

    /// <summary>The same for a command, which looks at it for a moment; it follows no other history than the folder's server, unless that is its very
    /// purpose.</summary>
    /// <exception cref="UnusableDatabaseException">It cannot be used; the message says why.</exception>
    /// <exception cref="IOException">It cannot be read which history of it is followed.</exception>
    public static Task<Database> OpenForCommand(ServerOptions options, bool anyHistory, CancellationToken cancelled)
    {
        var history = anyHistory ? null : new HistoryFile(ServerFolder.HistoryIn(options), mayWrite: false);
        return options.Database is { } connection
            ? Database.OpenPostgres(connection, history, TimeProvider.System, cancelled)
            : Database.OpenSqlite(options.DataDirectory, history, TimeProvider.System, cancelled);
    }

    /// <summary>What encrypts stored secrets. The master key is made where it is missing only for a database that nothing was stored in yet, because no other
    /// key could open what is stored.</summary>
    /// <exception cref="MasterKeyException">It cannot be read.</exception>
    /// <exception cref="StartException">It is missing and may not be made.</exception>
    public static async Task<SecretEnvelope> EnvelopeFor(Database database, ServerOptions options, TimeProvider clock, CancellationToken cancelled) =>
        EnvelopeOf(options, clock, mayCreate: (await database.Keys.All(cancelled)).Count == 0);

    /// <summary>What encrypts stored secrets; it reads the master key again when it meets another.</summary>
    /// <exception cref="MasterKeyException">It cannot be read.</exception>
    /// <exception cref="StartException">It is missing and may not be made.</exception>
    public static SecretEnvelope EnvelopeOf(ServerOptions options, TimeProvider clock, bool mayCreate)
    {
        var source = SourceOf(options) with { MayCreate = mayCreate };
        if (source is { Credential: null, Variable: null } && !File.Exists(source.Path))
        {
            if (!mayCreate)
            {
                throw new StartException(
                    $"{source.Path} does not exist, and only the master key that the database was first used with opens it: put it there, or name it with"
                        + $" --master-key-file, --master-key-env or --master-key-credential.");
            }

            MakeFolderOf(source.Path!);
        }

        return new SecretEnvelope(() => source.LoadAll(Environment.GetEnvironmentVariable), clock);
    }

    /// <summary>Where the operator has the master key.</summary>
    public static MasterKeySource SourceOf(ServerOptions options) => new()
    {
        Credential = options.MasterKeyCredential,
        Variable = options.MasterKeyVariable,
        Path = Path.GetFullPath(options.MasterKeyFile ?? Path.Combine(options.DataDirectory, "master.key")),
    };

    /// <summary>Makes the folder of a file, for the owner only, unless it is there.</summary>
    public static void MakeFolderOf(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
