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
    public static RoutesFileException Wrong(YamlNode node, string message) => new($"line {LineOf(node)}: {message}.");

    /// <summary>A member that may be left out.</summary>
    public YamlNode? Take(string name) => _members.Remove(name, out var member) ? member.Value : null;

    /// <summary>A text that may be left out.</summary>
    public string? TakeText(string name) => Take(name) is { } node ? TextOf(node, name) : null;

    /// <summary>A text that has to be there.</summary>
    public string Require(string name, string? fallback = null) =>
        TakeText(name) ?? fallback ?? throw new RoutesFileException($"line {Line}: {_what} has no {name}.");

    /// <summary>One text or a list of texts; none when it is left out.</summary>
    public IReadOnlyList<string> TakeTexts(string name) => Take(name) switch
    {
        null => [],
        YamlSequenceNode { Children.Count: > 0 } list => [.. list.Children.Select(one => TextOf(one, name))],
        var node => [TextOf(node, name)],
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
    public RoutesFileException Wrong(string name, string message, Exception? cause = null) =>
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
