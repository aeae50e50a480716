namespace Daypass.Client.Profiles;

/// <summary>One named profile: the settings of the config file, and over them those of the credentials file.</summary>
public sealed class Profile
{
    private readonly Dictionary<string, (IniEntry Entry, string File)> _settings = new(StringComparer.Ordinal);

    internal Profile(string name) => Name = name;

    /// <summary>The name; <c>default</c> for the one used when none is requested.</summary>
    public string Name { get; }

    /// <summary>The names of all settings.</summary>
    public IEnumerable<string> Keys => _settings.Keys;

    /// <summary>True when it has no settings.</summary>
    internal bool IsEmpty => _settings.Count == 0;

    /// <summary>A setting's value; null when it is absent.</summary>
    public string? Get(string key) => _settings.TryGetValue(key, out var setting) ? setting.Entry.Value : null;

    /// <summary>The settings indented below a setting; null when there are none.</summary>
    public IReadOnlyList<IniEntry>? Nested(string key) => _settings.TryGetValue(key, out var setting) ? setting.Entry.Nested : null;

    /// <summary>Where a setting stands, for users: <c>endpoint_url in profile dev (/home/me/.aws/config, line 7)</c>.</summary>
    public string DescribeOrigin(string key) => _settings.TryGetValue(key, out var setting)
        ? $"{key} in profile {Name} ({setting.File}, line {setting.Entry.Line})"
        : $"{key} in profile {Name}";

    internal void Add(IEnumerable<IniEntry> entries, string file)
    {
        foreach (var entry in entries)
        {
            _settings[entry.Key] = (entry, file);
        }
    }
}
