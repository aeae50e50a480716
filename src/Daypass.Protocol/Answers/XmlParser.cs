using System.Text;
using Node = Daypass.Protocol.Answers.XmlIn.Node;

namespace Daypass.Protocol.Answers;

/// <summary>Turns XML bytes into nodes.</summary>
internal ref struct XmlParser(ReadOnlySpan<byte> source)
{
    private const int MaximumAttributes = 16;

    private readonly ReadOnlySpan<byte> source = source;
    private readonly List<Node> nodes = new(64);
    private int start;
    private int at;

    /// <summary>The nodes, the outermost element first; null when the source is not one well-formed element.</summary>
    public List<Node>? Parse()
    {
        if (source.StartsWith("\uFEFF"u8))
        {
            at = start = 3;
        }

        Span<int> stack = stackalloc int[XmlIn.MaximumDepth];
        var depth = 0;
        while (at < source.Length)
        {
            var step = source[at] == '<' ? Markup(stack, ref depth) : Text(depth == 0 ? -1 : stack[depth - 1]);
            if (!step || nodes.Count > XmlIn.MaximumNodes)
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
        var name = ++at;
        var length = Name();
        if (length == 0)
        {
            return false;
        }

        var local = source.Slice(name, length).LastIndexOf((byte)':') + 1;
        AddElement(parent, name + local, length - local, local);
        Span<Range> attributes = stackalloc Range[MaximumAttributes];
        for (var count = 0; ; count++)
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

            if (!blank || count == MaximumAttributes || !Attribute(attributes[..(count + 1)]))
            {
                return false;
            }
        }
    }

    /// <summary>Reads over an attribute, whose name goes into the last place; the others are the names before it.</summary>
    private bool Attribute(scoped Span<Range> names)
    {
        var begin = at;
        if (Name() == 0)
        {
            return false;
        }

        names[^1] = begin..at;
        foreach (var other in names[..^1])
        {
            if (source[other].SequenceEqual(source[begin..at]))
            {
                return false;
            }
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
        var name = at;
        var length = Name();
        var node = nodes[element];
        Blank();
        if (at >= source.Length || source[at] != '>' || !source.Slice(name, length).SequenceEqual(source.Slice(node.NameStart - node.Prefix, node.NameLength + node.Prefix)))
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

    private bool Comment()
    {
        var inside = source[(at + 4)..];
        var length = inside.IndexOf("--"u8);
        if (length < 0 || !inside[length..].StartsWith("-->"u8) || !HasOnlyPermittedCharacters(inside[..length]))
        {
            return false;
        }

        at += 4 + length + 3;
        return true;
    }

    /// <summary>A processing instruction; one called xml stands at the very beginning.</summary>
    private bool Instruction()
    {
        var begin = at;
        at += 2;
        var name = source.Slice(begin + 2, Name());
        if (name.IsEmpty || (begin > start && Ascii.EqualsIgnoreCase(name, "xml"u8)))
        {
            return false;
        }

        if (!source[at..].StartsWith("?>"u8) && !Blank())
        {
            return false;
        }

        var length = source[at..].IndexOf("?>"u8);
        if (length < 0 || !HasOnlyPermittedCharacters(source.Slice(at, length)))
        {
            return false;
        }

        at += length + 2;
        return true;
    }

    private void AddElement(int parent, int start, int length, int prefix)
    {
        nodes.Add(new Node { NameStart = start, NameLength = length, Prefix = prefix, Next = -1, FirstChild = -1, LastChild = -1, FirstText = -1, LastText = -1 });
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
        var begin = at;
        while (at < source.Length && IsNameByte(source[at], at == begin))
        {
            at++;
        }

        return at - begin;
    }

    private bool Blank()
    {
        var begin = at;
        while (at < source.Length && source[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        return at > begin;
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
