using Daypass.Server.Options;

namespace Daypass.Server.Hosting;

/// <summary>The data folder of a server that keeps nothing: in memory where the machine has such a place, and gone with the server.</summary>
/// <remarks>A server that was killed leaves its folder; the next one takes it away, because nobody holds its lock any more.</remarks>
public sealed class EphemeralFolder : IDisposable
{
    private const string Prefix = "daypass-ephemeral-";
    private const string LockName = "in-use";
    private const string InMemory = "/dev/shm";

    /// <summary>More than a server for tests needs; containers often have very little there.</summary>
    private const long Enough = 48L * 1024 * 1024;

    private const int MostTries = 3;

    private readonly FileStream _lock;

    private EphemeralFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes one for the owner only.</summary>
    /// <exception cref="StartException">Neither place takes it.</exception>
    public static EphemeralFolder Create()
    {
        var parent = IsRoomy(InMemory) ? InMemory : System.IO.Path.GetTempPath();
        try
        {
            RemoveForgotten(parent);
            return CreateIn(parent);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"--ephemeral: no temporary folder can be made in {parent}: {failure.Message}", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Windows deletes no open file; the next ephemeral server takes what is left.
        }

        _lock.Dispose();
        Forget(Path);
    }

    private static EphemeralFolder CreateIn(string parent)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var path = System.IO.Path.Combine(parent, Prefix + System.IO.Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal));
                Stores.MakeFolderOf(System.IO.Path.Combine(path, LockName));
                return new EphemeralFolder(path, Lock(path));
            }
            catch (IOException) when (tries < MostTries)
            {
                // Between making the file and locking it another one may have taken it for a forgotten one.
            }
        }
    }

    private static void RemoveForgotten(string parent)
    {
        foreach (var path in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            try
            {
                // One that was made this moment is not locked yet.
                if (File.Exists(System.IO.Path.Combine(path, LockName)))
                {
                    Lock(path).Dispose();
                    Forget(path);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // In use, or somebody else's.
            }
        }
    }

    private static FileStream Lock(string path) =>
        new(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static void Forget(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static bool IsRoomy(string folder)
    {
        try
        {
            return OperatingSystem.IsLinux() && Directory.Exists(folder) && new DriveInfo(folder).AvailableFreeSpace >= Enough;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
