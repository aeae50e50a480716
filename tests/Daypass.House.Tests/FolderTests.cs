namespace Daypass.House.Tests;

/// <summary>No two folders of a project import each other, directly or by way of others: each can be read and changed after those it uses.</summary>
public sealed class FolderTests
{
    /// <summary>The pair of folders that may use each other, and why. There is at most one.</summary>
    private static readonly (string Project, string One, string Other, string Reason)[] AllowedPairs = [];

    /// <summary>Circles that are being undone: the folders in one, by project. It only gets shorter, and goes when it is empty.</summary>
    private static readonly Dictionary<string, string[]> StillInCircles = new(StringComparer.Ordinal)
    {
        ["Daypass.Cli"] = [".", "Aws", "Commands", "Output"],
        ["Daypass.Client"] = ["Cache", "Calls", "Credentials", "Endpoints", "Login", "Profiles"],
        ["Daypass.Core"] =
        [
            "Accounts", "Audit", "Delegation", "Iam", "Iam/AccessKeys", "Iam/Accounts", "Iam/Credentials", "Iam/Delegation", "Iam/Documents",
            "Iam/Features", "Iam/Granting", "Iam/Groups", "Iam/InstanceProfiles", "Iam/MfaDevices", "Iam/Paging", "Iam/Passwords", "Iam/Permissions",
            "Iam/Policies", "Iam/Providers", "Iam/Records", "Iam/Reports", "Iam/Roles", "Iam/ServiceRoles", "Iam/Simulation", "Iam/Tags", "Iam/Users",
            "Pipeline", "Sts", "Sts/Outbound", "Verification",
        ],
        ["Daypass.Federation"] =
        [
            "Oidc", "Oidc/Claims", "Oidc/Fetching", "Oidc/Keys", "Saml", "Saml/Assertions", "Saml/Encryption", "Saml/Metadata", "Saml/Signing",
        ],
        ["Daypass.Mcp"] = [".", "Calls", "Pages", "Safety", "Tools"],
        ["Daypass.Policy"] = [".", "Advising", "Cases", "Checking", "Conditions", "Evaluation", "Keys", "Matching", "Parsing"],
        ["Daypass.Protocol"] = ["Answers", "Catalogue", "Errors", "Query", "Signing", "Wire"],
        ["Daypass.Server"] = ["Commands", "Hosting"],
        ["Daypass.Storage"] = [".", "Entities", "Facts", "Keys", "Migrations", "Postgres", "Sql", "Sqlite"],
    };

    public static TheoryData<string> Projects => [.. FolderGraph.All.Keys.Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Projects))]
    public void Folders_do_not_use_each_other_in_circles(string project)
    {
        var graph = FolderGraph.All[project];
        var known = StillInCircles.GetValueOrDefault(project, []);
        var circles = graph.Circles().Where(circle => !AllowedPairs.Any(pair => pair.Project == project && IsPair(circle, pair.One, pair.Other))).ToList();
        var unknown = circles.Where(circle => circle.Except(known).Any())
            .Select(circle =>
                $"These folders of {project} use each other in a circle: {string.Join(", ", circle)}.\n{string.Join('\n', graph.Causes(circle))}");
        var gone = known.Where(folder => !circles.Exists(circle => circle.Contains(folder)))
            .Select(static folder => $"No circle goes through {folder} any more: take it off the list.");
        var wrong = string.Join('\n', unknown.Concat(gone));
        Assert.True(wrong.Length == 0, wrong);
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
