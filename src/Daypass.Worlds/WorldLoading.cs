using System.Runtime.CompilerServices;
using System.Text.Json;
using Daypass.Core.Accounts;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Iam;
using Daypass.Core.Iam.Documents;
using Daypass.Core.Iam.Records;
using Daypass.Core.Identity;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds;

/// <summary>What applying a world did.</summary>
/// <param name="Elements">How many accounts, users, roles and so on it has.</param>
/// <param name="Added">How many entities were made, access keys included.</param>
/// <param name="Changed">How many were changed.</param>
/// <param name="Generated">How many access keys were generated.</param>
public sealed record WorldOutcome(long Elements, long Added, long Changed, long Generated);

/// <summary>Where generated keys are written down: before what has them is stored, so that a crash loses none.</summary>
public interface IGeneratedKeys
{
    /// <summary>Writes keys where they survive a crash; called again with other keys when what has them could not be stored.</summary>
    void WriteDown(IReadOnlyList<GeneratedKey> keys);

    /// <summary>What was written down last is stored.</summary>
    void Confirm();
}

/// <summary>
/// Applies world files: accounts with everything in them, made or changed until they are as the file says. A file is read twice, element by element: once to
/// check all of it, once to write it. What a file does not mention stays as it is.
/// </summary>
public sealed class WorldLoading(
    IDirectoryStore store, SecretEnvelope envelope, AccountCreation accounts, EntityArns arns, AccessKeyPrefixes prefixes, IamQuotas quotas, FederatedIdentity? federation, TimeProvider clock)
{
    /// <summary>How many elements share a transaction: other writers wait for the fraction of a second that takes, and a world that is not larger is applied as a whole or not at all.</summary>
    public const int Together = 5000;

    private const long BytesTogether = 32 * 1024 * 1024;

    private readonly WorldSetting _setting = new(arns, prefixes, quotas);
    private readonly TrustPolicies _trusts = new(arns, quotas);

    /// <summary>Checks a world as a whole, then writes it.</summary>
    /// <param name="open">Opens the file from its beginning; called twice.</param>
    /// <param name="keys">Where generated keys are written down.</param>
    /// <param name="cancelled">Gives up between two transactions.</param>
    /// <exception cref="WorldException">The file is refused, and nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; what was written stays, and applying the file again completes it.</exception>
    public async ValueTask<WorldOutcome> Apply(Func<Stream> open, IGeneratedKeys keys, CancellationToken cancelled)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var references = await Check(open, now, cancelled);
        var outcome = new WorldOutcome(0, 0, 0, 0);
        await foreach (var entries in Batches(open, cancelled))
        {
            var batch = await Write(entries, references, keys, now, cancelled);
            outcome = new WorldOutcome(
                outcome.Elements + entries.Count, outcome.Added + batch.Added.Count, outcome.Changed + batch.Changed.Count, outcome.Generated + batch.Generated.Count);
        }

        return outcome;
    }

    /// <summary>The first pass; returns what the second one has to know of references.</summary>
    private async ValueTask<IReadOnlyDictionary<EntityKey, WorldDeclarations.Reference>> Check(Func<Stream> open, DateTimeOffset now, CancellationToken cancelled)
    {
        var inspection = new WorldInspection(_setting, federation);

        // Where there is no account yet, nothing of the file can be in the way.
        var isEmpty = (await store.List<Account>("", "/", "", 1, cancelled)).Count == 0;
        var devices = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var entries in Batches(open, cancelled))
        {
            foreach (var (element, account, place) in entries)
            {
                inspection.See(element, account, place);
            }

            if (!isEmpty)
            {
                var trial = new WorldBatch(_trusts, envelope, accounts, quotas, devices, inspection.Declarations.Open, now);
                await trial.Make(entries, store, cancelled);
                await RefuseTakenIds(entries, trial.Added, cancelled);
            }
        }

        await RefuseTakenAliases(inspection.Declarations, cancelled);
        var references = inspection.Declarations.Open;
        foreach (var reference in references.Values)
        {
            if (!reference.IsDeclared)
            {
                reference.UniqueId = await store.Find(reference.Entity, cancelled) is { } row && (reference.Arn is null || ArnOf(row) == reference.Arn) ? row.Id : throw reference.Unknown();
            }
        }

        return references;
    }

    /// <summary>Refuses an alias that another account has and keeps: one that the file declares has the alias the file says.</summary>
    private async ValueTask RefuseTakenAliases(WorldDeclarations declarations, CancellationToken cancelled)
    {
        if (declarations.Aliases.Count == 0)
        {
            return;
        }

        await foreach (var account in store.All<Account>("", cancelled))
        {
            if (account.Alias is { } alias && declarations.Aliases.TryGetValue(alias, out var given) && given.Account != account.Id
                && !declarations.IsDeclared(EntityKey.Of(EntityKind.Account, "", account.Id)))
            {
                throw given.Place.Fault("alias", $"the alias '{alias}' belongs to account {account.Id}.");
            }
        }
    }

    private async ValueTask RefuseTakenIds(IReadOnlyList<WorldEntry> entries, IReadOnlyList<EntityRow> added, CancellationToken cancelled)
    {
        var given = added.Where(static row => row.Key.Kind is not (EntityKind.AccessKey or EntityKind.Account or EntityKind.Organization)).ToDictionary(static row => row.Key);
        foreach (var (element, account, place) in entries)
        {
            if (given.TryGetValue(WorldKeys.Of(element, account), out var row) && await store.FindById(row.Key.Kind, row.Id, cancelled) is { } other)
            {
                throw place.Fault("uniqueId", $"the unique id {row.Id} belongs to {Words.Of(other.Key.Kind)} '{other.Key.Name}'.");
            }
        }
    }

    private async ValueTask<WorldBatch> Write(
        IReadOnlyList<WorldEntry> entries, IReadOnlyDictionary<EntityKey, WorldDeclarations.Reference> references, IGeneratedKeys keys, DateTimeOffset now, CancellationToken cancelled)
    {
        var written = await store.Write<WorldBatch>(
            async transaction =>
            {
                var batch = new WorldBatch(_trusts, envelope, accounts, quotas, new Dictionary<string, int>(StringComparer.Ordinal), references, now);
                await batch.Make(entries, transaction, cancelled);
                if (batch.Generated.Count > 0)
                {
                    keys.WriteDown(batch.Generated);
                }

                var added = batch.Added.Count == 0 ? [] : await transaction.TryAddAll(batch.Added, cancelled);
                for (var i = 0; i < added.Count; i++)
                {
                    if (!added[i])
                    {
                        throw new WorldException($"{Words.Of(batch.Added[i].Key.Kind)} '{batch.Added[i].Key.Name}' or its unique id {batch.Added[i].Id} was taken while the world was applied; apply it again.");
                    }
                }

                foreach (var row in batch.Changed)
                {
                    if (!await transaction.TryUpdate(row.Key, row, cancelled))
                    {
                        throw new InvalidOperationException($"{row.Key} was read in this transaction but cannot be changed in it.");
                    }
                }

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

    /// <summary>The elements of a file, some thousands at a time.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<WorldEntry>> Batches(Func<Stream> open, [EnumeratorCancellation] CancellationToken cancelled)
    {
        await using var stream = open();
        var reader = new WorldReader(stream);
        var entries = new List<WorldEntry>(Together);
        var (account, bytes) = ("", 0L);
        while (await reader.Next(cancelled) is { } element)
        {
            ShapeCheck.Check(element);
            var read = Read(element);
            account = (read as WorldAccount)?.Id ?? account;
            bytes += element.Place.Json.Length;
            entries.Add(new WorldEntry(read, element.Place.Path.StartsWith("accounts", StringComparison.Ordinal) ? account : read is WorldPolicy ? EntityArns.SharedAccount : "", element.Place));
            if (entries.Count == Together || bytes >= BytesTogether)
            {
                yield return entries;
                entries = new List<WorldEntry>(Together);
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
            return JsonSerializer.Deserialize(element.Place.Json.Span, element.Type)!;
        }
        catch (JsonException broken)
        {
            // The shape was checked; what is left is a document whose JSON is broken inside a text.
            throw element.Place.Fault("", $"this cannot be read: {broken.Message}");
        }
    }

    private string? ArnOf(EntityRow row) => row.Key.Kind switch
    {
        EntityKind.User => arns.Of(row.ToEntity<User>()),
        EntityKind.Role => arns.Of(row.ToEntity<Role>()),
        EntityKind.ManagedPolicy => arns.Of(row.ToEntity<ManagedPolicy>()),
        _ => null,
    };
}
