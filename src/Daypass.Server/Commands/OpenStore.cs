using System.CommandLine;
using System.Runtime.CompilerServices;
using Daypass.Core.Accounts;
using Daypass.Core.AwsManagedPolicies;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Policy.Validation;
using Daypass.Server.Hosting;
using Daypass.Server.Operators;
using Daypass.Server.Options;
using Daypass.Storage;
using Daypass.Worlds;

namespace Daypass.Server.Commands;

/// <summary>A database opened by a command, beside running servers or without one; the servers follow what a command changes.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    private const int Batch = 500;

    private OpenStore(ServerOptions options, Database database, SecretEnvelope envelope, KeyRing ring)
    {
        var settings = options.ToSettings();
        (Options, Database, Envelope, Ring) = (options, database, envelope, ring);
        Accounts = new AccountCreation(database.Entities, envelope, new EntityArns(settings.Partition), settings.KeyPrefixes, TimeProvider.System);
    }

    /// <summary>The command's own record; null for one that only looks.</summary>
    public OperatorAct? Act { get; set; }

    /// <summary>What the operator set.</summary>
    public ServerOptions Options { get; }

    /// <summary>The database.</summary>
    public Database Database { get; }

    /// <summary>The directory.</summary>
    public IDirectoryStore Store => Database.Entities;

    /// <summary>Encrypts stored secrets.</summary>
    public SecretEnvelope Envelope { get; }

    /// <summary>The keys that seal and sign.</summary>
    public KeyRing Ring { get; }

    /// <summary>Makes accounts.</summary>
    public AccountCreation Accounts { get; }

    /// <summary>Every account in the order of ids, read in batches.</summary>
    public async IAsyncEnumerable<Account> AllAccounts([EnumeratorCancellation] CancellationToken cancelled)
    {
        IReadOnlyList<Account> batch;
        var after = "";
        do
        {
            batch = await Store.List<Account>("", "/", after, Batch, cancelled);
            foreach (var account in batch)
            {
                yield return account;
                after = account.Id;
            }
        }
        while (batch.Count == Batch);
    }

    /// <summary>Applies world files.</summary>
    public WorldLoader Worlds(TrustRules trust)
    {
        var settings = Options.ToSettings();
        var federation = FederationSetup.Create(Options.Federation, TimeProvider.System);
        return new WorldLoader(
            Store, Envelope, Accounts, new EntityArns(settings.Partition), settings.KeyPrefixes, settings.Quotas, trust, federation, TimeProvider.System);
    }

    /// <summary>Writes world files.</summary>
    public WorldExport Export(bool withSecrets) => new(Store, Envelope, new EntityArns(Options.ToSettings().Partition), withSecrets);

    /// <summary>Changes the ring.</summary>
    public KeyRotation Rotation() => new(Ring);

    /// <summary>Tells the operator what was done, and puts it on record.</summary>
    public Task Tell(ParseResult parsed, string effect)
    {
        Act?.Note(effect);
        return parsed.InvocationConfiguration.Output.WriteLineAsync(effect);
    }

    /// <summary>Opens a database a server has used.</summary>
    /// <exception cref="StartException">There is none, or it cannot be opened.</exception>
    public static Task<OpenStore> Open(ServerOptions options, CancellationToken cancelled) => Open(options, anyHistory: false, cancelled);

    /// <inheritdoc cref="Open(ServerOptions, CancellationToken)"/>
    /// <param name="options">What the operator set.</param>
    /// <param name="anyHistory">Whether it is opened although the folder's server followed another history of it.</param>
    /// <param name="cancelled">Gives up.</param>
    public static async Task<OpenStore> Open(ServerOptions options, bool anyHistory, CancellationToken cancelled)
    {
        if (options.Database is null && !Directory.Exists(options.DataDirectory))
        {
            throw new StartException($"{Path.GetFullPath(options.DataDirectory)} does not exist. Start the server once, or point --data at its folder.");
        }

        Database? database = null;
        try
        {
            var envelope = Stores.EnvelopeOf(options, TimeProvider.System, mayCreate: false);
            database = await Stores.OpenForCommand(options, anyHistory, cancelled);

            // Opening the ring shows that this is the master key the stored secrets are under.
            return new OpenStore(options, database, envelope, await KeyRing.Open(database.Keys, envelope, TimeProvider.System, null, cancelled));
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

    /// <summary>Makes what a first start makes, but for an account: the database, its keys and AWS's policies. Nothing when it is there.</summary>
    /// <exception cref="StartException">It cannot be made.</exception>
    public static async Task Make(ServerOptions options, CancellationToken cancelled)
    {
        try
        {
            await using var database = await Stores.Open(options, TimeProvider.System, cancelled);
            var envelope = await Stores.EnvelopeFor(database, options, TimeProvider.System, cancelled);
            using var ring = await KeyRing.Open(database.Keys, envelope, TimeProvider.System, null, cancelled);
            await SharedPolicies.Install(database.Entities, TimeProvider.System, cancelled);
        }
        catch (Exception failure) when (StartException.For(failure, options) is { } plain)
        {
            throw plain;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Ring.Dispose();
        await Database.DisposeAsync();
    }
}
