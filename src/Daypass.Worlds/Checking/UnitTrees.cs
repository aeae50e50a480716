using System.Globalization;
using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Iam.Storage;
using Daypass.Organizations.Operations;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Checking;

/// <summary>The units of organisations as they would be with a file applied: no circles, no deeper than AWS's, no two of one name below one parent.</summary>
internal static class UnitTrees
{
    private static readonly int MostDeep = new OrganizationQuotas().UnitDepth;

    /// <summary>Refuses units that no organisation can have.</summary>
    /// <exception cref="WorldException">It says which unit, and where.</exception>
    public static async ValueTask Check(IReadOnlyList<DeclaredUnit> declared, IDirectoryReader store, CancellationToken cancelled)
    {
        foreach (var units in declared.GroupBy(static unit => unit.Unit.Organization, StringComparer.Ordinal))
        {
            var tree = new Dictionary<string, Place>(StringComparer.Ordinal);
            await foreach (var stored in store.All<OrganizationalUnit>(units.Key, cancelled))
            {
                tree[stored.Id] = new Place(stored.ParentId, stored.DisplayName, null);
            }

            foreach (var (unit, location, onlyCreate) in units)
            {
                var known = tree.GetValueOrDefault(unit.Id);
                tree[unit.Id] = known is not null && onlyCreate
                    ? known
                    : new Place(unit.Parent ?? known?.Parent ?? Organization.RootOf(units.Key), unit.Name, location);
            }

            Check(tree);
        }
    }

    private static void Check(Dictionary<string, Place> tree)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);

        // What is stored comes first, so that the fault is the file's.
        foreach (var (id, unit) in tree.OrderBy(static each => each.Value.Location is not null))
        {
            if (!names.TryAdd(NameKey.Of(unit.Parent, unit.Name), id) && unit.Location is not null)
            {
                throw unit.Location.Error("name", $"unit '{names[NameKey.Of(unit.Parent, unit.Name)]}' below '{unit.Parent}' is called '{unit.Name}' already.");
            }

            CheckPath(id, tree);
        }
    }

    private static void CheckPath(string id, Dictionary<string, Place> tree)
    {
        var (depth, nearest, above) = (0, (ElementLocation?)null, id);
        while (tree.TryGetValue(above, out var unit))
        {
            depth++;
            nearest ??= unit.Location;
            if (depth > tree.Count)
            {
                throw Fault(nearest, $"unit '{id}' is below itself.");
            }

            above = unit.Parent;
        }

        // Units that are as they were stored are not the file's fault.
        if (depth > MostDeep && nearest is not null)
        {
            throw Fault(nearest, string.Create(
                CultureInfo.InvariantCulture, $"unit '{id}' is {depth} levels below the root; there are at most {MostDeep}."));
        }
    }

    private static WorldException Fault(ElementLocation? nearest, string sentence) =>
        nearest is null ? ElementLocation.ErrorAt(1, "", sentence) : nearest.Error("parent", sentence);

    private sealed record Place(string Parent, string Name, ElementLocation? Location);
}
