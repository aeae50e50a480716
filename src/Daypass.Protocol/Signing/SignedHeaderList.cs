using System.Buffers;

namespace Daypass.Protocol.Signing;

/// <summary>The semicolon-joined names of signed headers.</summary>
internal static class SignedHeaderList
{
    /// <summary>A token of RFC 9110, 5.6.2, without its upper-case letters.</summary>
    private static readonly SearchValues<char> LowerCaseToken = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~");

    /// <summary>True for names that are lower-case tokens, in ascending order, each once.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> list)
    {
        if (list.IsEmpty || list[^1] == ';')
        {
            return false;
        }

        scoped var previous = ReadOnlySpan<char>.Empty;
        while (Next(ref list, out var name))
        {
            if (!IsName(name) || name.SequenceCompareTo(previous) <= 0)
            {
                return false;
            }

            previous = name;
        }

        return true;
    }

    /// <summary>True when the list holds a name, whatever the case the name is given in.</summary>
    public static bool Contains(ReadOnlySpan<char> list, ReadOnlySpan<char> name)
    {
        while (Next(ref list, out var signed))
        {
            if (signed.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Cuts the next name off the list; false when it is used up.</summary>
    public static bool Next(ref ReadOnlySpan<char> list, out ReadOnlySpan<char> name)
    {
        if (list.IsEmpty)
        {
            name = default;
            return false;
        }

        var end = list.IndexOf(';');
        name = end < 0 ? list : list[..end];
        list = end < 0 ? default : list[(end + 1)..];
        return true;
    }

    private static bool IsName(ReadOnlySpan<char> name) => !name.IsEmpty && !name.ContainsAnyExcept(LowerCaseToken);
}
