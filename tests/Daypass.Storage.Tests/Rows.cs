using System.Text;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Storage.Tests;

/// <summary>Short ways to make rows and to write them.</summary>
internal static class Rows
{
    public const string Account = "111122223333";

    public static readonly AwsError Refused = new("Refused", 400, "no");

    public static EntityRow Role(string name, string path = "/", params EntityReference[] references) => Of(EntityKind.Role, name, path, references);

    public static EntityRow Of(EntityKind kind, string name, string path = "/", params EntityReference[] references) => new()
    {
        Key = EntityKey.Create(kind, Account, name),
        Id = $"ID{(int)kind}{name}",
        Path = path,
        Body = Encoding.UTF8.GetBytes($$"""{"name":"{{name}}"}"""),
        References = references,
    };

    public static EntityKey RoleKey(string name) => EntityKey.Create(EntityKind.Role, Account, name);

    /// <summary>Adds rows in one transaction.</summary>
    public static async Task Add(this IDirectoryStore store, params EntityRow[] rows)
    {
        var result = await store.Write<int>(
            async directory =>
            {
                foreach (var row in rows)
                {
                    Assert.True(await directory.TryAdd(row, default));
                }

                return rows.Length;
            },
            default);
        Assert.True(result.Succeeded);
    }

    /// <summary>Removes an entity as it was read.</summary>
    public static ValueTask<bool> TryDelete(this IDirectoryTransaction directory, EntityRow read, CancellationToken cancelled = default) =>
        directory.TryDelete(read.Key, read.Id, read.Version, cancelled);

    /// <summary>One step in a transaction of its own.</summary>
    public static async Task<bool> Try(this IDirectoryStore store, Func<IDirectoryTransaction, ValueTask<bool>> step)
    {
        var result = await store.Write<bool>(async directory => await step(directory), default);
        Assert.True(result.Succeeded);
        return result.Value;
    }

    public static IEnumerable<string> Names(this IEnumerable<EntityRow> rows) => rows.Select(row => row.Key.Name);
}
