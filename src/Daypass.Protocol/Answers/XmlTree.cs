using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Daypass.Protocol.Answers;

/// <summary>An XML answer, parsed once: strict about well-formedness, without document types, deaf to namespaces and attributes.</summary>
/// <remarks>Never throws on any input. Depth and size are bounded, and the cost is linear.</remarks>
public sealed class XmlTree
{
    /// <summary>How deep elements may nest.</summary>
    public const int MaximumDepth = 32;

    /// <summary>How many bytes an answer may have.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    /// <summary>How many elements and pieces of text an answer may have.</summary>
    public const int MaximumNodes = 1_000_000;

    private readonly byte[] _source;
    private readonly List<Node> _nodes;

    private XmlTree(byte[] source, List<Node> nodes)
    {
        _source = source;
        _nodes = nodes;
    }

    /// <summary>The outermost element.</summary>
    public XmlElement Root => new(this, 0);

    /// <summary>What a reader found missing or malformed in it first, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Parses UTF-8; null when it is not one well-formed element, has a document type, or is beyond the bounds.</summary>
    public static XmlTree? Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaximumBytes || !Utf8.IsValid(utf8))
        {
            return null;
        }

        var bytes = utf8.ToArray();
        var parser = new XmlParser(bytes);
        return parser.Parse() is { } nodes ? new XmlTree(bytes, nodes) : null;
    }

    internal void Note(string fault) => Fault ??= fault;

    internal Node At(int index) => _nodes[index];

    internal ReadOnlySpan<byte> NameAt(int index) => _source.AsSpan(_nodes[index].NameStart, _nodes[index].NameLength);

    internal string TextAt(int index)
    {
        var node = _nodes[index];
        if (node.FirstText < 0)
        {
            return "";
        }

        if (node.FirstText == node.LastText && _nodes[node.FirstText].Plain)
        {
            return Encoding.UTF8.GetString(_source.AsSpan(_nodes[node.FirstText].NameStart, _nodes[node.FirstText].NameLength));
        }

        var text = new ArrayBufferWriter<byte>();
        for (var piece = node.FirstText; piece >= 0; piece = _nodes[piece].Next)
        {
            XmlCharacters.Append(text, _source.AsSpan(_nodes[piece].NameStart, _nodes[piece].NameLength), _nodes[piece].Plain);
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>An element, or a piece of text (whose name is the text).</summary>
    internal struct Node(int nameStart, int nameLength)
    {
        public int NameStart = nameStart;
        public int NameLength = nameLength;

        /// <summary>How many bytes of prefix and colon come before the name.</summary>
        public int Prefix;
        public int Next = -1;
        public int FirstChild = -1;
        public int LastChild = -1;
        public int FirstText = -1;
        public int LastText = -1;

        /// <summary>For text: true when it holds no entity and no carriage return.</summary>
        public bool Plain;
    }
}
