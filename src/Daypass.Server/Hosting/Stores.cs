using Daypass.Core.Sealing;
using Daypass.Server.Options;
using Daypass.Storage;
using Daypass.Storage.Sql;

namespace Daypass.Server.Hosting;

/// <summary>Opens what the operator named: the database, and the master key that is not in it.</summary>
internal static class Stores
{
    /// <summary>The PostgreSQL database of the options, or the SQLite one of their folder.</summary>
    /// <exception cref="UnusableDatabaseException">It cannot be used; the message says why.</exception>
    public static Task<Database> Open(ServerOptions options, TimeProvider clock, CancellationToken cancelled) => options.Database is { } connection
        ? Database.OpenPostgres(connection, clock, cancelled)
        : Database.OpenSqlite(options.DataDirectory, clock, cancelled);

    /// <summary>The master key; made where it is missing only for a database that nothing was stored in yet, because no other key could open what is
    /// stored.</summary>
    /// <exception cref="MasterKeyException">It cannot be read.</exception>
    /// <exception cref="StartException">It is missing and may not be made.</exception>
    public static async Task<MasterKey> MasterKeyFor(Database database, ServerOptions options, CancellationToken cancelled) =>
        MasterKeyOf(options, mayCreate: (await database.Keys.All(cancelled)).Count == 0);

    /// <summary>The master key.</summary>
    /// <exception cref="MasterKeyException">It cannot be read.</exception>
    /// <exception cref="StartException">It is missing and may not be made.</exception>
    public static MasterKey MasterKeyOf(ServerOptions options, bool mayCreate)
    {
        var file = Path.GetFullPath(options.MasterKeyFile ?? Path.Combine(options.DataDirectory, "master.key"));
        var source = new MasterKeySource { Credential = options.MasterKeyCredential, Variable = options.MasterKeyVariable, Path = file, MayCreate = mayCreate };
        if (source is { Credential: null, Variable: null } && !File.Exists(file))
        {
            if (!mayCreate)
            {
                throw new StartException(
                    $"{file} does not exist, and only the master key that the database was first used with opens it: put it there, or name it with"
                        + $" --master-key-file, --master-key-env or --master-key-credential.");
            }

            MakeFolderOf(file);
        }

        return source.Load(Environment.GetEnvironmentVariable);
    }

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
