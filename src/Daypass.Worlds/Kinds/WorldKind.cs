using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Entities;
using Daypass.Iam.Storage;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Kinds;

/// <summary>A kind of entity in world files: how its elements are checked, stored and exported. All of them stand in <see cref="WorldKinds"/>.</summary>
internal abstract class WorldKind
{
    /// <summary>The record its elements are read as.</summary>
    public abstract Type ElementType { get; }

    /// <summary>The key an element is stored under.</summary>
    public abstract EntityKey KeyOf(object element, string account);

    /// <summary>Refuses an element that is wrong; notes what it declares and refers to.</summary>
    /// <exception cref="WorldException">It says what is wrong, and where.</exception>
    public abstract void Check(object element, ElementCheck check);

    /// <summary>The keys to read before an element is stored: its own, and those of what it lists or refers to by its unique id.</summary>
    public abstract IEnumerable<EntityKey> KeysToRead(object element, string account);

    /// <summary>Looks up what <see cref="Store"/> has to know besides, once those keys are read.</summary>
    public abstract ValueTask Prepare(WorldEntry entry, EntityBatch batch, IDirectoryReader reader, CancellationToken cancelled);

    /// <summary>Makes the rows of an element.</summary>
    public abstract void Store(WorldEntry entry, EntityBatch batch);

    /// <summary>Writes the list of the entities of some accounts, unless it is empty.</summary>
    public abstract ValueTask Export(
        Utf8JsonWriter writer, string list, IReadOnlyList<string> accounts, ExportSource source, CancellationToken cancelled);
}

