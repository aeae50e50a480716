using System.Text.Json;

namespace Daypass.Recorded.Tests;

/// <summary>The files of recordings, one for each group.</summary>
internal static class RecordedFiles
{
    public static string Root { get; } = FindRoot();

    private static string Folder => Path.Combine(Root, "tests", "vectors", "recorded");

    public static IEnumerable<string> Groups() =>
        Directory.EnumerateFiles(Folder, "*.jsonl").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static IEnumerable<RecordedVector> Read(string group) =>
        File.ReadLines(Path.Combine(Folder, group + ".jsonl")).Where(static line => line.Length > 0).Select(RecordedVector.Parse);

    /// <summary>The steps that several vectors take before their own, from the folder of setups.</summary>
    public static IReadOnlyList<JsonElement> ReadSetup(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "setups", name + ".json")));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
