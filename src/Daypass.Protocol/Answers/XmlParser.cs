using System.Text;
using Node = Daypass.Protocol.Answers.XmlTree.Node;

namespace Daypass.Protocol.Answers;

/// <summary>Turns XML bytes into nodes.</summary>
internal ref struct XmlParser(ReadOnlySpan<byte> source)
{
    private const int MaximumAttributes = 16;

    private readonly ReadOnlySpan<byte> _source = source;
    private readonly List<Node> _nodes = new(64);
    private int _start;
    private int _at;

    /// <summary>The nodes, the outermost element first; null when the source is not one well-formed element.</summary>
    public List<Node>? Parse()
    {
        if (_source.StartsWith("\uFEFF"u8))
        {
            _at = _start = 3;
        }

        Span<int> stack = stackalloc int[XmlTree.MaximumDepth];
        var depth = 0;
        while (_at < _source.Length)
        {
            var step = _source[_at] == '<' ? Markup(stack, ref depth) : Text(depth == 0 ? -1 : stack[depth - 1]);
            if (!step || _nodes.Count > XmlTree.MaximumNodes)
            {
                return null;
            }
        }

        return depth == 0 && _nodes.Count > 0 ? _nodes : null;
    }

    private bool Markup(scoped Span<int> stack, ref int depth)
    {
        var rest = _source[_at..];
        if (rest.StartsWith("</"u8))
        {
            return depth > 0 && EndTag(stack[--depth]);
        }

        if (rest.StartsWith("<!--"u8))
        {
            return Comment();
        }

        if (rest.StartsWith("<![CDATA["u8))
        {
            return depth > 0 && CharacterData(stack[depth - 1]);
        }

        if (rest.StartsWith("<?"u8))
        {
            return Instruction();
        }

        // A second outermost element, a document type (which also begins with "<!") and too deep a nest end here.
        if (depth == stack.Length || (depth == 0 && _nodes.Count > 0) || !StartTag(depth == 0 ? -1 : stack[depth - 1], out var selfClosing))
        {
            return false;
        }

        if (!selfClosing)
        {
            stack[depth++] = _nodes.Count - 1;
        }

        return true;
    }

    private bool StartTag(int parent, out bool selfClosing)
    {
        selfClosing = false;
        var name = ++_at;
        var length = Name();
        if (length == 0)
        {
            return false;
        }

        var local = _source.Slice(name, length).LastIndexOf((byte)':') + 1;
        AddElement(parent, name + local, length - local, local);
        Span<Range> attributes = stackalloc Range[MaximumAttributes];
        for (var count = 0; ; count++)
        {
            var blank = Blank();
            if (_at >= _source.Length)
            {
                return false;
            }

            if (_source[_at] == '>')
            {
                _at++;
                return true;
            }

            if (_source[_at..].StartsWith("/>"u8))
            {
                _at += 2;
                selfClosing = true;
                return true;
            }

            if (!blank || count == MaximumAttributes || !Attribute(attributes[..(count + 1)]))
            {
                return false;
            }
        }
    }

    /// <summary>Reads over an attribute, whose name goes into the last place; the others are the names before it.</summary>
    private bool Attribute(scoped Span<Range> names)
    {
        var begin = _at;
        if (Name() == 0)
        {
            return false;
        }

        names[^1] = begin.._at;
        foreach (var other in names[..^1])
        {
            if (_source[other].SequenceEqual(_source[begin.._at]))
            {
                return false;
            }
        }

        Blank();
        if (_at >= _source.Length || _source[_at] != '=')
        {
            return false;
        }

        _at++;
        Blank();
        if (_at >= _source.Length || _source[_at] is not ((byte)'"' or (byte)'\''))
        {
            return false;
        }

        var end = _source[(_at + 1)..].IndexOf(_source[_at]);
        if (end < 0 || _source.Slice(_at + 1, end).Contains((byte)'<') || !XmlCharacters.HasOnlyKnownReferences(_source.Slice(_at + 1, end)))
        {
            return false;
        }

        _at += end + 2;
        return true;
    }

    private bool EndTag(int element)
    {
        _at += 2;
        var name = _at;
        var length = Name();
        var node = _nodes[element];
        Blank();
        if (_at >= _source.Length
            || _source[_at] != '>'
            || !_source.Slice(name, length).SequenceEqual(_source.Slice(node.NameStart - node.Prefix, node.NameLength + node.Prefix)))
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool Text(int parent)
    {
        var end = _source[_at..].IndexOf((byte)'<');
        var text = end < 0 ? _source[_at..] : _source.Slice(_at, end);
        if (parent < 0)
        {
            // Outside of the outermost element there is only white space.
            _at += text.Length;
            return text.IndexOfAnyExcept(" \t\r\n"u8) < 0;
        }

        if (!HasOnlyPermittedCharacters(text) || text.IndexOf("]]>"u8) >= 0 || !XmlCharacters.HasOnlyKnownReferences(text))
        {
            return false;
        }

        AddText(parent, _at, text.Length, text.IndexOfAny((byte)'&', (byte)'\r') < 0);
        _at += text.Length;
        return true;
    }

    private bool CharacterData(int parent)
    {
        const int Opening = 9;
        var length = _source[(_at + Opening)..].IndexOf("]]>"u8);
        if (length < 0 || !HasOnlyPermittedCharacters(_source.Slice(_at + Opening, length)))
        {
            return false;
        }

        AddText(parent, _at + Opening, length, plain: true);
        _at += Opening + length + 3;
        return true;
    }

    private bool Comment()
    {
        var inside = _source[(_at + 4)..];
        var length = inside.IndexOf("--"u8);
        if (length < 0 || !inside[length..].StartsWith("-->"u8) || !HasOnlyPermittedCharacters(inside[..length]))
        {
            return false;
        }

        _at += 4 + length + 3;
        return true;
    }

    /// <summary>A processing instruction; one called xml stands at the very beginning.</summary>
    private bool Instruction()
    {
        var begin = _at;
        _at += 2;
        var name = _source.Slice(begin + 2, Name());
        if (name.IsEmpty || (begin > _start && Ascii.EqualsIgnoreCase(name, "xml"u8)))
        {
            return false;
        }

        if (!_source[_at..].StartsWith("?>"u8) && !Blank())
        {
            return false;
        }

        var length = _source[_at..].IndexOf("?>"u8);
        if (length < 0 || !HasOnlyPermittedCharacters(_source.Slice(_at, length)))
        {
            return false;
        }

        _at += length + 2;
        return true;
    }

    private void AddElement(int parent, int start, int length, int prefix)
    {
        _nodes.Add(new Node(start, length) { Prefix = prefix });
        if (parent >= 0)
        {
            var node = _nodes[parent];
            Link(ref node.FirstChild, ref node.LastChild);
            _nodes[parent] = node;
        }
    }

    private void AddText(int parent, int start, int length, bool plain)
    {
        _nodes.Add(new Node(start, length) { Plain = plain });
        var node = _nodes[parent];
        Link(ref node.FirstText, ref node.LastText);
        _nodes[parent] = node;
    }

    private readonly void Link(ref int first, ref int last)
    {
        var added = _nodes.Count - 1;
        if (first < 0)
        {
            first = added;
        }
        else
        {
            var before = _nodes[last];
            before.Next = added;
            _nodes[last] = before;
        }

        last = added;
    }

    private int Name()
    {
        var begin = _at;
        while (_at < _source.Length && IsNameByte(_source[_at], _at == begin))
        {
            _at++;
        }

        return _at - begin;
    }

    private bool Blank()
    {
        var begin = _at;
        while (_at < _source.Length && _source[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }

        return _at > begin;
    }

    private static bool IsNameByte(byte value, bool first) =>
        char.IsAsciiLetter((char)value) || value is (byte)'_' or (byte)':' or >= 0x80
        || (!first && (char.IsAsciiDigit((char)value) || value is (byte)'-' or (byte)'.'));

    private static bool HasOnlyPermittedCharacters(ReadOnlySpan<byte> text)
    {
        foreach (var value in text)
        {
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                return false;
            }
        }

        return true;
    }
}
