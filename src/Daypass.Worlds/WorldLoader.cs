using System.Runtime.CompilerServices;
using System.Text.Json;
using Daypass.Core.Accounts;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Identity;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Iam.Quotas;
using Daypass.Iam.Storage;
using Daypass.Policy.Validation;
using Daypass.Protocol;
using Daypass.Protocol.Json;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Format;
using Daypass.Worlds.Kinds;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds;

/// <summary>What applying a world did.</summary>
/// <param name="Elements">How many accounts, users, roles and so on it has.</param>
/// <param name="Added">How many entities were made, access keys included.</param>
/// <param name="Changed">How many were changed.</param>
/// <param name="Generated">How many access keys were generated.</param>
public sealed record WorldOutcome(long Elements, long Added, long Changed, long Generated)
{
    /// <summary>What was saved although a server that is strict about trust refuses it, as CreateRole is logged: a place in the file and a sentence
    /// each.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];
}

/// <summary>
/// Applies world files: accounts with everything in them, made or changed until they are as the file says. A file is read twice, element by element: once to
/// check all of it, once to write it. What a file does not mention stays as it is.
/// </summary>
public sealed class WorldLoader(
    IDirectoryStore store, SecretEnvelope envelope, AccountCreation accounts, EntityArns arns, AccessKeyPrefixes prefixes, IamQuotas quotas,
    TrustRules trust, FederationVerifiers? federation, TimeProvider clock)
{
    /// <summary>
    /// How many elements share a transaction: other writers wait for the fraction of a second that takes, and a world that is not larger is applied as a
    /// whole or not at all.
    /// </summary>
    public const int ElementsPerTransaction = 5000;

    private const long BytesPerTransaction = 32 * 1024 * 1024;

    private readonly WorldSettings _settings = new(arns, prefixes, quotas, trust, federation);

    /// <summary>Checks a world as a whole, then writes it.</summary>
    /// <param name="open">Opens the file from its beginning; called twice.</param>
    /// <param name="keys">Where generated keys are written down.</param>
    /// <param name="changed">Called for each change when it is stored.</param>
    /// <param name="cancelled">Gives up between two transactions.</param>
    /// <exception cref="WorldException">The file is refused, and nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; what was written stays, and applying again completes it.</exception>
    public async ValueTask<WorldOutcome> Apply(Func<Stream> open, IGeneratedKeys keys, Action<WorldChange>? changed, CancellationToken cancelled)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var declarations = await Check(open, now, cancelled);
        var outcome = new WorldOutcome(0, 0, 0, 0) { Advice = declarations.Advice };
        await foreach (var entries in ReadBatches(open, cancelled))
        {
            var batch = await Write(entries, declarations.References, keys, now, cancelled);
            foreach (var change in changed is null ? [] : WorldChange.Of(batch))
            {
                changed!(change);
            }

            outcome = outcome with
            {
                Elements = outcome.Elements + entries.Count,
                Added = outcome.Added + batch.Added.Count,
                Changed = outcome.Changed + batch.Changed.Count,
                Generated = outcome.Generated + batch.Generated.Count,
                Advice = batch.Notes.Count == 0 ? outcome.Advice : [.. outcome.Advice, .. batch.Notes],
            };
        }

        return outcome;
    }

    /// <summary>What applying a world would add and change now; nothing is written.</summary>
    /// <exception cref="WorldException">The file is refused.</exception>
    public async IAsyncEnumerable<WorldChange> Plan(Func<Stream> open, [EnumeratorCancellation] CancellationToken cancelled)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var declarations = await Check(open, now, cancelled);
        var devices = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var entries in ReadBatches(open, cancelled))
        {
            var batch = await MakeBatch(entries, devices, declarations.References, store, now, cancelled);
            foreach (var change in WorldChange.Of(batch))
            {
                yield return change;
            }
        }
    }

    /// <summary>The first pass; returns what the second one has to know of references, and what is to be said.</summary>
    private async ValueTask<Declarations> Check(Func<Stream> open, DateTimeOffset now, CancellationToken cancelled)
    {
        var declarations = new Declarations();

        // Where there is no account yet, nothing of the file can be in the way.
        var isEmpty = (await store.List<Account>("", "/", "", 1, cancelled)).Count == 0;
        var devices = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var entries in ReadBatches(open, cancelled))
        {
            foreach (var entry in entries)
            {
                WorldKinds.For(entry.Element).Check(entry.Element, new ElementCheck(_settings, declarations, entry));
            }

            if (!isEmpty)
            {
                var trial = await MakeBatch(entries, devices, declarations.References, store, now, cancelled);
                await ThrowIfIdTaken(entries, trial.Added, cancelled);
            }
        }

        await ThrowIfAliasTaken(declarations, cancelled);
        await UnitTrees.Check(declarations.Units, store, cancelled);
        foreach (var reference in declarations.References.Values)
        {
            if (!reference.IsDeclared)
            {
                var row = await store.Find(reference.Entity, cancelled);
                reference.UniqueId = row is not null && (reference.Arn is null || ArnOf(row) == reference.Arn) ? row.Id : throw reference.Unknown();
            }
        }

        return declarations;
    }

    /// <summary>Compares elements with what is stored and makes the rows that differ.</summary>
    private async ValueTask<EntityBatch> MakeBatch(
        IReadOnlyList<WorldEntry> entries, Dictionary<string, int> devices, IReadOnlyDictionary<EntityKey, Reference> references,
        IDirectoryReader reader, DateTimeOffset now, CancellationToken cancelled)
    {
        var batch = new EntityBatch(_settings, envelope, accounts, devices, references, now);
        await batch.Load([.. entries.SelectMany(static entry => WorldKinds.For(entry.Element).KeysToRead(entry.Element, entry.Account))], reader, cancelled);
        foreach (var entry in entries)
        {
            await WorldKinds.For(entry.Element).Prepare(entry, batch, reader, cancelled);
        }

        foreach (var entry in entries)
        {
            WorldKinds.For(entry.Element).Store(entry, batch);
        }

        return batch;
    }

    /// <summary>Refuses an alias that another account has and keeps, because the file gives it no other one.</summary>
    private async ValueTask ThrowIfAliasTaken(Declarations declarations, CancellationToken cancelled)
    {
        if (declarations.Aliases.Count == 0)
        {
            return;
        }

        await foreach (var account in store.All<Account>("", cancelled))
        {
            if (account.Alias is { } alias && declarations.Aliases.TryGetValue(alias, out var given) && given.Account != account.Id
                && !declarations.Aliases.Values.Any(other => other.Account == account.Id && !other.OnlyCreate))
            {
                throw given.Location.Error("alias", $"the alias '{alias}' belongs to account {account.Id}.");
            }
        }
    }

    private async ValueTask ThrowIfIdTaken(IReadOnlyList<WorldEntry> entries, IReadOnlyList<EntityRow> added, CancellationToken cancelled)
    {
        var given = added.Where(static row => row.Key.Kind is not (EntityKind.AccessKey or EntityKind.Account or EntityKind.Organization))
            .ToDictionary(static row => row.Key);
        foreach (var (element, account, location, _) in entries)
        {
            if (given.TryGetValue(WorldKinds.For(element).KeyOf(element, account), out var row)
                && await store.FindById(row.Key.Kind, row.Id, cancelled) is { } other)
            {
                throw location.Error("uniqueId", $"the unique id {row.Id} belongs to {KindNames.Name(other.Key.Kind)} '{other.Key.Name}'.");
            }
        }
    }

    private async ValueTask<EntityBatch> Write(
        IReadOnlyList<WorldEntry> entries, IReadOnlyDictionary<EntityKey, Reference> references, IGeneratedKeys keys, DateTimeOffset now,
        CancellationToken cancelled)
    {
        var written = await store.Write<EntityBatch>(
            async transaction =>
            {
                var batch = await MakeBatch(entries, new Dictionary<string, int>(StringComparer.Ordinal), references, transaction, now, cancelled);
                if (batch.Generated.Count > 0)
                {
                    keys.WriteDown(batch.Generated);
                }

                await Write(batch, transaction, cancelled);
                return batch;
            },
            cancelled);
        if (!written.Succeeded)
        {
            throw new InvalidOperationException(written.Error.Message);
        }

        if (written.Value.Generated.Count > 0)
        {
            keys.Confirm();
        }

        return written.Value;
    }

    private static async ValueTask Write(EntityBatch batch, IDirectoryTransaction transaction, CancellationToken cancelled)
    {
        var added = batch.Added.Count == 0 ? [] : await transaction.TryAddAll(batch.Added, cancelled);
        for (var i = 0; i < added.Count; i++)
        {
            if (!added[i])
            {
                var (key, id) = (batch.Added[i].Key, batch.Added[i].Id);
                throw new WorldException(
                    $"{KindNames.Name(key.Kind)} '{key.Name}' or its unique id {id} was taken while the world was applied; apply it again.");
            }
        }

        foreach (var row in batch.Changed)
        {
            if (!await transaction.TryUpdate(row.Key, row, cancelled))
            {
                throw new InvalidOperationException($"{row.Key} was read in this transaction but cannot be changed in it.");
            }
        }
    }

    /// <summary>The elements of a file, some thousands at a time.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<WorldEntry>> ReadBatches(Func<Stream> open, [EnumeratorCancellation] CancellationToken cancelled)
    {
        await using var stream = open();
        var reader = new WorldReader(stream);
        var entries = new List<WorldEntry>(ElementsPerTransaction);
        var (account, onlyCreate, bytes) = ("", false, 0L);
        while (await reader.Next(cancelled) is { } element)
        {
            ShapeCheck.Check(element);
            var read = Read(element);
            (account, onlyCreate) = read is WorldAccount own ? (own.Id, own.OnlyCreate == true) : (account, onlyCreate);
            bytes += element.Location.Json.Length;
            var isInAccount = element.Location.Path.StartsWith("accounts", StringComparison.Ordinal);
            entries.Add(new WorldEntry(
                read, isInAccount ? account : read is WorldPolicy ? EntityArns.SharedAccount : "", element.Location,
                reader.OnlyCreate || (isInAccount && onlyCreate) || (read as IWorldEntity)?.OnlyCreate == true));
            if (entries.Count == ElementsPerTransaction || bytes >= BytesPerTransaction)
            {
                yield return entries;
                entries = new List<WorldEntry>(ElementsPerTransaction);
                bytes = 0;
            }
        }

        if (entries.Count > 0)
        {
            yield return entries;
        }
    }

    private static object Read(WorldElement element)
    {
        try
        {
            return JsonSerializer.Deserialize(element.Location.Json.Span, element.Type)!;
        }
        catch (JsonException broken)
        {
            // The shape was checked; what is left is a document whose JSON is broken inside a text.
            throw element.Location.Error("", $"this cannot be read: {JsonFault.Describe(broken)}.");
        }
    }

    private string? ArnOf(EntityRow row) => row.Key.Kind switch
    {
        EntityKind.User => arns.For(row.ToEntity<User>()),
        EntityKind.Role => arns.For(row.ToEntity<Role>()),
        EntityKind.ManagedPolicy => arns.For(row.ToEntity<ManagedPolicy>()),
        _ => null,
    };
}
