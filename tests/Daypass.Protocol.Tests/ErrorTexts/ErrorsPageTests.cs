using System.Reflection;
using System.Text.RegularExpressions;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Tests.ErrorTexts;

/// <summary>docs/errors.md has an entry for each code, with the status that the code has.</summary>
public sealed partial class ErrorsPageTests
{
    [Fact]
    public void Every_code_has_an_entry_and_every_entry_is_a_code()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "errors.md"));
        var entries = Row().Matches(page).Select(static row => row.Groups["code"].Value).ToList();
        var codes = new[] { typeof(ErrorCode), typeof(OrganizationsErrorCode) }
            .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(static field => field.IsLiteral && field.FieldType == typeof(string)).Select(static field => (string)field.GetRawConstantValue()!)
            .Distinct(StringComparer.Ordinal);
        Assert.Equal(codes.Order(StringComparer.Ordinal), entries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_statuses_are_those_of_the_code()
    {
        // What is written in one protocol has another status in it: these have no row in the table of statuses.
        HashSet<string> apart = ["UnknownOperationException", "ServiceException"];
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "errors.md"));
        Assert.All(Row().Matches(page).Where(row => !apart.Contains(row.Groups["code"].Value)), static row => Assert.Equal(
            $"{row.Groups["code"].Value} {ErrorCode.StatusOf(row.Groups["code"].Value)}", $"{row.Groups["code"].Value} {row.Groups["status"].Value}"));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }

    [GeneratedRegex(@"^\| `(?<code>\w+)` \| (?<status>\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
