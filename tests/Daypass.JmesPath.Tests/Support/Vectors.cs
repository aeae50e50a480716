namespace Daypass.JmesPath.Tests.Support;

/// <summary>The language-neutral cases under tests/vectors.</summary>
internal static class Vectors
{
    /// <summary>The folder with the solution file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The files of one folder of vectors, in order.</summary>
    public static string[] Files(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Root, "tests", "vectors", folder), "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
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
