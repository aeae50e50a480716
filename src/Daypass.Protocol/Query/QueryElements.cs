using System.Buffers;
using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;

namespace Daypass.Protocol.Query;

/// <summary>The elements of a list in a form, in the order of their indexes. A gap is an element that is null; a wide one is refused.</summary>
internal ref struct QueryElements
{
    private readonly QueryForm _form;
    private (int Index, QueryScope Scope)[]? _rented;
    private int _found;

    private QueryElements(QueryForm form) => _form = form;

    /// <summary>How many elements the list has, those that are null included.</summary>
    public int Count { get; private set; }

    /// <summary>True when an element is null.</summary>
    public readonly bool HasGaps => Count > _found;

    /// <summary>Why these are no elements of a list; null when they are.</summary>
    public AwsError? Fault { get; private set; }

    /// <summary>Where an element is in the form, by its place from zero; the scope of one that is null is empty.</summary>
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
            var index = ElementIndex.Read(rest, structures, out var length, out var fault);
            if (fault is not null)
            {
                elements.Fault = fault;
                return elements;
            }

            // Names are sorted, so all pairs of one element lie together; of equal names the first on the wire comes first.
            var name = rest[..length];
            var end = at + 1;
            while (end < inside.End && form.NameAt(end)[inside.Prefix..] is var next
                && (structures ? next.StartsWith(name) : next.SequenceEqual(name)))
            {
                end++;
            }

            elements.Add(index, new QueryScope(at, end, inside.Prefix + length));
            sorted &= index > last;
            last = index;
            at = end;
        }

        if (!sorted)
        {
            elements._rented.AsSpan(0, elements._found).Sort(static (one, other) => one.Index.CompareTo(other.Index));
        }

        elements.Spread();
        return elements;
    }

    /// <summary>The list as AWS prints it in an error: <c>[a, b]</c>.</summary>
    public readonly string Print(MemberDescription list)
    {
        var text = new StringBuilder("[");
        for (var index = 0; index < Count && text.Length < Violations.MostEchoed; index++)
        {
            text.Append(index == 0 ? "" : ", ");
            Print(text, list.Element!, this[index]);
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

    /// <summary>A structure is printed with its name, <c>Tag(key=a, value=b)</c>.</summary>
    private readonly void Print(StringBuilder text, MemberDescription element, QueryScope scope)
    {
        if (scope.IsEmpty)
        {
            text.Append("null");
            return;
        }

        if (element.Kind == MemberKind.Text)
        {
            text.Append(Encoding.UTF8.GetString(_form.ValueAt(scope.Start)));
            return;
        }

        text.Append(element.StructureName).Append('(');
        foreach (var member in element.Members)
        {
            if (member.Sensitive)
            {
                continue;
            }

            text.Append(text[^1] == '(' ? "" : ", ").Append(QueryPath.LowerFirst(member.Name)).Append('=');
            text.Append(_form.TryGet(scope, member.Utf8, out var value) ? Encoding.UTF8.GetString(value) : "null");
        }

        text.Append(')');
    }

    /// <summary>Puts each element at the place its index says, with null elements between them; refuses what would be many of those.</summary>
    private void Spread()
    {
        var last = 0;
        for (var place = 0; place < _found; place++)
        {
            var index = _rented![place].Index;
            if (index == last)
            {
                Fault = CommonErrors.MalformedInput();
                return;
            }

            // AWS counts from the first element that there can be, so the step to the first one that there is counts less.
            if (index - Math.Max(1, last) > ElementIndex.WidestStep)
            {
                Fault = CommonErrors.SparseList(index - Math.Max(1, last));
                return;
            }

            last = index;
        }

        Count = last;
        if (!HasGaps)
        {
            return;
        }

        Grow(Count);
        var target = Count;
        for (var place = _found - 1; place >= 0; place--)
        {
            var element = _rented![place];
            while (target > element.Index)
            {
                _rented[--target] = default;
            }

            _rented[--target] = element;
        }

        _rented.AsSpan(0, target).Clear();
    }

    private void Add(int index, QueryScope scope)
    {
        if (_rented is null || _found == _rented.Length)
        {
            Grow(Math.Max(16, _found * 2));
        }

        _rented![_found++] = (index, scope);
    }

    private void Grow(int length)
    {
        if (_rented is not null && _rented.Length >= length)
        {
            return;
        }

        var larger = ArrayPool<(int Index, QueryScope Scope)>.Shared.Rent(length);
        _rented?.AsSpan(0, _found).CopyTo(larger);
        Dispose();
        _rented = larger;
    }
}
