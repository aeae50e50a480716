using Daypass.JmesPath.Values;

namespace Daypass.Cli.Output;

/// <summary>The order of names in the formats that do not keep the order of the answer.</summary>
internal static class MemberNames
{
    /// <summary>The members of a map in the order of their names.</summary>
    public static List<Member> SortByName(MapValue map)
    {
        List<Member> members = [.. map.Members];
        members.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        return members;
    }

    /// <summary>The names that any map of a list uses for a scalar, in order.</summary>
    public static List<string> FindScalars(ListValue list) => Find(list, static value => value.Kind is not (ValueKind.Map or ValueKind.List));

    /// <summary>The names that any map of a list uses for a list or a map, in order.</summary>
    public static List<string> FindNested(ListValue list) => Find(list, static value => value.Kind is ValueKind.Map or ValueKind.List);

    private static List<string> Find(ListValue list, Func<Value, bool> wanted)
    {
        List<string> names = [];
        foreach (var item in list.Items)
        {
            foreach (var member in (item as MapValue)?.Members ?? [])
            {
                if (wanted(member.Value) && !names.Contains(member.Name))
                {
                    names.Add(member.Name);
                }
            }
        }

        names.Sort(string.CompareOrdinal);
        return names;
    }
}
