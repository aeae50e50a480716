using System.Globalization;
using System.Text;
using Daypass.Core.Stores;

namespace Daypass.Storage.Entities;

/// <summary>An entity's references in one column, a line each: the relation's number, a space, the target.</summary>
internal static class EntityReferences
{
    public static string ToColumn(IReadOnlyList<EntityReference> references)
    {
        if (references.Count == 0)
        {
            return "";
        }

        var column = new StringBuilder();
        foreach (var (relation, target) in references)
        {
            if (target.Contains('\n', StringComparison.Ordinal))
            {
                throw new ArgumentException("A reference's target is an id or an ARN and has no line breaks.", nameof(references));
            }

            column.Append(CultureInfo.InvariantCulture, $"{(int)relation} {target}\n");
        }

        return column.ToString();
    }

    public static IReadOnlyList<EntityReference> FromColumn(string column)
    {
        if (column.Length == 0)
        {
            return [];
        }

        var references = new List<EntityReference>();
        foreach (var line in column.AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty)
            {
                var space = line.IndexOf(' ');
                references.Add(new EntityReference((Relation)int.Parse(line[..space], CultureInfo.InvariantCulture), line[(space + 1)..].ToString()));
            }
        }

        return references;
    }

    /// <summary>Under which name an account's entities of a kind are counted.</summary>
    public static string TallyName(EntityKind kind) => string.Create(CultureInfo.InvariantCulture, $"kind {(int)kind}");

    /// <summary>Under which name the entities that point at a target are counted.</summary>
    public static string TallyName(EntityReference reference) =>
        string.Create(CultureInfo.InvariantCulture, $"arrow {(int)reference.Relation} {reference.TargetId}");
}
