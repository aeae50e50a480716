using System.Buffers;

namespace Daypass.Protocol.Signing;

/// <summary>The query as it is signed: each name and value in canonical encoding, sorted by name, then by value, as bytes.</summary>
internal static class CanonicalQuery
{
    /// <summary>Up to here sorting by insertion is quicker and allocates nothing; above it the cost must not grow with the square.</summary>
    private const int FewPairs = 32;

    /// <summary>Where a pair's encoded name and value lie; the value follows the name.</summary>
    private readonly record struct Pair(int Start, int NameLength, int ValueLength)
    {
        public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> text) => text.Slice(Start, NameLength);

        public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text) => text.Slice(Start + NameLength, ValueLength);
    }

    /// <summary>Appends the canonical query.</summary>
    /// <param name="query">The query as sent, its escapes whole.</param>
    /// <param name="withoutSignature">Leaves <c>X-Amz-Signature</c> out, as the presigned form does.</param>
    /// <param name="output">Where it goes.</param>
    public static void Append(ReadOnlySpan<char> query, bool withoutSignature, ref Utf8Buffer output)
    {
        if (query.IsEmpty)
        {
            return;
        }

        var count = query.Count('&') + 1;
        var rented = count > FewPairs ? ArrayPool<Pair>.Shared.Rent(count) : null;
        var encoded = new Utf8Buffer(stackalloc byte[1024]);
        try
        {
            Span<Pair> pairs = rented ?? stackalloc Pair[FewPairs];
            pairs = pairs[..Encode(query, withoutSignature, pairs, ref encoded)];
            Sort(pairs, encoded.Written);
            for (var i = 0; i < pairs.Length; i++)
            {
                if (i > 0)
                {
                    output.Append((byte)'&');
                }

                output.Append(pairs[i].Name(encoded.Written));
                output.Append((byte)'=');
                output.Append(pairs[i].Value(encoded.Written));
            }
        }
        finally
        {
            encoded.Dispose();
            if (rented is not null)
            {
                ArrayPool<Pair>.Shared.Return(rented);
            }
        }
    }

    private static int Encode(ReadOnlySpan<char> query, bool withoutSignature, Span<Pair> pairs, ref Utf8Buffer encoded)
    {
        var count = 0;
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            var start = encoded.Length;
            PercentEncoding.Canonicalize(equals < 0 ? pair : pair[..equals], ref encoded);
            var nameLength = encoded.Length - start;
            if (withoutSignature && encoded.Written[start..].SequenceEqual("X-Amz-Signature"u8))
            {
                encoded.Truncate(start);
                continue;
            }

            if (equals >= 0)
            {
                PercentEncoding.Canonicalize(pair[(equals + 1)..], ref encoded);
            }

            pairs[count++] = new Pair(start, nameLength, encoded.Length - start - nameLength);
        }

        return count;
    }

    private static void Sort(Span<Pair> pairs, ReadOnlySpan<byte> text)
    {
        if (pairs.Length > FewPairs)
        {
            var copy = text.ToArray();
            pairs.Sort((left, right) => Compare(left, right, copy));
            return;
        }

        for (var i = 1; i < pairs.Length; i++)
        {
            var moving = pairs[i];
            var place = i;
            while (place > 0 && Compare(moving, pairs[place - 1], text) < 0)
            {
                pairs[place] = pairs[place - 1];
                place--;
            }

            pairs[place] = moving;
        }
    }

    private static int Compare(Pair left, Pair right, ReadOnlySpan<byte> text)
    {
        var byName = left.Name(text).SequenceCompareTo(right.Name(text));
        return byName != 0 ? byName : left.Value(text).SequenceCompareTo(right.Value(text));
    }
}
