using System.Buffers;

namespace Daypass.Protocol.Forms;

public sealed partial class QueryForm
{
    /// <summary>Adds a pair to a form that is filled and not parsed: first <see cref="Reset"/>, then the pairs, then <see cref="Complete"/>.</summary>
    /// <param name="name">The name, such as <c>Tags.member.1.Key</c>.</param>
    /// <param name="value">The value: UTF-8, plain.</param>
    /// <returns>False when the form is full.</returns>
    internal bool TryAdd(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (_count == MaximumPairs)
        {
            return false;
        }

        var start = _used;
        Lengthen(name.Length + value.Length);
        name.CopyTo(_text.AsSpan(start));
        value.CopyTo(_text.AsSpan(start + name.Length));
        _used += name.Length + value.Length;
        AddPair(start, name.Length, start + name.Length, value.Length);
        return true;
    }

    /// <summary>Makes the pairs that were added readable.</summary>
    internal void Complete() => Sort();

    private void Lengthen(int by)
    {
        if (_used + by <= _text.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_used + by, _text.Length * 2));
        var used = _text.AsSpan(0, _used);
        used.CopyTo(larger);
        used.Clear();
        if (_text.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_text);
        }

        _text = larger;
    }
}
