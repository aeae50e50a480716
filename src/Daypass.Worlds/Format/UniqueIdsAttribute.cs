using Daypass.Protocol;

namespace Daypass.Worlds.Format;

/// <summary>Of which kind the unique ids of a record are.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UniqueIdsAttribute(UniqueIdKind kind) : Attribute
{
    /// <summary>It says how the ids begin.</summary>
    public UniqueIdKind Kind => kind;

    /// <summary>That of a record, or null where any id will do.</summary>
    public static UniqueIdKind? FindFor(Type record) => ((UniqueIdsAttribute?)GetCustomAttribute(record, typeof(UniqueIdsAttribute)))?.Kind;
}
