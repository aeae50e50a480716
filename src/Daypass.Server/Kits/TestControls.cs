using Daypass.Core.Accounts;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Server.Composition;
using Daypass.Storage;
using Daypass.Storage.Snapshots;
using Daypass.Worlds;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Reading;

namespace Daypass.Server.Kits;

/// <summary>What a test may do to its server: go back to where it began, or to a snapshot, move its clock, make accounts, see what was decided.</summary>
/// <remarks>Only a server without real data has them (<c>--ephemeral --test-controls</c>).</remarks>
public sealed class TestControls
{
    private readonly Database _database;
    private readonly ServiceParts _parts;
    private readonly DatabaseSnapshot _start;

    private TestControls(Database database, ServiceParts parts, DatabaseSnapshot start, DecisionLog decisions, MovableClock? clock) =>
        (_database, _parts, _start, Decisions, Clock) = (database, parts, start, decisions, clock);

    /// <summary>What was decided about each request.</summary>
    public DecisionLog Decisions { get; }

    /// <summary>The server's clock; null when the test brought its own, which it moves itself.</summary>
    public MovableClock? Clock { get; }

    /// <summary>For a server that holds what it is to go back to.</summary>
    internal static async Task<TestControls> Create(
        Database database, ServiceParts parts, DecisionLog decisions, MovableClock? clock, CancellationToken cancelled) =>
        new(database, parts, await database.TakeSnapshot(cancelled), decisions, clock);

    /// <summary>Everything is as it was after the start: what is stored, the clock, and no decisions. Sessions that were issued stay what they are, as long
    /// as there is whom they are for.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be written.</exception>
    public async Task Reset(CancellationToken cancelled = default)
    {
        await Restore(_start, cancelled);
        Clock?.Reset();
        Decisions.Clear();
    }

    /// <summary>What is stored now.</summary>
    public async Task<DatabaseSnapshot> TakeSnapshot(CancellationToken cancelled = default)
    {
        await Settle();
        return await _database.TakeSnapshot(cancelled);
    }

    /// <summary>Makes what is stored what it was.</summary>
    public async Task Restore(DatabaseSnapshot snapshot, CancellationToken cancelled = default)
    {
        await Settle();
        await _database.Restore(snapshot, cancelled);
    }

    /// <summary>A new account with a root key and a user <c>admin</c> who may do everything.</summary>
    /// <param name="id">Its 12 digits; drawn when null.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="TestControlException">The id is none, or there is such an account.</exception>
    public async Task<TestAccount> NewAccount(string? id = null, string name = "test", CancellationToken cancelled = default)
    {
        if (id is not null && !AccountId.TryParse(id, out _))
        {
            throw new TestControlException($"'{id}' is not an account id: an account id has 12 digits.");
        }

        var account = _parts.Accounts.Prepare(id is null ? AccountId.NewRandom() : AccountId.Parse(id), name);
        var stored = await _parts.Accounts.Store(account, cancelled);
        return stored.Succeeded
            ? new TestAccount(account.Account.Id, [KeyOf(TestKey.Root, account.Root), KeyOf(AccountCreation.AdminName, account.Admin)])
            : throw new TestControlException(stored.Error.Message ?? stored.Error.Code);
    }

    /// <summary>Makes and changes what a world file says; what it does not mention stays. Returns all accounts with their keys.</summary>
    /// <exception cref="TestControlException">The file is refused; the message says where and why.</exception>
    public async Task<IReadOnlyList<TestAccount>> Apply(ReadOnlyMemory<byte> world, CancellationToken cancelled = default)
    {
        var parts = _parts;
        var worlds = new WorldLoader(
            parts.Store, parts.Envelope, parts.Accounts, parts.Arns, parts.Prefixes, parts.Quotas, parts.Trust, parts.Federation, parts.Clock);
        try
        {
            await worlds.Apply(() => new MemoryStream(world.ToArray(), writable: false), NoFile.Instance, null, cancelled);
        }
        catch (WorldException refused)
        {
            throw new TestControlException($"The world, {refused.Message}", refused);
        }

        return await Accounts(cancelled);
    }

    /// <summary>All accounts with their keys.</summary>
    public async Task<IReadOnlyList<TestAccount>> Accounts(CancellationToken cancelled = default) => await IssuedKeys.List(_parts, cancelled);

    private static TestKey KeyOf(string name, MadeKey made) => new(name, made.Key.Id, made.Secret.Reveal());

    // What waits in memory to be written down is of before.
    private async Task Settle()
    {
        await _parts.Uses.Flush();
        await _parts.Denied.Flush();
    }

    /// <summary>Generated keys are told from the database.</summary>
    private sealed class NoFile : IGeneratedKeys
    {
        public static readonly NoFile Instance = new();

        public void WriteDown(IReadOnlyList<GeneratedKey> keys)
        {
        }

        public void Confirm()
        {
        }
    }
}
