using System.Text.RegularExpressions;
using Daypass.Testing.Providers;

namespace Daypass.Server.Tests.Incidents;

/// <summary>docs/incidents.md: the commands that stand in it, by section and in their order.</summary>
internal static partial class IncidentPage
{
    private static readonly string Text = File.ReadAllText(Path.Combine(ForeignProcess.Repository, "docs", "incidents.md"));

    /// <summary>The headings of its sections.</summary>
    public static IEnumerable<string> Sections => Section().Matches(Text).Select(static section => section.Groups["heading"].Value);

    /// <summary>The commands of a section, without the program's name.</summary>
    public static IReadOnlyList<string> CommandsOf(string heading) =>
        [.. Command().Matches(Section().Matches(Text).Single(section => section.Groups["heading"].Value == heading).Groups["text"].Value)
            .Select(static command => command.Groups["arguments"].Value)];

    [GeneratedRegex(@"^## (?<heading>.+)\n(?<text>(?s:.*?))(?=^## |\z)", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^daypass-server (?<arguments>.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
