using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>The command line's options about what is kept in memory and for how long without the database.</summary>
internal sealed class MemorySwitches
{
    private static readonly ServerOptions Defaults = new();

    private readonly Option<int> _entries = new("--cache-entries")
    {
        Description = "How many entities are kept in memory.",
        DefaultValueFactory = static _ => Defaults.CachedEntities,
    };
    private readonly Option<long> _bytes = new("--cache-memory")
    {
        Description = "About how much memory they may take, in bytes or with K, M or G.",
        HelpName = "SIZE",
        CustomParser = static result => Quantity.TryReadBytes(result.Tokens[0].Value, out var size) ? size : Wrong<long>(result, "a size such as 256M"),
        DefaultValueFactory = static _ => Defaults.CachedBytes,
    };

    private readonly Option<TimeSpan> _outage = new("--longest-outage")
    {
        Description = "For how long what is in memory goes on being used while the database is away; seconds, or with m or h.",
        HelpName = "DURATION",
        CustomParser = static result =>
            Quantity.TryReadDuration(result.Tokens[0].Value, out var span) ? span : Wrong<TimeSpan>(result, "a duration such as 15m"),
        DefaultValueFactory = static _ => Defaults.LongestOutage,
    };

    /// <summary>Adds them to a command.</summary>
    public MemorySwitches(Command command)
    {
        _entries.Validators.Add(static result =>
        {
            // What is no number at all the parser says itself.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var entries) && entries < 1)
            {
                result.AddError("--cache-entries takes a number from 1.");
            }
        });
        command.Options.Add(_entries);
        command.Options.Add(_bytes);
        command.Options.Add(_outage);
    }

    /// <summary>Sets what the operator gave.</summary>
    public ServerOptions Read(ParseResult parsed, ServerOptions options) => options with
    {
        CachedEntities = parsed.GetValue(_entries),
        CachedBytes = parsed.GetValue(_bytes),
        LongestOutage = parsed.GetValue(_outage),
    };

    private static T? Wrong<T>(ArgumentResult result, string wanted)
    {
        result.AddError($"'{result.Tokens[0].Value}' is not {wanted}.");
        return default;
    }
}
