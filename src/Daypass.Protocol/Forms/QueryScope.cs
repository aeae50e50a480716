namespace Daypass.Protocol.Forms;

/// <summary>The pairs of a form whose names share a prefix, such as <c>Tags.member.1.</c>; the whole form at the top.</summary>
public readonly struct QueryScope
{
    internal QueryScope(int start, int end, int prefix)
    {
        Start = start;
        End = end;
        Prefix = prefix;
    }

    /// <summary>True when no pair is in it.</summary>
    public bool IsEmpty => Start == End;

    internal int Start { get; }

    internal int End { get; }

    /// <summary>How many bytes of each name belong to the prefix.</summary>
    internal int Prefix { get; }
}
