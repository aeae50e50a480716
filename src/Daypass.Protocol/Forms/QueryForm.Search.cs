namespace Daypass.Protocol.Forms;

public sealed partial class QueryForm
{
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
