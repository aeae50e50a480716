using System.CommandLine;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>The command line's options about the audit log.</summary>
internal sealed class AuditSwitches
{
    private readonly Option<string?> _path = new("--audit")
    {
        Description = "The file of the audit log, or none; audit.jsonl in the data folder when not given.",
    };
    private readonly Option<bool> _mayFail = new("--audit-may-fail") { Description = "Serves calls even while the audit log cannot be written." };
    private readonly Option<bool> _sync = new("--audit-sync") { Description = "Waits for the disk before a call is answered whose record has to be kept." };
    private readonly Option<bool> _origin = new("--audit-origin-identity")
    {
        Description = "Records who is behind a session by trusted identity propagation, which is personal.",
    };

    /// <summary>Adds them to a command.</summary>
    public AuditSwitches(Command command)
    {
        command.Options.Add(_path);
        command.Options.Add(_mayFail);
        command.Options.Add(_sync);
        command.Options.Add(_origin);
    }

    /// <summary>What the operator gave.</summary>
    public AuditOptions Read(ParseResult parsed) => new()
    {
        Path = parsed.GetValue(_path),
        MayFail = parsed.GetValue(_mayFail),
        Sync = parsed.GetValue(_sync),
        ShowsOrigin = parsed.GetValue(_origin),
    };
}
