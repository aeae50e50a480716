using System.CommandLine;
using System.CommandLine.Parsing;
using Daypass.Server.Logging;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>The command line's options about the log.</summary>
internal sealed class LogSwitches
{
    private const string Text = "text";
    private const string Json = "json";

    private readonly Option<string[]> _levels = new("--log-level")
    {
        Description = "From which level on lines are written: trace, debug, information, warning, error, critical or none; CATEGORY=LEVEL for the"
            + " categories that begin so. May be repeated.",
        HelpName = "[CATEGORY=]LEVEL",
        CustomParser = ReadLevels,
        DefaultValueFactory = static _ => [],
    };
    private readonly Option<string?> _file = new("--log-level-file")
    {
        Description = "A file with one such level a line, which wins; read again at SIGHUP.",
        HelpName = "FILE",
    };
    private readonly Option<string> _format = new("--log-format")
    {
        Description = "text, or json for one object a line.",
        HelpName = "FORMAT",
        CustomParser = ReadFormat,
        DefaultValueFactory = static _ => Text,
    };

    /// <summary>Adds them to a command.</summary>
    public LogSwitches(Command command)
    {
        command.Options.Add(_levels);
        command.Options.Add(_file);
        command.Options.Add(_format);
    }

    /// <summary>What the operator gave.</summary>
    public LogOptions Read(ParseResult parsed) =>
        new() { Levels = parsed.GetValue(_levels)!, LevelFile = parsed.GetValue(_file), IsJson = parsed.GetValue(_format) == Json };

    private static string[] ReadLevels(ArgumentResult result)
    {
        foreach (var token in result.Tokens)
        {
            if (!LogLevels.TryRead(token.Value, out _))
            {
                result.AddError($"'{token.Value}' is no level: --log-level takes trace, debug, information, warning, error, critical or none,"
                    + " or a category, =, and one of them.");
            }
        }

        return [.. result.Tokens.Select(static token => token.Value)];
    }

    private static string ReadFormat(ArgumentResult result)
    {
        if (result.Tokens[0].Value is not (Text or Json))
        {
            result.AddError($"'{result.Tokens[0].Value}' is no format: --log-format takes text or json.");
        }

        return result.Tokens[0].Value;
    }
}
