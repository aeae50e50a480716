namespace Daypass.Packages.Tests;

/// <summary>What programs carry of others goes along with its terms.</summary>
public sealed class NoticeTests
{
    private static readonly string[] NotInPrograms = ["tests", "bench", "build", "generator, tests", "test kit, tests", "samples", "verifier"];

    [Fact]
    public async Task Every_package_that_a_program_carries_is_in_the_notice()
    {
        var rows = (await File.ReadAllLinesAsync(Shell.InRepository("docs", "dependencies.md")))
            .Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries)).Where(static cells => cells[1] != "package");
        var carried = rows.Where(static cells => !NotInPrograms.Contains(cells[3])).Select(static cells => cells[1]).ToList();
        var notice = await File.ReadAllTextAsync(Shell.InRepository("deploy", "NOTICE"));
        Assert.NotEmpty(carried);
        Assert.DoesNotContain(carried, name => !notice.Contains(name, StringComparison.Ordinal));
    }
}
