using System.Text.RegularExpressions;

namespace Daypass.Packages.Tests.Debian;

/// <summary>The unit of the service, read as far as systemd's rules are needed to start it without systemd.</summary>
internal sealed partial class UnitFile
{
    private readonly ILookup<string, string> _settings;

    private UnitFile(string text) => _settings = text.Split('\n').Where(static line => line.Length > 0 && line[0] is not '#' and not ';' and not '[')
        .Select(static line => line.Split('=', 2)).ToLookup(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);

    /// <summary>Reads one.</summary>
    public static async Task<UnitFile> Read(string path) => new(await File.ReadAllTextAsync(path));

    /// <summary>The one value of a setting.</summary>
    public string this[string name] => _settings[name].Single();

    /// <summary>The environment that systemd gives the service: its own settings, then the file.</summary>
    /// <param name="root">Where the file is looked for.</param>
    /// <param name="instance">What stands for <c>%i</c>.</param>
    public async Task<Dictionary<string, string>> Environment(string root, string instance = "")
    {
        var file = this["EnvironmentFile"].TrimStart('-').Replace("%i", instance, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(root + file);
        return _settings["Environment"].Concat(lines.Where(static line => line.Length > 0 && line[0] != '#')).Select(static line => line.Split('=', 2))
            .ToDictionary(static pair => pair[0], static pair => Unquote(pair[1]), StringComparer.Ordinal);
    }

    /// <summary>The words of the command, with variables that stand alone split at spaces outside quotes.</summary>
    public List<string> Command(IReadOnlyDictionary<string, string> environment) => [.. this["ExecStart"].Split(' ').SelectMany(word =>
        word is ['$', .. var name] ? Word().Matches(environment.GetValueOrDefault(name, "")).Select(static match => Unquote(match.Value)) : [word])];

    private static string Unquote(string text) => text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""")]
    private static partial Regex Word();
}
