using System.Text.Json;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>Turns entities into rows and back.</summary>
public static class EntityRows
{
    /// <summary>The key an entity is stored under.</summary>
    public static EntityKey KeyOf<T>(this T entity) where T : class, IEntity<T> => EntityKey.Create(T.Kind, entity.Account, entity.Name);

    /// <summary>The row that holds an entity.</summary>
    public static EntityRow ToRow<T>(this T entity) where T : class, IEntity<T> => new()
    {
        Key = entity.KeyOf(),
        Id = entity.Id,
        Path = entity.Path,
        Body = JsonSerializer.SerializeToUtf8Bytes(entity, T.Json),
        Version = entity.Version,
        References = entity.References(),
    };

    /// <summary>The entity in a row.</summary>
    /// <exception cref="JsonException">The row was written by a newer program or damaged.</exception>
    public static T ToEntity<T>(this EntityRow row) where T : class, IEntity<T>
    {
        var entity = JsonSerializer.Deserialize(row.Body.Span, T.Json) ?? throw new JsonException("An entity's body is null.");
        return entity.AtVersion(row.Version);
    }
}
