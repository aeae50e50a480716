namespace Daypass.House.Tests;

/// <summary>No two folders of a project import each other, directly or by way of others: each can be read and changed after those it uses.</summary>
public sealed class FolderTests
{
    /// <summary>The pair of folders that may use each other, and why. There is at most one.</summary>
    private static readonly (string Project, string One, string Other, string Reason)[] AllowedPairs = [];

    public static TheoryData<string> Projects => [.. FolderGraph.All.Keys.Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Projects))]
    public void Folders_do_not_use_each_other_in_circles(string project)
    {
        var graph = FolderGraph.All[project];
        var wrong = graph.Circles()
            .Where(circle => !AllowedPairs.Any(pair => pair.Project == project && IsPair(circle, pair.One, pair.Other)))
            .Select(circle =>
                $"These folders of {project} use each other in a circle: {string.Join(", ", circle)}.\n{string.Join('\n', graph.Causes(circle))}");
        var message = string.Join('\n', wrong);
        Assert.True(message.Length == 0, message);
    }

    [Fact]
    public void At_most_one_pair_is_allowed_with_a_reason()
    {
        Assert.True(AllowedPairs.Length <= 1);
        Assert.All(AllowedPairs, static pair => Assert.NotEmpty(pair.Reason));
        Assert.All(AllowedPairs, static pair => Assert.Contains(FolderGraph.All[pair.Project].Circles(), circle => IsPair(circle, pair.One, pair.Other)));
    }

    private static bool IsPair(IReadOnlyList<string> circle, string one, string other) => circle is [var first, var second] && first == one && second == other;
}
