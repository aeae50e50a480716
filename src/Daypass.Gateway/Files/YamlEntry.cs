using System.Globalization;
using Daypass.Server.Options;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Daypass.Gateway.Files;

/// <summary>A mapping of a YAML document, whose members are taken one by one, so that what is left over is known to be nobody's.</summary>
internal sealed class YamlEntry
{
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly string _what;

    /// <summary>Reads a mapping.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">What it is, for messages.</param>
    public YamlEntry(YamlNode node, string what)
    {
        (_what, Line) = (what, LineOf(node));
        if (node is not YamlMappingNode mapping)
        {
            throw Wrong(node, $"{what} has members, each a name, a colon and a value");
        }

        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? throw Wrong(key, $"a member of {what} has a name");
            _members.Add(name, (key, value));
            _lines.Add(name, LineOf(key));
        }
    }

    /// <summary>Where it begins.</summary>
    public int Line { get; }

    /// <summary>What is left, each with its name.</summary>
    public IReadOnlyList<string> Names => [.. _members.Keys];

    /// <summary>The message with the line.</summary>
    public static UnusableFileException Wrong(YamlNode node, string message) => new($"line {LineOf(node)}: {message}.");

    /// <summary>A member that may be left out.</summary>
    public YamlNode? Take(string name) => _members.Remove(name, out var member) ? member.Value : null;

    /// <summary>A text that may be left out.</summary>
    public string? TakeText(string name) => Take(name) is { } node ? TextOf(node, name) : null;

    /// <summary>A text that has to be there.</summary>
    public string Require(string name, string? fallback = null) =>
        TakeText(name) ?? fallback ?? throw new UnusableFileException($"line {Line}: {_what} has no {name}.");

    /// <summary>One text or a list of texts; none when it is left out.</summary>
    public IReadOnlyList<string> TakeTexts(string name) => Take(name) switch
    {
        null => [],
        YamlSequenceNode { Children.Count: > 0 } list => [.. list.Children.Select(one => TextOf(one, name))],
        var node => [TextOf(node, name)],
    };

    /// <summary>One of some words that may be left out.</summary>
    public T TakeWord<T>(string name, T fallback, params ReadOnlySpan<(string Word, T Value)> words)
    {
        if (TakeText(name) is not { } text)
        {
            return fallback;
        }

        var known = new List<string>();
        foreach (var (word, value) in words)
        {
            if (word == text)
            {
                return value;
            }

            known.Add(word);
        }

        throw Wrong(name, $"{name} is {string.Join(", ", known)}, and not '{text}'");
    }

    /// <summary>A member of any kind that has to be there.</summary>
    public YamlNode RequireNode(string name) => Take(name) ?? throw new UnusableFileException($"line {Line}: {_what} has no {name}.");

    /// <summary>A URL of http or https with a host and nothing behind it.</summary>
    public Uri RequireUrl(string name) => ReadUrl(name, Require(name));

    /// <summary>Likewise, of a text that was taken already.</summary>
    public Uri ReadUrl(string name, string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        && url is { PathAndQuery: "/", Fragment: "", UserInfo: "" } ? url : throw Wrong(name, $"'{text}' is not a URL of http or https with a host only");

    /// <summary>A duration that may be left out.</summary>
    public TimeSpan TakeDuration(string name, TimeSpan usual, bool mayBeNone = false)
    {
        if (TakeText(name) is not { } text)
        {
            return usual;
        }

        return mayBeNone && text == "0" ? TimeSpan.Zero
            : Quantity.TryReadDuration(text, out var span) ? span : throw Wrong(name, $"{name} '{text}' is not a duration such as 10s");
    }

    /// <summary>A number of bytes that may be left out.</summary>
    public long TakeSize(string name, long usual) => TakeText(name) is not { } text ? usual
        : Quantity.TryReadBytes(text, out var bytes) ? bytes : throw Wrong(name, $"{name} '{text}' is not a size such as 4M");

    /// <summary>A number that may be left out.</summary>
    public int? TakeNumber(string name, int least, int most) => TakeText(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Wrong(name, $"{name} is a number from {least} to {most}");

    /// <summary>A mapping that may be left out.</summary>
    public YamlEntry? TakeEntry(string name) => Take(name) is { } node ? new YamlEntry(node, name) : null;

    /// <summary>A list of something that may be left out.</summary>
    public IReadOnlyList<T> TakeList<T>(string name, int most, Func<YamlNode, T> read) => Take(name) switch
    {
        null => [],
        YamlSequenceNode list when list.Children.Count <= most => [.. list.Children.Select(read)],
        var node => throw Wrong(node, $"{name} is a list of at most {most}"),
    };

    /// <summary>Something that has to hold of a member.</summary>
    public void Demand(string name, bool holds, string otherwise)
    {
        if (!holds)
        {
            throw Wrong(name, otherwise);
        }
    }

    /// <summary>What is wrong with a member, with its line.</summary>
    public UnusableFileException Wrong(string name, string message, Exception? cause = null) =>
        new($"line {_lines.GetValueOrDefault(name, Line)}: {message.TrimEnd('.')}.", cause);

    /// <summary>Nothing may be left.</summary>
    public void RequireEmpty()
    {
        foreach (var (name, (key, _)) in _members)
        {
            throw Wrong(key, $"{_what} has no member {name}");
        }
    }

    /// <summary>A text.</summary>
    public static string TextOf(YamlNode node, string name) => node is YamlScalarNode { Value: { Length: > 0 } text } scalar
        && (scalar.Style is not ScalarStyle.Plain || text is not ("~" or "null")) ? text
        : throw Wrong(node, $"{name} is a text");

    private static int LineOf(YamlNode node) => (int)node.Start.Line;
}
