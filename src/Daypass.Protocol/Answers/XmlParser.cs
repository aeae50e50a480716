using Node = Daypass.Protocol.Answers.XmlIn.Node;

namespace Daypass.Protocol.Answers;

/// <summary>Turns XML bytes into nodes.</summary>
internal ref struct XmlParser(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> source = source;
    private readonly List<Node> nodes = new(64);
    private int at;

    /// <summary>The nodes, the outermost element first; null when the source is not one well-formed element.</summary>
    public List<Node>? Parse()
    {
        if (source.StartsWith("\uFEFF"u8))
        {
            at = 3;
        }

        Span<int> stack = stackalloc int[XmlIn.MaximumDepth];
        var depth = 0;
        while (at < source.Length)
        {
            var step = source[at] == '<' ? Markup(stack, ref depth) : Text(depth == 0 ? -1 : stack[depth - 1]);
            if (!step)
            {
                return null;
            }
        }

        return depth == 0 && nodes.Count > 0 ? nodes : null;
    }

    private bool Markup(scoped Span<int> stack, ref int depth)
    {
        var rest = source[at..];
        if (rest.StartsWith("</"u8))
        {
            return depth > 0 && EndTag(stack[--depth]);
        }

        if (rest.StartsWith("<!--"u8))
        {
            return Skip(4, "-->"u8);
        }

        if (rest.StartsWith("<![CDATA["u8))
        {
            return depth > 0 && CharacterData(stack[depth - 1]);
        }

        if (rest.StartsWith("<?"u8))
        {
            return Skip(2, "?>"u8);
        }

        // A second outermost element, a document type (which also begins with "<!") and too deep a nest end here.
        if (depth == stack.Length || (depth == 0 && nodes.Count > 0) || !StartTag(depth == 0 ? -1 : stack[depth - 1], out var selfClosing))
        {
            return false;
        }

        if (!selfClosing)
        {
            stack[depth++] = nodes.Count - 1;
        }

        return true;
    }

    private bool StartTag(int parent, out bool selfClosing)
    {
        selfClosing = false;
        at++;
        var start = at;
        var length = Name();
        if (length == 0)
        {
            return false;
        }

        var local = source.Slice(start, length).LastIndexOf((byte)':') + 1;
        AddElement(parent, start + local, length - local);
        while (true)
        {
            var blank = Blank();
            if (at >= source.Length)
            {
                return false;
            }

            if (source[at] == '>')
            {
                at++;
                return true;
            }

            if (source[at..].StartsWith("/>"u8))
            {
                at += 2;
                selfClosing = true;
                return true;
            }

            if (!blank || !Attribute())
            {
                return false;
            }
        }
    }

    private bool Attribute()
    {
        if (Name() == 0)
        {
            return false;
        }

        Blank();
        if (at >= source.Length || source[at] != '=')
        {
            return false;
        }

        at++;
        Blank();
        if (at >= source.Length || source[at] is not ((byte)'"' or (byte)'\''))
        {
            return false;
        }

        var end = source[(at + 1)..].IndexOf(source[at]);
        if (end < 0 || source.Slice(at + 1, end).Contains((byte)'<') || !XmlText.HasOnlyKnownReferences(source.Slice(at + 1, end)))
        {
            return false;
        }

        at += end + 2;
        return true;
    }

    private bool EndTag(int element)
    {
        at += 2;
        var start = at;
        var length = Name();
        var local = source.Slice(start, length).LastIndexOf((byte)':') + 1;
        var node = nodes[element];
        Blank();
        if (at >= source.Length || source[at] != '>' || !source[(start + local)..(start + length)].SequenceEqual(source.Slice(node.NameStart, node.NameLength)))
        {
            return false;
        }

        at++;
        return true;
    }

    private bool Text(int parent)
    {
        var end = source[at..].IndexOf((byte)'<');
        var text = end < 0 ? source[at..] : source.Slice(at, end);
        if (parent < 0)
        {
            // Outside of the outermost element there is only white space.
            at += text.Length;
            return text.IndexOfAnyExcept(" \t\r\n"u8) < 0;
        }

        if (!HasOnlyPermittedCharacters(text) || text.IndexOf("]]>"u8) >= 0 || !XmlText.HasOnlyKnownReferences(text))
        {
            return false;
        }

        AddText(parent, at, text.Length, text.IndexOfAny((byte)'&', (byte)'\r') < 0);
        at += text.Length;
        return true;
    }

    private bool CharacterData(int parent)
    {
        const int Opening = 9;
        var length = source[(at + Opening)..].IndexOf("]]>"u8);
        if (length < 0 || !HasOnlyPermittedCharacters(source.Slice(at + Opening, length)))
        {
            return false;
        }

        AddText(parent, at + Opening, length, plain: true);
        at += Opening + length + 3;
        return true;
    }

    private bool Skip(int opening, ReadOnlySpan<byte> closing)
    {
        var length = source[(at + opening)..].IndexOf(closing);
        at += opening + length + closing.Length;
        return length >= 0;
    }

    private void AddElement(int parent, int start, int length)
    {
        nodes.Add(new Node { NameStart = start, NameLength = length, Next = -1, FirstChild = -1, LastChild = -1, FirstText = -1, LastText = -1 });
        if (parent >= 0)
        {
            var node = nodes[parent];
            Link(ref node.FirstChild, ref node.LastChild);
            nodes[parent] = node;
        }
    }

    private void AddText(int parent, int start, int length, bool plain)
    {
        nodes.Add(new Node { NameStart = start, NameLength = length, Next = -1, FirstChild = -1, LastChild = -1, FirstText = -1, LastText = -1, Plain = plain });
        var node = nodes[parent];
        Link(ref node.FirstText, ref node.LastText);
        nodes[parent] = node;
    }

    private readonly void Link(ref int first, ref int last)
    {
        var added = nodes.Count - 1;
        if (first < 0)
        {
            first = added;
        }
        else
        {
            var before = nodes[last];
            before.Next = added;
            nodes[last] = before;
        }

        last = added;
    }

    private int Name()
    {
        var start = at;
        while (at < source.Length && IsNameByte(source[at], at == start))
        {
            at++;
        }

        return at - start;
    }

    private bool Blank()
    {
        var start = at;
        while (at < source.Length && source[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        return at > start;
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
