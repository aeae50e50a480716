using System.Text.RegularExpressions;

namespace Daypass.House.Tests;

public sealed partial class SourceTests
{
    private static readonly string[] BannedParts = ["Manager", "Helper", "Util", "Impl", "Base", "Dto", "Info", "Data", "Wrapper", "Common", "Misc"];

    /// <summary>Names that AWS's wire or the framework's contract forces on us.</summary>
    private static readonly string[] NamesFromOutside = ["CommonErrors", "GetAccessKeyInfo", "GetAccessKeyInfoRequest", "GetAccessKeyInfoResponse",
        "GetOutboundWebIdentityFederationInfo", "GetOutboundWebIdentityFederationInfoRequest", "GetOutboundWebIdentityFederationInfoResponse"];

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var long_ = Repository.Sources.Select(static file => (file, lines: Repository.Read(file).Count(static character => character == '\n')))
            .Where(static entry => entry.lines > 400).Select(static entry => $"{entry.file}: {entry.lines}");
        Assert.Empty(long_);
    }

    [Fact]
    public void Type_names_say_what_a_thing_is()
    {
        var vague = from file in Repository.Sources
                    from Match declared in TypeDeclaration().Matches(Repository.Read(file))
                    let name = declared.Groups["name"].Value
                    where !NamesFromOutside.Contains(name) && BannedParts.Any(part => Words(name).Contains(part))
                    select $"{file}: {name}";
        Assert.Empty(vague);
    }

    [Fact]
    public void No_two_types_of_the_product_share_a_name()
    {
        var declared = from file in Repository.Sources
                       where file.StartsWith("src/", StringComparison.Ordinal)
                       let text = Repository.Read(file)
                       from Match type in TopLevelType().Matches(text)
                       select (Name: type.Groups["name"].Value, Namespace: Namespace().Match(text).Groups["name"].Value);
        Assert.Empty(declared.Distinct().GroupBy(static type => type.Name, static type => type.Namespace)
            .Where(static namespaces => namespaces.Count() > 1)
            .Select(static namespaces => $"{namespaces.Key}: {string.Join(", ", namespaces)}"));
    }

    [Fact]
    public void A_file_with_one_type_is_called_after_it()
    {
        var misnamed = from file in Repository.Sources
                       where file.StartsWith("src/", StringComparison.Ordinal)
                       let types = TopLevelType().Matches(Repository.Read(file)).Select(static type => type.Groups["name"].Value).ToList()
                       where types.Count == 1 && Path.GetFileName(file).Split('.')[0] != types[0]
                       select $"{file}: {types[0]}";
        Assert.Empty(misnamed);
    }

    [Fact]
    public void Every_public_type_has_a_summary()
    {
        var silent = from file in Repository.Sources
                     where file.StartsWith("src/", StringComparison.Ordinal)
                     let lines = Repository.Read(file).Split('\n')
                     from index in Enumerable.Range(0, lines.Length)
                     where PublicType().IsMatch(lines[index]) && !Documented(lines, index) && !DocumentedElsewhere(lines[index])
                     select $"{file}:{index + 1}: {lines[index].Trim()}";
        Assert.Empty(silent);
    }

    [Fact]
    public void Nothing_is_left_for_later_in_the_code()
    {
        var left = from file in Repository.Sources
                   where !file.StartsWith("tests/Daypass.House.Tests/", StringComparison.Ordinal)
                   let text = Repository.Read(file)
                   from word in new[] { "TO" + "DO", "FIX" + "ME", "HA" + "CK:", "NotImplemented" + "Exception" }
                   where text.Contains(word, StringComparison.Ordinal)
                   select $"{file}: {word}";
        Assert.Empty(left);
    }

    [Fact]
    public void No_error_is_swallowed()
    {
        var swallowed = from file in Repository.Sources
                        where EmptyCatch().IsMatch(Repository.Read(file))
                        select file;
        Assert.Empty(swallowed);
    }

    [Fact]
    public void Only_mirror_test_projects_see_internals()
    {
        var wrong = from file in Repository.Files
                    where file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal)
                    let name = Path.GetFileNameWithoutExtension(file)
                    from Match visible in InternalsVisible().Matches(Repository.Read(file))
                    let to = visible.Groups["to"].Value
                    where to != $"{name}.Tests" && !(name == "Daypass.Protocol.Generator" && to == "Daypass.Generator.Tests") && to != "Daypass.Benchmarks"
                    select $"{file}: {to}";
        Assert.Empty(wrong);
    }

    private static HashSet<string> Words(string name) => [.. Word().Matches(name).Select(static word => word.Value)];

    // The half of a partial type that says what the type is may be in another file.
    private static bool DocumentedElsewhere(string line) =>
        line.Contains(" partial ", StringComparison.Ordinal)
        && Repository.Sources.Any(file => file.StartsWith("src/", StringComparison.Ordinal)
            && Repository.Read(file).Split('\n') is var lines
            && Enumerable.Range(0, lines.Length)
                .Any(index => lines[index].Split('(', '{', ':')[0].Trim() == line.Split('(', '{', ':')[0].Trim() && Documented(lines, index)));

    private static bool Documented(string[] lines, int index)
    {
        for (var above = index - 1; above >= 0; above--)
        {
            var line = lines[above].Trim();
            if (line.StartsWith("///", StringComparison.Ordinal))
            {
                return true;
            }

            if (line is "Errors =" || line.StartsWith("ErrorCode.", StringComparison.Ordinal)
                || line.StartsWith("OrganizationsErrorCode.", StringComparison.Ordinal))
            {
                // A long list of an attribute.
                continue;
            }

            if (line.Length > 0 && !line.StartsWith('[') && !line.StartsWith('#') && !line.EndsWith(']') && !line.EndsWith(','))
            {
                return false;
            }
        }

        return false;
    }

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref)\s+)+"
        + @"(?:class|interface|enum|struct|record(?:\s+struct|\s+class)?)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^(?:(?:public|internal|static|sealed|abstract|partial|readonly|ref|unsafe)\s+)+"
        + @"(?:class|interface|enum|struct|record(?:\s+struct|\s+class)?|delegate\s+\S+)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^public\s+(?:(?:static|sealed|abstract|partial|readonly|ref)\s+)*(?:class|interface|enum|struct|record|delegate)\s")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"catch\s*(?:\([^)]*\)\s*)?(?:when\s*\([^{]*\)\s*)?\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"InternalsVisibleTo Include=""(?<to>[^""]+)""")]
    private static partial Regex InternalsVisible();

    [GeneratedRegex(@"[A-Z][a-z0-9]*")]
    private static partial Regex Word();
}
