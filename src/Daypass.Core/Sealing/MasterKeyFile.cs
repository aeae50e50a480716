using System.Text;

namespace Daypass.Core.Sealing;

/// <summary>The file of the master key while another key takes its place. It is written where it lies, so that owner and mode stay what they are.</summary>
public sealed class MasterKeyFile(string path)
{
    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Adds a key at the end.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Append(MasterKey key)
    {
        // Whoever reads a part of it sees no whole key, and reads again.
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(Encoding.ASCII.GetBytes($"\n{key.Reveal()}\n"));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Leaves one key in it.</summary>
    /// <exception cref="IOException">It cannot be written; beside it is a whole one whose name ends in <c>.kept</c>.</exception>
    public void Replace(MasterKey key)
    {
        var text = Encoding.ASCII.GetBytes($"{key.Reveal()}\n");
        var beside = path + ".kept";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // A machine that stops in the middle must not leave half a key and no other.
        using (var copy = new FileStream(beside, options))
        {
            copy.Write(text);
            copy.Flush(flushToDisk: true);
        }

        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read))
        {
            file.Write(text);
            file.SetLength(text.Length);
            file.Flush(flushToDisk: true);
        }

        File.Delete(beside);
    }
}
