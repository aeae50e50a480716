using System.Globalization;
using System.Text;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Answers;

/// <summary>One element of an XML answer, and the members of a record read from its children in any order.</summary>
/// <remarks>What is missing or malformed is noted in <see cref="XmlTree.Fault"/>; reading continues with an empty value.</remarks>
public readonly struct XmlElement
{
    private readonly XmlTree _document;
    private readonly int _index;

    internal XmlElement(XmlTree document, int index)
    {
        _document = document;
        _index = index;
    }

    /// <summary>The local name as UTF-8.</summary>
    public ReadOnlySpan<byte> Name => _document.NameAt(_index);

    /// <summary>The text directly inside, references resolved.</summary>
    public string Content => _document.TextAt(_index);

    /// <summary>The children.</summary>
    public IEnumerable<XmlElement> Children
    {
        get
        {
            for (var child = _document.At(_index).FirstChild; child >= 0; child = _document.At(child).Next)
            {
                yield return new XmlElement(_document, child);
            }
        }
    }

    /// <summary>The first child of that name, or null.</summary>
    public XmlElement? Find(ReadOnlySpan<byte> name)
    {
        for (var child = _document.At(_index).FirstChild; child >= 0; child = _document.At(child).Next)
        {
            if (_document.NameAt(child).SequenceEqual(name))
            {
                return new XmlElement(_document, child);
            }
        }

        return null;
    }

    /// <summary>Reads a string.</summary>
    public string? Text(MemberDescription member) =>
        Find(member) is not { } found ? null : member.PercentEncoded ? Uri.UnescapeDataString(found.Content) : found.Content;

    /// <summary>Reads an integer.</summary>
    public int? Integer(MemberDescription member)
    {
        if (Find(member) is not { } found)
        {
            return null;
        }

        return int.TryParse(found.Content, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : Malformed<int>(member);
    }

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    public bool? Boolean(MemberDescription member)
    {
        if (Find(member) is not { } found)
        {
            return null;
        }

        return bool.TryParse(found.Content, out var truth) ? truth : Malformed<bool>(member);
    }

    /// <summary>Reads an instant.</summary>
    public DateTimeOffset? Timestamp(MemberDescription member) =>
        Find(member) is not { } found ? null : TimestampText.Parse(Encoding.UTF8.GetBytes(found.Content)) ?? Malformed<DateTimeOffset>(member);

    /// <summary>Reads bytes from base64.</summary>
    public ReadOnlyMemory<byte>? Blob(MemberDescription member)
    {
        if (Find(member) is not { } found)
        {
            return null;
        }

        var text = found.Content;
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes.AsMemory(0, written) : Malformed<ReadOnlyMemory<byte>>(member);
    }

    /// <summary>Reads a structure.</summary>
    public T? Structure<T>(MemberDescription member)
        where T : class, IQueryOutput<T> => Find(member) is { } found ? T.ReadXml(found) : null;

    /// <summary>Reads a list of strings.</summary>
    public IReadOnlyList<string>? Texts(MemberDescription member)
    {
        if (Find(member) is not { } found)
        {
            return null;
        }

        var list = new List<string>();
        foreach (var child in found.Children)
        {
            list.Add(member.PercentEncoded ? Uri.UnescapeDataString(child.Content) : child.Content);
        }

        return list;
    }

    /// <summary>Reads a list of structures.</summary>
    public IReadOnlyList<T>? Structures<T>(MemberDescription member)
        where T : IQueryOutput<T>
    {
        if (Find(member) is not { } found)
        {
            return null;
        }

        var list = new List<T>();
        foreach (var child in found.Children)
        {
            list.Add(T.ReadXml(child));
        }

        return list;
    }

    /// <summary>Reads a map of strings.</summary>
    public IReadOnlyDictionary<string, string>? TextMap(MemberDescription member)
    {
        if (Find(member) is not { } found)
        {
            return null;
        }

        var map = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in found.Children)
        {
            map[entry.Find("key"u8)?.Content ?? ""] = entry.Find("value"u8)?.Content ?? "";
        }

        return map;
    }

    /// <summary>Reads a map of integers.</summary>
    public IReadOnlyDictionary<string, int>? IntegerMap(MemberDescription member)
    {
        if (TextMap(member) is not { } texts)
        {
            return null;
        }

        var map = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, value) in texts)
        {
            map[key] = int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : Malformed<int>(member);
        }

        return map;
    }

    /// <summary>Reads a JSON value, which XML carries as its text.</summary>
    public RawJson? Document(MemberDescription member) => Find(member) is { } found ? new RawJson(found.Content) : null;

    /// <summary>Reads a map of JSON values.</summary>
    public IReadOnlyDictionary<string, RawJson>? DocumentMap(MemberDescription member)
    {
        if (TextMap(member) is not { } texts)
        {
            return null;
        }

        var map = new OrderedDictionary<string, RawJson>(StringComparer.Ordinal);
        foreach (var (key, value) in texts)
        {
            map[key] = new RawJson(value);
        }

        return map;
    }

    private XmlElement? Find(MemberDescription member)
    {
        var found = Find(member.Utf8);
        if (found is null && member.Required)
        {
            _document.Note($"{Encoding.UTF8.GetString(Name)} has no {member.Name}");
        }

        return found;
    }

    private T Malformed<T>(MemberDescription member)
        where T : struct
    {
        _document.Note($"{member.Name} in {Encoding.UTF8.GetString(Name)} is malformed");
        return default;
    }
}
