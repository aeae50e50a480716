using System.Text;

namespace Daypass.Protocol.Forms;

public sealed partial class QueryForm
{
    /// <summary>
    /// A parameter of which somebody else who reads the request, such as a proxy, may take another value: one with one value in the query string and
    /// another in the body, or an action or a version with two. Null when there is none.
    /// </summary>
    public string? FindContradiction()
    {
        var first = 0;
        for (var index = 1; index < _count; index++)
        {
            var name = NameAt(index);
            if (_pairs[index].Key != _pairs[first].Key || !name.SequenceEqual(NameAt(first)))
            {
                first = index;
            }
            else if (!ValueAt(index).SequenceEqual(ValueAt(first))
                && (IsInQuery(index) != IsInQuery(first) || name.SequenceEqual("Action"u8) || name.SequenceEqual("Version"u8)))
            {
                return Encoding.UTF8.GetString(name);
            }
        }

        return null;
    }

    internal ReadOnlySpan<byte> NameAt(int index) => _text.AsSpan(_pairs[index].NameStart, _pairs[index].NameLength);

    internal ReadOnlySpan<byte> ValueAt(int index) => _text.AsSpan(_pairs[index].ValueStart, _pairs[index].ValueLength);

    internal bool TryGet(QueryScope scope, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var index = LowerBound(scope, name);
        if (index < scope.End && NameAt(index)[scope.Prefix..].SequenceEqual(name))
        {
            value = ValueAt(index);
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The pairs inside a scope whose names go on with <paramref name="prefix"/>.</summary>
    internal QueryScope Narrow(QueryScope scope, ReadOnlySpan<byte> prefix)
    {
        var start = LowerBound(scope, prefix);
        var low = start;
        var high = scope.End;
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (NameAt(middle)[scope.Prefix..].StartsWith(prefix))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return new QueryScope(start, low, scope.Prefix + prefix.Length);
    }

    private bool IsInQuery(int index) => _pairs[index].Order < _inQuery;

    private int LowerBound(QueryScope scope, ReadOnlySpan<byte> name)
    {
        var low = scope.Start;
        var high = scope.End;
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (NameAt(middle)[scope.Prefix..].SequenceCompareTo(name) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
