using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Entities;

namespace Daypass.Core.Tests.Entities;

/// <summary>What stored records hold is known to the release before, so that it can be started again: a new member is read first and written
/// later.</summary>
public sealed class StoredMembersTests
{
    private const string Advice =
        "A member that a stored record gets is read by one release and written by the next one at the earliest (docs/adr/0044-one-history.md):"
        + " add it to tests/vectors/stored-members.txt, and see that this release never writes it.";

    [Fact]
    public void Every_member_of_a_stored_record_is_listed_with_the_records_of_the_release_before()
    {
        var file = Path.Combine(Repository(), "tests", "vectors", "stored-members.txt");
        var members = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in EntityTypes())
        {
            Collect(type, members, []);
        }

        if (Environment.GetEnvironmentVariable("DAYPASS_WRITE_DOCS") == "1")
        {
            File.WriteAllLines(file, members);
        }

        var missing = members.Except(File.ReadAllLines(file)).ToList();
        Assert.True(missing.Count == 0, $"{string.Join(", ", missing)}: {Advice}");
    }

    private static IEnumerable<JsonTypeInfo> EntityTypes() =>
        typeof(EntityJson).GetProperties().Where(static property => typeof(JsonTypeInfo).IsAssignableFrom(property.PropertyType))
            .Select(static property => (JsonTypeInfo)property.GetValue(EntityJson.Default)!)
            .Where(static type => type.Type.GetInterfaces().Any(static one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEntity<>)));

    private static void Collect(JsonTypeInfo type, SortedSet<string> members, HashSet<Type> seen)
    {
        if (type.Kind == JsonTypeInfoKind.Object && seen.Add(type.Type))
        {
            foreach (var member in type.Properties)
            {
                members.Add($"{type.Type.Name}.{member.Name}");
                Collect(EntityJson.Default.GetTypeInfo(member.PropertyType)!, members, seen);
            }
        }
        else if (type.ElementType is { } element)
        {
            Collect(EntityJson.Default.GetTypeInfo(element)!, members, seen);
        }
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
