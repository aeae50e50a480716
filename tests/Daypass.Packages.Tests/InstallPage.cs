using System.Text.RegularExpressions;

namespace Daypass.Packages.Tests;

/// <summary>The commands that docs/install.md tells people to paste.</summary>
internal static partial class InstallPage
{
    /// <summary>The commands below a heading.</summary>
    public static async Task<string> Commands(string heading)
    {
        var page = await File.ReadAllTextAsync(Shell.InRepository("docs", "install.md"));
        var section = page[page.IndexOf($"## {heading}\n", StringComparison.Ordinal)..];
        return Block().Match(section).Groups["commands"].Value;
    }

    /// <summary>Runs them as a person's shell does; what they print.</summary>
    public static async Task<string> Run(string commands)
    {
        // Debian 12's aws CLI is too old to read AWS_ENDPOINT_URL; what it does not know would go to AWS.
        const string Before = """
            set -eu
            aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }
            export AWS_EC2_METADATA_DISABLED=true AWS_CONFIG_FILE=/nonexistent AWS_PAGER=
            """;
        return (await Shell.Run("bash", "-c", $"{Before}\n{commands}")).Succeeded();
    }

    [GeneratedRegex("```sh\n(?<commands>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
