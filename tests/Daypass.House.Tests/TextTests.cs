using System.Text.RegularExpressions;

namespace Daypass.House.Tests;

/// <summary>What can be read without scrolling, and looked up without knowing anybody.</summary>
public sealed partial class TextTests
{
    private const int Widest = 160;

    /// <summary>How many lines of these folders are still wider. It only gets less, and goes when it is empty.</summary>
    private static readonly Dictionary<string, int> StillWide = new(StringComparer.Ordinal)
    {
        ["bench/Daypass.Benchmarks"] = 3,
        ["bench/load"] = 30,
        ["bench/storage"] = 3,
        ["src/Daypass.Cli"] = 63,
        ["src/Daypass.Client"] = 54,
        ["src/Daypass.Core"] = 317,
        ["src/Daypass.Federation"] = 46,
        ["src/Daypass.Mcp"] = 97,
        ["src/Daypass.Policy"] = 11,
        ["src/Daypass.Protocol"] = 107,
        ["src/Daypass.Protocol.Generator"] = 11,
        ["src/Daypass.Server"] = 64,
        ["src/Daypass.Storage"] = 16,
        ["tests/Daypass.Cli.Tests"] = 49,
        ["tests/Daypass.Client.Tests"] = 16,
        ["tests/Daypass.Core.Tests"] = 15,
        ["tests/Daypass.Federation.Tests"] = 199,
        ["tests/Daypass.Generator.Tests"] = 14,
        ["tests/Daypass.Mcp.Tests"] = 74,
        ["tests/Daypass.Policy.Tests"] = 52,
        ["tests/Daypass.Protocol.Tests"] = 71,
        ["tests/Daypass.Sessions.Tests"] = 51,
        ["tests/Daypass.Storage.Tests"] = 11,
    };

    /// <summary>How many references of these folders still lead nowhere. It only gets less, and goes when it is empty.</summary>
    private static readonly Dictionary<string, int> StillUnknown = new(StringComparer.Ordinal)
    {
        ["src/Daypass.Core"] = 11,
        ["src/Daypass.Federation"] = 9,
        ["src/Daypass.Protocol"] = 5,
        ["src/Daypass.Server"] = 1,
        ["tests/Daypass.Core.Tests"] = 1,
        ["tests/Daypass.Protocol.Tests"] = 2,
    };

    [Fact]
    public void No_line_is_wider_than_160_columns() => Count(StillWide, static text => text.Split('\n')
        .Index().Where(static line => line.Item.TrimEnd('\r').Length > Widest)
            .Select(static line => $"{line.Index + 1}: {line.Item.TrimEnd('\r').Length} columns"));

    [Fact]
    public void Every_source_that_is_named_can_be_opened() => Count(StillUnknown, static text => text.Split('\n')
        .Index().Where(static line => Unknown().IsMatch(line.Item)).Select(static line => $"{line.Index + 1}: {Unknown().Match(line.Item).Value}"));

    // What is found in the folders that are listed may not be more than is said there; less means that the list is old. Nothing may be found anywhere else.
    private static void Count(Dictionary<string, int> known, Func<string, IEnumerable<string>> find)
    {
        var found = Repository.Sources
            .SelectMany(file => find(Repository.Read(file)).Select(place => (Folder: string.Join('/', file.Split('/').Take(2)), Place: $"{file}:{place}")))
            .ToLookup(static found => found.Folder, static found => found.Place);
        var wrong = known.Keys.Union(found.Select(static folder => folder.Key))
            .Select(folder => (Folder: folder, Known: known.GetValueOrDefault(folder), Places: found[folder].ToList()))
            .Where(static folder => folder.Places.Count != folder.Known)
            .Select(static folder => folder.Places.Count > folder.Known
                ? $"{folder.Folder} may have {folder.Known} and has {folder.Places.Count}:\n  {string.Join("\n  ", folder.Places)}"
                : $"{folder.Folder} has {folder.Places.Count} left: change the number {folder.Known} on the list.");
        var message = string.Join('\n', wrong);
        Assert.True(message.Length == 0, message);
    }

    [GeneratedRegex(@"\b(?:sts|iam|policy|federation|cli|security|house)\.md\b|\bR-[0-9]{2}\b")]
    private static partial Regex Unknown();
}
