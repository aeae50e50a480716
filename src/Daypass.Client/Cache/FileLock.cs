namespace Daypass.Client.Cache;

/// <summary>A lock between processes, held while a file is open to one of them alone; the system releases it when its holder dies.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock as long as it takes: its holder may be waiting for a user. Null when the file cannot be made at all.</summary>
    public static FileLock? Acquire(string path, Action<string>? trace)
    {
        var told = false;
        while (true)
        {
            try
            {
                PrivateFile.MakeFolder(Path.GetDirectoryName(path)!);
                return new FileLock(PrivateFile.Open(path, FileMode.OpenOrCreate));
            }
            catch (Exception refused) when (refused is UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException or NotSupportedException)
            {
                trace?.Invoke(refused.Message);
                return null;
            }
            catch (IOException busy)
            {
                if (!File.Exists(path))
                {
                    trace?.Invoke(busy.Message);
                    return null;
                }

                if (!told)
                {
                    trace?.Invoke("Another process is asking for the same session; waiting for it.");
                    told = true;
                }

                Thread.Sleep(Pause);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
