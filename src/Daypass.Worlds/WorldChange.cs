using System.Text.Json;
using Daypass.Core.Stores;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;

namespace Daypass.Worlds;

/// <summary>What a world makes of one entity.</summary>
/// <param name="Kind">What it is, for a person.</param>
/// <param name="Account">Its account or organisation; empty for what belongs to none.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsNew">Whether it is added, and not changed.</param>
/// <param name="Members">The members of what is stored that differ; never their values, some of which are secret.</param>
public sealed record WorldChange(string Kind, string Account, string Name, bool IsNew, IReadOnlyList<string> Members)
{
    /// <summary>A line for a person.</summary>
    public override string ToString() =>
        $"{(IsNew ? '+' : '~')} {Kind} {(Account.Length == 0 ? "" : $"{Account}/")}{Name}{(IsNew ? "" : $": {string.Join(", ", Members)}")}";

    /// <summary>What a batch adds and changes.</summary>
    internal static IEnumerable<WorldChange> Of(EntityBatch batch) =>
        batch.Added.Select(static row => Create(row, null)).Concat(batch.Changed.Select(row => Create(row, batch.StoredAs(row))));

    private static WorldChange Create(EntityRow row, EntityRow? stored) => new(
        KindNames.Name(row.Key.Kind), row.Key.Account, row.Key.Name, stored is null, stored is null ? [] : Difference(stored.Body, row.Body));

    private static string[] Difference(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        using var old = JsonDocument.Parse(before);
        using var made = JsonDocument.Parse(after);
        var (first, second) = (old.RootElement, made.RootElement);
        return
        [
            .. first.EnumerateObject().Concat(second.EnumerateObject()).Select(static member => member.Name).Distinct(StringComparer.Ordinal)
                .Where(name => !(first.TryGetProperty(name, out var one) && second.TryGetProperty(name, out var other) && JsonElement.DeepEquals(one, other))),
        ];
    }
}
