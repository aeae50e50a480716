using System.Text.RegularExpressions;

namespace Daypass.Packages.Tests;

/// <summary>The commands that docs/install.md tells people to paste.</summary>
internal static partial class InstallPage
{
    /// <summary>The commands below a heading, which is the last one with commands: the variables first, then what they are for.</summary>
    public static async Task<string> Commands(string heading)
    {
        var page = await File.ReadAllTextAsync(Shell.InRepository("docs", "install.md"));
        var section = page[page.IndexOf($"## {heading}\n", StringComparison.Ordinal)..];
        return string.Concat(Block().Matches(section).Select(static block => block.Groups["commands"].Value));
    }

    /// <summary>Runs them as a person's shell does; what they print.</summary>
    public static async Task<string> Run(string commands)
    {
        // Debian 12's aws CLI is too old to read these variables; what it does not know would go to AWS.
        const string Before = """
            set -eu
            aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL_STS" "$@"; }
            export AWS_EC2_METADATA_DISABLED=true AWS_CONFIG_FILE=/nonexistent AWS_PAGER=
            """;
        return (await Shell.Run("bash", "-c", $"{Before}\n{commands}")).Succeeded();
    }

    [GeneratedRegex("```(text|sh)\n(?<commands>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
