using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>The command line's options about the audit log.</summary>
internal sealed class AuditSwitches
{
    private static readonly AuditOptions Defaults = new();

    private readonly Option<string[]> _targets = new("--audit")
    {
        Description = "Where the audit log goes: a file, a pipe, - for standard output, syslog, journald, the https URL of a collector, or none;"
            + " audit.jsonl in the data folder when not given. May be repeated: records go to all.",
        HelpName = "TARGET",
        DefaultValueFactory = static _ => [],
    };
    private readonly Option<bool> _mayFail = new("--audit-may-fail") { Description = "Serves calls even while the audit log cannot be written." };
    private readonly Option<bool> _sync = new("--audit-sync") { Description = "Waits for the disk before a call is answered whose record has to be kept." };
    private readonly Option<bool> _origin = new("--audit-origin-identity")
    {
        Description = "Records who is behind a session by trusted identity propagation, which is personal.",
    };
    private readonly Option<long?> _rotateSize = Bytes("--audit-rotate-size", "Puts an audit file aside before it would become larger; with K, M or G.", null);
    private readonly Option<TimeSpan?> _rotateEvery = new("--audit-rotate-every")
    {
        Description = "Puts an audit file aside when it was begun so long ago; seconds, or with m, h or d.",
        HelpName = "DURATION",
        CustomParser = ReadAge,
    };
    private readonly Option<int?> _rotateKeep = new("--audit-rotate-keep")
    {
        Description = "How many of the files put aside are kept; all when not given.",
        HelpName = "COUNT",
        CustomParser = ReadCount,
    };
    private readonly Option<string?> _spool = new("--audit-spool")
    {
        Description = "The folder where records wait until the collector has them; DATA/audit-spool when not given.",
        HelpName = "FOLDER",
    };
    private readonly Option<long?> _spoolSize = Bytes("--audit-spool-size",
        "How many bytes of records may wait there; when more would have to, the audit log cannot be written.", Defaults.SpoolBytes);
    private readonly Option<string?> _token = new("--audit-push-token")
    {
        Description = "A file with the bearer token that the collector asks for; read for each push.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _roots = new("--audit-push-roots")
    {
        Description = "A PEM file of the roots that the collector's certificate may come from; those of the system when not given.",
        HelpName = "FILE",
    };

    /// <summary>Adds them to a command.</summary>
    public AuditSwitches(Command command)
    {
        Option[] all = [_targets, _mayFail, _sync, _origin, _rotateSize, _rotateEvery, _rotateKeep, _spool, _spoolSize, _token, _roots];
        Array.ForEach(all, command.Options.Add);
    }

    /// <summary>What the operator gave.</summary>
    public AuditOptions Read(ParseResult parsed) => new()
    {
        Targets = parsed.GetValue(_targets)!,
        MayFail = parsed.GetValue(_mayFail),
        Sync = parsed.GetValue(_sync),
        ShowsOrigin = parsed.GetValue(_origin),
        RotateSize = parsed.GetValue(_rotateSize),
        RotateEvery = parsed.GetValue(_rotateEvery),
        RotateKeep = parsed.GetValue(_rotateKeep),
        SpoolFolder = parsed.GetValue(_spool),
        SpoolBytes = parsed.GetValue(_spoolSize) ?? Defaults.SpoolBytes,
        PushTokenFile = parsed.GetValue(_token),
        PushRootsFile = parsed.GetValue(_roots),
    };

    private static Option<long?> Bytes(string name, string description, long? byDefault) => new(name)
    {
        Description = description,
        HelpName = "BYTES",
        CustomParser = ReadBytes,
        DefaultValueFactory = _ => byDefault,
    };

    private static long? ReadBytes(ArgumentResult result)
    {
        const long fewest = 64 * 1024;
        var text = result.Tokens[0].Value;
        if (Quantity.TryReadBytes(text, out var bytes) && bytes >= fewest)
        {
            return bytes;
        }

        result.AddError($"'{text}' is not a size: {NameOf(result)} takes a number of bytes, with K, M or G, of at least 64K.");
        return null;
    }

    private static TimeSpan? ReadAge(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var isDays = text.EndsWith('d');
        if (isDays && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 3650)
        {
            return TimeSpan.FromDays(days);
        }

        if (!isDays && Quantity.TryReadDuration(text, out var duration) && duration >= TimeSpan.FromMinutes(1))
        {
            return duration;
        }

        result.AddError($"'{text}' is not an age: {NameOf(result)} takes seconds, or a number with m, h or d, of at least a minute.");
        return null;
    }

    private static int? ReadCount(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            return count;
        }

        result.AddError($"'{text}' is not a number of files: {NameOf(result)} takes 1 or more.");
        return null;
    }

    private static string NameOf(ArgumentResult result) => ((OptionResult)result.Parent!).Option.Name;
}
