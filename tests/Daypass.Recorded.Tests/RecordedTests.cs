using System.Globalization;
using Xunit.Abstractions;

namespace Daypass.Recorded.Tests;

/// <summary>Our answers are those that AWS gave, but for those that a vector says are others, and why. None of those lets anybody in.</summary>
public sealed class RecordedTests(RecordedRun run, ITestOutputHelper output) : IClassFixture<RecordedRun>
{
    public static TheoryData<string> Groups => [.. RecordedFiles.Groups()];

    [Theory, MemberData(nameof(Groups))]
    public async Task Answers_are_those_that_AWS_gave(string group)
    {
        var done = await run.Get(group);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Recorded answers: {group}: {done.Results.Count} observations, {done.Agree} agree, {done.Differ} differ, "
            + $"{done.Delayed} late at AWS, {done.FailOpen} fail-open"));
        var faults = string.Join('\n', done.Faults());
        Assert.True(faults.Length == 0, faults);
    }

    [Fact]
    public async Task The_score_of_all_groups()
    {
        var groups = await run.GetAll();
        var total = groups.Sum(static group => group.Results.Count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Recorded answers: together: {total} observations, {groups.Sum(static group => group.Agree)} agree, "
            + $"{groups.Sum(static group => group.Differ)} differ, {groups.Sum(static group => group.Delayed)} late at AWS, "
            + $"{groups.Sum(static group => group.FailOpen)} fail-open"));
        Assert.Equal(0, groups.Sum(static group => group.FailOpen));
    }

    [Fact]
    public void Every_vector_has_an_id_of_its_own_a_source_and_a_day()
    {
        var vectors = RecordedFiles.Groups().SelectMany(static group => RecordedFiles.Read(group).Select(vector => (group, vector))).ToList();
        Assert.Equal(vectors.Count, vectors.Select(static one => one.vector.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(vectors, static one =>
        {
            Assert.StartsWith(one.group + "-", one.vector.Id, StringComparison.Ordinal);
            Assert.NotEqual("", one.vector.Source);
            Assert.True(DateOnly.TryParseExact(one.vector.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), one.vector.Id);
            Assert.NotEqual("", one.vector.Differs);
        });
    }

    [Fact]
    public void Only_these_answers_of_AWS_are_not_asked_for_or_may_be_better_here()
    {
        string[] late =
        [
            "018", "027", "049", "050", "051", "052", "053", "316", "329", "340", "341", "342", "343", "355", "365", "368", "379",
        ];
        Assert.Equal(
            late.Select(static number => "mfa-" + number),
            RecordedFiles.Groups().SelectMany(RecordedFiles.Read).Where(static vector => vector.Element.TryGetProperty("unseen", out _))
                .Select(static vector => vector.Id));
    }

    [Fact]
    public void The_table_of_kinds_names_no_group_that_is_gone() => Assert.Empty(RecordedKinds.Groups.Except(RecordedFiles.Groups()));

    [Fact]
    public async Task The_page_of_recordings_is_current()
    {
        var path = Path.Combine(RecordedFiles.Root, "docs", "recorded.md");
        var page = await File.ReadAllTextAsync(path);
        var written = RecordedPage.Write(page, await run.GetAll());
        if (Environment.GetEnvironmentVariable("DAYPASS_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, written);
            page = written;
        }

        Assert.Equal(written, page);
    }
}
