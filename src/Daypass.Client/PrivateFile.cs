namespace Daypass.Client;

/// <summary>Files that only their owner may read, replaced as a whole.</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file of mode 0600 so that a reader sees the old content or the new one, never a part.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder belongs to another user.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        MakeFolder(Path.GetDirectoryName(path)!);
        var fresh = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.new";
        using (var file = Open(fresh, FileMode.Create))
        {
            file.Write(content);
        }

        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Makes a folder that only its owner may enter, if it is not there.</summary>
    public static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            // Folders above it that are made on the way would be open to everybody.
            if (Path.GetDirectoryName(folder) is { Length: > 0 } above)
            {
                MakeFolder(above);
            }

            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Opens a file of mode 0600 for writing, to itself alone.</summary>
    internal static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }
}
