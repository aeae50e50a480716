using System.Text;
using Daypass.Client;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;

namespace Daypass.Mcp.Safety;

/// <summary>One JSON line for each call, in a file of mode 0600. What cannot be written down is not done, and not answered.</summary>
internal sealed class AuditLog
{
    private readonly Lock _one = new();
    private readonly TimeProvider _clock;

    /// <summary>The log of a file.</summary>
    public AuditLog(string? file, ClientEnvironment environment)
    {
        var state = environment.GetVariable("XDG_STATE_HOME") ?? Path.Combine(environment.HomeFolder, ".local", "state");
        File = environment.ExpandPath(file ?? Path.Combine(state, "daypass", "agent.jsonl"));
        _clock = environment.Clock;
    }

    /// <summary>Where it is.</summary>
    public string File { get; }

    /// <summary>Writes a line.</summary>
    /// <returns>Null, or why it could not be written.</returns>
    public ClientError? Write(MapValue entry)
    {
        var line = new MapValue().Set("time", _clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var member in entry.Members)
        {
            line.Set(member.Name, member.Value);
        }

        try
        {
            lock (_one)
            {
                PrivateFile.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(File))!);
                using var file = new FileStream(File, Options());
                file.Write(Encoding.UTF8.GetBytes(JsonText.Write(line, JsonStyle.Compact) + "\n"));
                return null;
            }
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            return Unavailable(refused);
        }
    }

    /// <summary>Says why nothing could be written; null when lines can be.</summary>
    public ClientError? Check()
    {
        try
        {
            lock (_one)
            {
                PrivateFile.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(File))!);
                using var file = new FileStream(File, Options());
                return null;
            }
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            return Unavailable(refused);
        }
    }

    private static bool IsRefusal(Exception refused) => refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private ClientError Unavailable(Exception refused) =>
        new(ClientErrorKind.General, "AuditUnavailable", $"The audit file {File} cannot be written: {refused.Message}");

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
