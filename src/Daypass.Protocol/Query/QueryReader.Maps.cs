using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;

namespace Daypass.Protocol.Query;

public ref partial struct QueryReader
{
    /// <summary>The key of an entry of a map.</summary>
    internal static readonly MemberDescription MapKey = new("key", MemberKind.Text) { Required = true };

    /// <summary>Reads a map of strings.</summary>
    public IReadOnlyDictionary<string, string>? Map(QueryScope scope, MemberDescription member)
    {
        using var entries = QueryElements.Find(_form, scope, member, structures: true);
        if (!IsPresent(scope, member, entries))
        {
            return null;
        }

        var map = new Dictionary<string, string>(entries.Count, StringComparer.Ordinal);
        for (var index = 0; index < entries.Count; index++)
        {
            if (Key(scope, member, entries[index], index + 1) is { } key)
            {
                _malformed ??= map.TryAdd(key, Text(entries[index], member.Element!) ?? "") ? null : CommonErrors.MalformedInput();
            }
        }

        return map;
    }

    /// <summary>Reads a map of structures.</summary>
    public IReadOnlyDictionary<string, T>? StructureMap<T>(QueryScope scope, MemberDescription member)
        where T : class, IQueryInput<T>
    {
        using var entries = QueryElements.Find(_form, scope, member, structures: true);
        if (!IsPresent(scope, member, entries))
        {
            return null;
        }

        var map = new Dictionary<string, T>(entries.Count, StringComparer.Ordinal);
        for (var index = 0; index < entries.Count; index++)
        {
            if (Key(scope, member, entries[index], index + 1) is { } key && Structure<T>(entries[index], member.Element!) is { } value)
            {
                _malformed ??= map.TryAdd(key, value) ? null : CommonErrors.MalformedInput();
            }
        }

        return map;
    }

    /// <summary>The key of an entry. Two entries of one key are no map: one reader of the request would see the first, another the last.</summary>
    private string? Key(QueryScope scope, MemberDescription member, QueryScope entry, int number)
    {
        if (!entry.IsEmpty)
        {
            return Text(entry, MapKey);
        }

        AddMissingElement(scope, member, number);
        return null;
    }
}
