using Daypass.Core.Accounts;
using Daypass.Core.Principals;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Storage;

namespace Daypass.Server.Commands;

/// <summary>A data folder opened by a command, beside a running server or without one; the server follows what a command changes.</summary>
internal sealed class OpenFolder : IAsyncDisposable
{
    private readonly Database database;
    private readonly KeyRing ring;

    private OpenFolder(Database database, KeyRing ring, AccountCreation accounts) => (this.database, this.ring, Accounts) = (database, ring, accounts);

    /// <summary>The directory.</summary>
    public IDirectoryStore Store => database.Entities;

    /// <summary>Makes accounts.</summary>
    public AccountCreation Accounts { get; }

    /// <summary>Opens a folder a server has used.</summary>
    /// <exception cref="StartException">There is none, or it cannot be opened.</exception>
    public static async Task<OpenFolder> Open(string folder, CancellationToken cancelled)
    {
        var options = new ServerOptions { DataDirectory = folder };
        var key = Path.Combine(folder, "master.key");
        if (!Directory.Exists(folder))
        {
            throw new StartException($"{Path.GetFullPath(folder)} does not exist. Start the server once, or point --data at its folder.");
        }

        Database? database = null;
        try
        {
            var master = new MasterKeySource { Path = key, MayCreate = false }.Load(Environment.GetEnvironmentVariable);
            database = await Database.OpenSqlite(folder, TimeProvider.System, cancelled);
            var envelope = new SecretEnvelope(master);

            // Opening the ring shows that this is the master key the stored secrets are under.
            var ring = await KeyRing.Open(database.Keys, envelope, TimeProvider.System, null, cancelled);
            var settings = options.ToSettings();
            return new OpenFolder(database, ring, new AccountCreation(database.Entities, envelope, new EntityArns(settings.Partition), settings.KeyPrefixes, TimeProvider.System));
        }
        catch (Exception failure)
        {
            if (database is not null)
            {
                await database.DisposeAsync();
            }

            if (StartException.For(failure, options) is { } plain)
            {
                throw plain;
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        ring.Dispose();
        await database.DisposeAsync();
    }
}
