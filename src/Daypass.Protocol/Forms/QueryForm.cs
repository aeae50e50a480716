using System.Buffers;
using System.Text.Unicode;

namespace Daypass.Protocol.Forms;

/// <summary>The parameters of one request: the query string and the form body, decoded once and kept sorted by name.</summary>
/// <remarks>
/// Not safe for several threads. Reading it costs at most n log n for n pairs, whatever their names; it may be parsed into again, and keeps its
/// buffers until it is disposed.
/// </remarks>
public sealed partial class QueryForm : IDisposable
{
    /// <summary>The most pairs a form may have.</summary>
    public const int MaximumPairs = 8192;

    private const int KeptBytes = 16 * 1024;
    private const int FewPairs = 32;

    private byte[] _text = [];
    private QueryPair[] _pairs = [];
    private int _used;
    private int _count;
    private int _inQuery;

    /// <summary>How many pairs there are, duplicates included.</summary>
    public int Count => _count;

    /// <summary>The value of <c>Action</c>; empty also when there is none.</summary>
    public ReadOnlySpan<byte> Action => TryGet("Action"u8, out var value) ? value : default;

    /// <summary>True when there is an <c>Action</c>, even an empty one.</summary>
    public bool HasAction => TryGet("Action"u8, out _);

    /// <summary>The value of <c>Version</c>; empty also when there is none.</summary>
    public ReadOnlySpan<byte> Version => TryGet("Version"u8, out var value) ? value : default;

    internal QueryScope Root => new(0, _count, 0);

    /// <summary>
    /// Reads a query string (with or without its question mark) and a form body; a name in the query string comes before the same name in the body.
    /// </summary>
    /// <returns>Why they are not a form; the form is empty then.</returns>
    public QueryFormFault Parse(ReadOnlySpan<byte> query, ReadOnlySpan<byte> body)
    {
        Reset();
        query = query.StartsWith("?"u8) ? query[1..] : query;

        // One separator byte after each name and each value keeps a character from being split over two of them unnoticed.
        var needed = query.Length + body.Length + 4;
        if (_text.Length < needed)
        {
            Return();
            _text = ArrayPool<byte>.Shared.Rent(needed);
        }

        var fault = Append(query);
        _inQuery = _count;
        fault = fault == QueryFormFault.None ? Append(body) : fault;
        if (fault == QueryFormFault.None && !Utf8.IsValid(_text.AsSpan(0, _used)))
        {
            fault = QueryFormFault.BadText;
        }

        if (fault != QueryFormFault.None)
        {
            Reset();
            return fault;
        }

        Sort();
        return QueryFormFault.None;
    }

    /// <summary>The value that came first on the wire under a name.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) => TryGet(Root, name, out value);

    /// <summary>Wipes the form, which may hold passwords and tokens, and keeps buffers of an ordinary size for the next one.</summary>
    public void Reset()
    {
        _text.AsSpan(0, _used).Clear();
        _used = 0;
        _count = 0;
        _inQuery = 0;
        if (_text.Length > KeptBytes)
        {
            Return();
        }
    }

    /// <summary>Wipes the form and gives its buffers back.</summary>
    public void Dispose()
    {
        Reset();
        Return();
    }

    private void Sort()
    {
        var sorted = _pairs.AsSpan(0, _count);
        var order = new QueryPair.ByName(_text);
        if (_count > FewPairs)
        {
            sorted.Sort(order);
            return;
        }

        // Forms are small and mostly in order already; this way costs no delegate.
        for (var next = 1; next < sorted.Length; next++)
        {
            var pair = sorted[next];
            var at = next;
            for (; at > 0 && order.Compare(sorted[at - 1], pair) > 0; at--)
            {
                sorted[at] = sorted[at - 1];
            }

            sorted[at] = pair;
        }
    }

    private void Return()
    {
        if (_text.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_text);
            _text = [];
        }

        if (_pairs.Length > 0)
        {
            ArrayPool<QueryPair>.Shared.Return(_pairs);
            _pairs = [];
        }
    }

    private QueryFormFault Append(ReadOnlySpan<byte> encoded)
    {
        while (!encoded.IsEmpty)
        {
            var end = encoded.IndexOf((byte)'&');
            var pair = end < 0 ? encoded : encoded[..end];
            encoded = end < 0 ? default : encoded[(end + 1)..];
            if (pair.IsEmpty)
            {
                continue;
            }

            if (_count == MaximumPairs)
            {
                return QueryFormFault.TooManyPairs;
            }

            var equals = pair.IndexOf((byte)'=');
            var nameStart = _used;
            if (!Decode(equals < 0 ? pair : pair[..equals]))
            {
                return QueryFormFault.BadEscape;
            }

            var nameLength = _used - nameStart - 1;
            var valueStart = _used;
            if (equals >= 0 && !Decode(pair[(equals + 1)..]))
            {
                return QueryFormFault.BadEscape;
            }

            AddPair(nameStart, nameLength, valueStart, equals < 0 ? 0 : _used - valueStart - 1);
        }

        return QueryFormFault.None;
    }

    private void AddPair(int nameStart, int nameLength, int valueStart, int valueLength)
    {
        if (_count == _pairs.Length)
        {
            var larger = ArrayPool<QueryPair>.Shared.Rent(Math.Max(FewPairs, _pairs.Length * 2));
            _pairs.AsSpan(0, _count).CopyTo(larger);
            if (_pairs.Length > 0)
            {
                ArrayPool<QueryPair>.Shared.Return(_pairs);
            }

            _pairs = larger;
        }

        _pairs[_count] = new QueryPair(_text.AsSpan(nameStart, nameLength), nameStart, valueStart, valueLength, _count);
        _count++;
    }

    private bool Decode(ReadOnlySpan<byte> encoded)
    {
        var target = _text.AsSpan(_used);
        var written = 0;
        while (true)
        {
            var plain = encoded.IndexOfAny((byte)'%', (byte)'+');
            var run = plain < 0 ? encoded : encoded[..plain];
            run.CopyTo(target[written..]);
            written += run.Length;
            if (plain < 0)
            {
                break;
            }

            if (encoded[plain] == '+')
            {
                target[written++] = (byte)' ';
                encoded = encoded[(plain + 1)..];
                continue;
            }

            if (plain + 2 >= encoded.Length || !char.IsAsciiHexDigit((char)encoded[plain + 1]) || !char.IsAsciiHexDigit((char)encoded[plain + 2]))
            {
                return false;
            }

            target[written++] = (byte)((HexValue(encoded[plain + 1]) << 4) | HexValue(encoded[plain + 2]));
            encoded = encoded[(plain + 3)..];
        }

        target[written] = (byte)'&';
        _used += written + 1;
        return true;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
