using Daypass.Client.Errors;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Output;

/// <summary>The formats of <c>--output</c>.</summary>
internal static class OutputFormat
{
    /// <summary>Their names, in the order in which they are offered.</summary>
    public static readonly string[] All = ["json", "text", "table", "yaml", "yaml-stream", "off"];

    /// <summary>What is printed for a value; nothing for the empty result of an operation that answers nothing.</summary>
    /// <param name="format">One of <see cref="All"/>.</param>
    /// <param name="title">The title of a table.</param>
    /// <param name="value">The value.</param>
    /// <param name="terminalWidth">The columns there are for a table.</param>
    /// <param name="colour">True to colour a table.</param>
    public static ClientResult<string> Write(string format, string title, Value value, int terminalWidth, bool colour)
    {
        var nothing = value is MapValue { Members.Count: 0 };
        switch (format)
        {
            case "json":
                return nothing ? string.Empty : JsonText.Write(value) + "\n";
            case "text":
                return TextOutput.Write(value);
            case "yaml":
                return nothing ? string.Empty : YamlOutput.Write(value);
            case "yaml-stream":
                return nothing ? string.Empty : YamlOutput.Write(ListValue.From(value));
            case "off":
                return string.Empty;
            case "table":
                return TableOutput.Write(title, value, terminalWidth, colour, out var error) is { } table ? table : ClientError.General(error!);
            default:
                return ClientError.General($"Unknown output type: {format}");
        }
    }
}
