using System.Collections;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Daypass.Server.Commands;

/// <summary>The options in force, for one line at the start. None of them holds a secret but the connection string, which is left out: the line names the
/// database beside them.</summary>
internal static class EffectiveOptions
{
    private const string Database = "--database";

    /// <summary>All of them with their values, given or by default.</summary>
    public static string Describe(ParseResult parsed)
    {
        var told = new List<string>();
        foreach (var option in parsed.CommandResult.Command.Options)
        {
            if (option is not (HelpOption or VersionOption) && option.Name != Database)
            {
                told.Add($"{option.Name}={ValueOf(option, parsed.GetResult(option))}");
            }
        }

        return string.Join(' ', told);
    }

    private static string ValueOf(Option option, OptionResult? result)
    {
        if (result is { Implicit: false })
        {
            return result.Tokens.Count == 0 ? "on" : string.Join(',', result.Tokens.Select(static token => token.Value));
        }

        return option.HasDefaultValue ? Format(option.GetDefaultValue()) : "-";
    }

    private static string Format(object? value) => value switch
    {
        null => "-",
        string text => text,
        false => "off",
        TimeSpan span => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds}s"),
        IEnumerable many => many.Cast<object>().Select(Format).ToList() is { Count: > 0 } all ? string.Join(',', all) : "-",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "-",
    };
}
