using System.Buffers.Binary;

namespace Daypass.Protocol.Forms;

/// <summary>Where one name and its value lie in the decoded text of a form.</summary>
internal readonly struct QueryPair
{
    public QueryPair(ReadOnlySpan<byte> name, int nameStart, int valueStart, int valueLength, int order)
    {
        NameStart = nameStart;
        NameLength = name.Length;
        ValueStart = valueStart;
        ValueLength = valueLength;
        Order = order;
        Key = KeyOf(name);
    }

    /// <summary>The first eight bytes of the name, big-endian: settles most comparisons in one step.</summary>
    public readonly ulong Key;

    public readonly int NameStart;

    public readonly int NameLength;

    public readonly int ValueStart;

    public readonly int ValueLength;

    /// <summary>The place on the wire: the first of several equal names wins.</summary>
    public readonly int Order;

    private static ulong KeyOf(ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(name);
        }

        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        name.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    /// <summary>Orders by name, byte by byte, then by place on the wire.</summary>
    public readonly struct ByName(byte[] text) : IComparer<QueryPair>
    {
        public int Compare(QueryPair x, QueryPair y)
        {
            if (x.Key != y.Key)
            {
                return x.Key < y.Key ? -1 : 1;
            }

            var byName = text.AsSpan(x.NameStart, x.NameLength).SequenceCompareTo(text.AsSpan(y.NameStart, y.NameLength));
            return byName != 0 ? byName : x.Order.CompareTo(y.Order);
        }
    }
}
