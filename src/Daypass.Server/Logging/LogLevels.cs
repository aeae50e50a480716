using Daypass.Server.Options;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Daypass.Server.Logging;

/// <summary>From which level on each category is logged. Those of a file may change while the server runs.</summary>
internal sealed class LogLevels : IConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>
{
    private const int LongestFile = 64 * 1024;

    /// <summary>The web framework's own lines are about connections; they are wanted when somebody asks for them. That the host does not start is said by
    /// the server, in one sentence.</summary>
    private static readonly LogLevelRule[] Defaults =
        [new(null, LogLevel.Information), new("Microsoft", LogLevel.Warning), new("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)];

    private readonly LogOptions _options;
    private readonly IReadOnlyList<LogLevelRule> _fixed;
    private volatile IReadOnlyList<LogLevelRule> _read;
    private ConfigurationReloadToken _changes = new();

    private LogLevels(LogOptions options, IReadOnlyList<LogLevelRule> given, IReadOnlyList<LogLevelRule> read) =>
        (_options, _fixed, _read) = (options, given, read);

    /// <inheritdoc/>
    public string? Name => Microsoft.Extensions.Options.Options.DefaultName;

    /// <summary>The levels of the options and of their file.</summary>
    /// <exception cref="StartException">One of them is none, or the file cannot be read.</exception>
    public static LogLevels Open(LogOptions options) => new(options, [.. options.Levels.Select(static one => Require("--log-level", one))], ReadFile(options));

    /// <summary>One level as an operator writes it; false when it is none.</summary>
    public static bool TryRead(string text, out LogLevelRule rule)
    {
        var equals = text.LastIndexOf('=');
        var name = text.AsSpan(equals + 1).Trim();
        var isNamed = !name.IsEmpty && char.IsAsciiLetter(name[0]) && Enum.TryParse<LogLevel>(name, ignoreCase: true, out _);
        rule = isNamed ? new(equals > 0 ? text[..equals].Trim() : null, Enum.Parse<LogLevel>(name, ignoreCase: true)) : default;
        return isNamed && equals != 0;
    }

    /// <summary>Reads the file again; what is wrong with it, or null. Then the levels stay as they were.</summary>
    public string? Reload()
    {
        if (_options.LevelFile is null)
        {
            return null;
        }

        try
        {
            _read = ReadFile(_options);
        }
        catch (StartException wrong)
        {
            return wrong.Message;
        }

        Interlocked.Exchange(ref _changes, new ConfigurationReloadToken()).OnReload();
        return null;
    }

    /// <inheritdoc/>
    public void Configure(LoggerFilterOptions options)
    {
        options.MinLevel = LogLevel.Trace;
        foreach (var rules in (ReadOnlySpan<IReadOnlyList<LogLevelRule>>)[Defaults, _fixed, _read])
        {
            foreach (var rule in rules)
            {
                options.Rules.Add(new LoggerFilterRule(null, rule.Category, rule.Level, null));
            }
        }

        // The road logs each call itself; the host would make an Activity and a scope for every request only to log the same.
        options.Rules.Add(new LoggerFilterRule(null, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None, null));
    }

    /// <inheritdoc/>
    public IChangeToken GetChangeToken() => Volatile.Read(ref _changes);

    private static IReadOnlyList<LogLevelRule> ReadFile(LogOptions options)
    {
        if (options.LevelFile is not { } file)
        {
            return [];
        }

        try
        {
            if (new FileInfo(file).Length > LongestFile)
            {
                throw new StartException($"--log-level-file {file} has more than {LongestFile} bytes.");
            }

            return [.. File.ReadLines(file).Select(static line => line.Trim()).Where(static line => line.Length > 0 && line[0] != '#')
                .Select(line => Require($"--log-level-file {file}:", line))];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"--log-level-file {file} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static LogLevelRule Require(string where, string text) => TryRead(text, out var rule) ? rule : throw new StartException(
        $"{where} {text} is no level: it is trace, debug, information, warning, error, critical or none, or a category, =, and one of them.");
}
