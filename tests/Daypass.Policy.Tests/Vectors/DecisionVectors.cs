using System.Text.Json;

namespace Daypass.Policy.Tests.Vectors;

/// <summary>The shared decision vectors, one file for each section of the policy language.</summary>
internal static class DecisionVectors
{
    private static readonly string Folder = Find();

    public static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Folder, "*.jsonl").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static IEnumerable<JsonElement> Read(string file) =>
        File.ReadLines(Path.Combine(Folder, file)).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement);

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !Directory.Exists(Path.Combine(at.FullName, "tests", "vectors", "decisions")))
        {
            at = at.Parent;
        }

        return Path.Combine(at!.FullName, "tests", "vectors", "decisions");
    }
}