/// <inheritdoc/>
/// <typeparam name="TElement">The record in the file.</typeparam>
/// <typeparam name="TEntity">What is stored.</typeparam>
internal abstract class WorldKind<TElement, TEntity> : WorldKind
    where TElement : class
    where TEntity : class, IEntity<TEntity>
{
    private const int FlushAt = 256 * 1024;

    private static readonly JsonTypeInfo<TElement> Json = (JsonTypeInfo<TElement>)WorldJson.Default.GetTypeInfo(typeof(TElement))!;
    private static readonly UniqueIdKind? IdKind = UniqueIdsAttribute.FindFor(typeof(TElement));

    public sealed override Type ElementType => typeof(TElement);

    /// <summary>How ARNs name the kind, where policies can name it: then its path, which is part of the ARN, must not change.</summary>
    protected virtual string? ArnType => null;

    /// <summary>How the keys of its tags are compared.</summary>
    protected virtual StringComparer TagKeys => StringComparer.Ordinal;

    public sealed override EntityKey KeyOf(object element, string account) =>
        EntityKey.Create(TEntity.Kind, StoredUnder((TElement)element, account), NameOf((TElement)element));

    public sealed override void Check(object element, ElementCheck check)
    {
        var typed = (TElement)element;
        var entity = element as IWorldEntity;
        LimitCheck.Check(element, Json, check.Location);
        check.CheckUniqueId(entity?.UniqueId, IdKind);
        check.CheckTags(entity?.Tags, TagKeys);
        Check(typed, check);
        var arn = ArnType is null ? null : check.Settings.Arns.Iam(check.Account, ArnType, entity?.Path ?? "/", NameOf(typed));
        check.Declarations.Declare(KeyOf(element, check.Account), arn, entity?.UniqueId, check.Location);
        if (AccessKeysOf(typed) is { Keys: { } keys, Member: var member })
        {
            check.CheckAccessKeys(member, keys);
        }

        Refer(typed, check);
    }

    public sealed override IEnumerable<EntityKey> KeysToRead(object element, string account) =>
    [
        KeyOf(element, account),
        .. (AccessKeysOf((TElement)element).Keys ?? []).Select(static key => key.Id).OfType<string>()
            .Select(static id => EntityKey.Create(EntityKind.AccessKey, "", id)),
        .. Related((TElement)element, account),
    ];

    public sealed override async ValueTask Prepare(WorldEntry entry, EntityBatch batch, IDirectoryReader reader, CancellationToken cancelled)
    {
        var element = (TElement)entry.Element;
        if (entry.OnlyCreate && batch.IsStored(KeyOf(element, entry.Account)))
        {
            return;
        }

        if (AccessKeysOf(element).Keys is { Count: > 0 })
        {
            await batch.CountAccessKeys(KeyOf(element, entry.Account), reader, cancelled);
        }

        await Prepare(element, entry, batch, reader, cancelled);
    }

    public sealed override void Store(WorldEntry entry, EntityBatch batch)
    {
        var element = (TElement)entry.Element;
        var key = KeyOf(element, entry.Account);
        if (entry.OnlyCreate && batch.IsStored(key))
        {
            return;
        }

        var (entity, known) = (element as IWorldEntity, batch.Find<TEntity>(key));
        var id = entity is null ? key.Name : batch.ChooseId(key, entity.UniqueId, entry.Location);
        if (ArnType is not null && known is not null && known.Path != (entity?.Path ?? "/"))
        {
            var name = $"{KindNames.Name(key.Kind)} '{known.Name}'";
            throw entry.Location.Error("path", $"{name} exists with the path {known.Path}, which cannot change: delete it first.");
        }

        batch.Put(ToEntity(element, entry.Account, id, known, batch));
        if (AccessKeysOf(element) is { Keys: { } keys, Member: var member })
        {
            batch.PutAccessKeys(keys, key, entry, member, entity is null ? null : NameOf(element), entity is null ? null : id);
        }
    }

    public sealed override async ValueTask Export(
        Utf8JsonWriter writer, string list, IReadOnlyList<string> accounts, ExportSource source, CancellationToken cancelled)
    {
        var isOpen = false;
        foreach (var account in accounts)
        {
            await foreach (var entity in source.Store.All<TEntity>(account, cancelled))
            {
                if (!IsExported(entity, account))
                {
                    continue;
                }

                if (!isOpen)
                {
                    writer.WriteStartArray(list);
                    isOpen = true;
                }

                JsonSerializer.Serialize(writer, await ToElement(entity, source, cancelled), Json);
                if (writer.BytesPending > FlushAt)
                {
                    await writer.FlushAsync(cancelled);
                }
            }
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }
    }

    /// <summary>The element of an entity.</summary>
    public abstract ValueTask<TElement> ToElement(TEntity entity, ExportSource source, CancellationToken cancelled);

    /// <summary>The account an element is stored under: an organisation's parts stand under the organisation.</summary>
    protected virtual string StoredUnder(TElement element, string account) => TEntity.Kind == EntityKind.Account ? "" : account;

    /// <summary>The name an element is stored under.</summary>
    protected abstract string NameOf(TElement element);

    /// <summary>The access keys an element lists, and the member that lists them.</summary>
    protected virtual (string Member, IReadOnlyList<WorldAccessKey>? Keys) AccessKeysOf(TElement element) => default;

    /// <summary>The rules of the kind, besides limits, unique ids and tags.</summary>
    protected virtual void Check(TElement element, ElementCheck check)
    {
        // Most kinds have none of their own.
    }

    /// <summary>Notes what an element refers to, itself perhaps.</summary>
    protected virtual void Refer(TElement element, ElementCheck check)
    {
        // Most kinds name what they mean by ARN, or nothing.
    }

    /// <summary>The keys of what an element refers to by its unique id.</summary>
    protected virtual IEnumerable<EntityKey> Related(TElement element, string account) => [];

    /// <inheritdoc cref="Prepare(WorldEntry, EntityBatch, IDirectoryReader, CancellationToken)"/>
    protected virtual ValueTask Prepare(TElement element, WorldEntry entry, EntityBatch batch, IDirectoryReader reader, CancellationToken cancelled) => default;

    /// <summary>The entity of an element. What an element does not say stays as it is, and has its default where nothing is stored.</summary>
    protected abstract TEntity ToEntity(TElement element, string account, string id, TEntity? known, EntityBatch batch);

    /// <summary>Whether an entity of an account is exported.</summary>
    protected virtual bool IsExported(TEntity entity, string account) => true;
}
