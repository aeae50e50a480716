using System.Text.RegularExpressions;

namespace Daypass.House.Tests;

/// <summary>What can be read without scrolling, and looked up without knowing anybody.</summary>
public sealed partial class TextTests
{
    private const int Widest = 160;

    [Fact]
    public void No_line_is_wider_than_160_columns() => AssertNone(static text => text.Split('\n')
        .Index().Where(static line => line.Item.TrimEnd('\r').Length > Widest)
            .Select(static line => $"{line.Index + 1}: {line.Item.TrimEnd('\r').Length} columns"));

    [Fact]
    public void Every_source_that_is_named_can_be_opened() => AssertNone(static text => text.Split('\n')
        .Index().Where(static line => Unknown().IsMatch(line.Item)).Select(static line => $"{line.Index + 1}: {Unknown().Match(line.Item).Value}"));

    private static void AssertNone(Func<string, IEnumerable<string>> find)
    {
        var message = string.Join('\n', Repository.Sources.SelectMany(file => find(Repository.Read(file)).Select(place => $"{file}:{place}")));
        Assert.True(message.Length == 0, message);
    }

    [GeneratedRegex(@"\b(?:sts|iam|policy|federation|cli|security|house)\.md\b|\bR-[0-9]{2}\b")]
    private static partial Regex Unknown();
}
