using System.Text.RegularExpressions;

namespace Daypass.House.Tests;

/// <summary>The ids of reasons (docs/reasons.md) stand in one place, and each of them is in use.</summary>
public sealed partial class ReasonTests
{
    private const string Declarations = "src/Daypass.Protocol/Errors/Reasons.";

    private static readonly string Declared = string.Concat(Repository.Sources.Where(IsDeclaration).Select(Repository.Read));

    private static IEnumerable<string> Elsewhere =>
        Repository.Sources.Where(static file => file.StartsWith("src/", StringComparison.Ordinal) && !IsDeclaration(file));

    [Fact]
    public void No_reason_id_is_typed_outside_its_declaration()
    {
        // The comment on ReasonId shows what an id looks like.
        var typed = from file in Elsewhere
                    from line in Repository.Read(file).Split('\n')
                    where AnyId().IsMatch(line) && !line.TrimStart().StartsWith("///", StringComparison.Ordinal)
                    select $"{file}: {line.Trim()}";
        Assert.Empty(typed);
    }

    [Fact]
    public void Every_declared_reason_is_given_somewhere()
    {
        var given = Elsewhere.SelectMany(static file => Use().Matches(Repository.Read(file)).Select(static use => use.Groups["name"].Value));
        Assert.Equal(
            Declaration().Matches(Declared).Select(static declared => declared.Groups["name"].Value).Order(StringComparer.Ordinal),
            given.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_reason_id_that_a_test_or_a_page_names_is_declared()
    {
        var known = WholeId().Matches(Declared).Select(static id => id.Value).ToHashSet(StringComparer.Ordinal);
        var unknown = from file in Repository.Files
                      where file.EndsWith(".md", StringComparison.Ordinal) || (file.EndsWith(".cs", StringComparison.Ordinal) && !IsDeclaration(file))
                      from Match id in WholeId().Matches(Repository.Read(file))
                      where !known.Contains(id.Value)
                      select $"{file}: {id.Value}";
        Assert.Empty(unknown);
    }

    private static bool IsDeclaration(string file) => file.StartsWith(Declarations, StringComparison.Ordinal);

    [GeneratedRegex("DP-[A-Z]")]
    private static partial Regex AnyId();

    [GeneratedRegex("DP-[A-Z]{3,4}-[0-9]{2}")]
    private static partial Regex WholeId();

    [GeneratedRegex(@"public static ReasonId (?<name>\w+) \{ get; \}")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\bReasons\.(?<name>\w+)\.(?:Text|With)\b")]
    private static partial Regex Use();
}
