using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Daypass.Storage.Histories;

/// <summary>The file in which a node remembers the history it follows, over restarts: one line of JSON with a check sum, for its owner only.</summary>
/// <param name="path">Where.</param>
/// <param name="mayWrite">False for who looks at the database for a moment and does not follow it.</param>
public sealed class HistoryFile(string path, bool mayWrite)
{
    private const int Longest = 4096;

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>What was remembered, or null when there is no file.</summary>
    /// <exception cref="IOException">It cannot be read, or is not what was written.</exception>
    public History? Read()
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            if (new FileInfo(path).Length > Longest)
            {
                throw Damaged(null);
            }

            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            var history = new History(
                root.GetProperty("system").GetString()!, root.GetProperty("timeline").GetInt32(), root.GetProperty("position").GetInt64(),
                root.GetProperty("mark").GetInt64(), root.GetProperty("accepted").GetInt64());
            return root.GetProperty("check").GetString() == Check(history) ? history : throw Damaged(null);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new IOException($"{path}, which says how far this node has followed its database, cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Remembers; null when that succeeded, or was not wanted, else why not.</summary>
    public string? Write(History history)
    {
        if (!mayWrite)
        {
            return null;
        }

        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                Directory.CreateDirectory(
                    System.IO.Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
            else
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            }

            // Two processes of one folder do not meet in one file.
            var partial = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}");
            using (var stream = new FileStream(partial, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(Text(history)));
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    private static string Text(History history)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("system"u8, history.System);
            json.WriteNumber("timeline"u8, history.Timeline);
            json.WriteNumber("position"u8, history.Position);
            json.WriteNumber("mark"u8, history.Mark);
            json.WriteNumber("accepted"u8, history.Accepted);
            json.WriteString("check"u8, Check(history));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>Against a torn or edited file, not against who may write to the folder: the master key is there as well.</summary>
    private static string Check(History history) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{history.System} {history.Timeline} {history.Position} {history.Mark} {history.Accepted}"))));

    private IOException Damaged(Exception? cause) => new(
        $"{path}, which says how far this node has followed its database, is damaged: see that the database is the newest there is, then delete the file.",
        cause);
}
