namespace Daypass.Cli.Commands;

/// <summary>Finds a program as a shell does.</summary>
internal static class ProgramSearch
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The path of a program, looked for along <c>PATH</c> unless it names a folder itself; null when there is none.</summary>
    public static string? Find(string name, IReadOnlyDictionary<string, string> environment)
    {
        if (name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || name.Contains(Path.AltDirectorySeparatorChar, StringComparison.Ordinal))
        {
            return File.Exists(name) ? name : null;
        }

        foreach (var folder in environment.GetValueOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin").Split(Path.PathSeparator))
        {
            var path = Path.Combine(folder.Length == 0 ? "." : folder, name);
            if (File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0))
            {
                return path;
            }
        }

        return null;
    }
}
