using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Forms;

namespace Daypass.Protocol.Query;

/// <summary>The elements of a list in a form, in the order of their indexes; gaps close up, and an index that is not a plain number names nothing.</summary>
internal ref struct QueryElements
{
    private readonly QueryForm _form;
    private (int Index, QueryScope Scope)[]? _rented;

    private QueryElements(QueryForm form) => _form = form;

    public int Count { get; private set; }

    public readonly QueryScope this[int index] => _rented![index].Scope;

    /// <summary>Finds the elements of a list.</summary>
    /// <param name="form">The form.</param>
    /// <param name="scope">Where the list is.</param>
    /// <param name="list">The list.</param>
    /// <param name="structures">True when the elements are structures (<c>X.member.1.Key</c>), false when they are strings (<c>X.member.1</c>).</param>
    public static QueryElements Find(QueryForm form, QueryScope scope, MemberDescription list, bool structures)
    {
        var elements = new QueryElements(form);
        var inside = form.Narrow(scope, list.Utf8Prefix);
        var sorted = true;
        var last = 0;
        for (var at = inside.Start; at < inside.End;)
        {
            var rest = form.NameAt(at)[inside.Prefix..];
            var end = at + 1;
            if (TryIndex(rest, structures, out var index, out var length))
            {
                // Names are sorted, so all pairs of one element lie together; of equal names the first on the wire comes first.
                var name = rest[..length];
                while (end < inside.End && form.NameAt(end)[inside.Prefix..] is var next
                    && (structures ? next.StartsWith(name) : next.SequenceEqual(name)))
                {
                    end++;
                }

                elements.Add(index, new QueryScope(at, end, inside.Prefix + length));
                sorted &= index > last;
                last = index;
            }

            at = end;
        }

        if (!sorted)
        {
            elements._rented.AsSpan(0, elements.Count).Sort(static (one, other) => one.Index.CompareTo(other.Index));
        }

        return elements;
    }

    /// <summary>The list as AWS prints it in an error: <c>[a, b]</c>.</summary>
    public readonly string Print(MemberDescription list)
    {
        var text = new StringBuilder("[");
        for (var index = 0; index < Count && text.Length < Violations.MostEchoed; index++)
        {
            text.Append(index == 0 ? "" : ", ");
            var scope = this[index];
            if (list.Element!.Kind == MemberKind.Text)
            {
                text.Append(Encoding.UTF8.GetString(_form.ValueAt(scope.Start)));
                continue;
            }

            text.Append('{');
            foreach (var member in list.Element.Members)
            {
                if (!member.Sensitive && _form.TryGet(scope, member.Utf8, out var value))
                {
                    text.Append(text[^1] == '{' ? "" : ", ").Append(member.Name).Append('=').Append(Encoding.UTF8.GetString(value));
                }
            }

            text.Append('}');
        }

        return text.Append(']').ToString();
    }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<(int, QueryScope)>.Shared.Return(_rented);
            _rented = null;
        }
    }

    private void Add(int index, QueryScope scope)
    {
        if (_rented is null || Count == _rented.Length)
        {
            var larger = ArrayPool<(int Index, QueryScope Scope)>.Shared.Rent(Math.Max(16, Count * 2));
            _rented?.AsSpan(0, Count).CopyTo(larger);
            Dispose();
            _rented = larger;
        }

        _rented[Count++] = (index, scope);
    }

    /// <summary>Reads a number without sign or leading zeros up to the end of the name (strings) or up to and with its dot (structures).</summary>
    private static bool TryIndex(ReadOnlySpan<byte> rest, bool structures, out int index, out int length)
    {
        length = rest.Length;
        index = 0;
        if (structures)
        {
            var dot = rest.IndexOf((byte)'.');
            if (dot < 0)
            {
                return false;
            }

            length = dot + 1;
            rest = rest[..dot];
        }

        return !rest.IsEmpty && rest[0] is >= (byte)'1' and <= (byte)'9'
            && Utf8Parser.TryParse(rest, out index, out var consumed) && consumed == rest.Length;
    }
}
