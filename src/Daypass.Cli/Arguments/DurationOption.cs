using System.Globalization;
using Daypass.Client.Errors;

namespace Daypass.Cli.Arguments;

/// <summary>The option that says how long a role's session is to last.</summary>
internal static class DurationOption
{
    /// <summary>The option.</summary>
    public static readonly OptionRule Rule = new("--duration-seconds") { Summary = "How long the role's session lasts, instead of what the profile says." };

    /// <summary>The seconds; null when they are not given.</summary>
    public static ClientResult<int?> Read(ParsedArguments arguments)
    {
        if (!arguments.Has(Rule.Name) || arguments.GetValue(Rule.Name) is not { } text)
        {
            return (int?)null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? (int?)seconds
            : ClientError.Usage($"argument {Rule.Name}: '{text}' is no number of seconds");
    }
}
