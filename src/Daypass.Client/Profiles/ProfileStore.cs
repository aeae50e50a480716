using Daypass.Client.Errors;

namespace Daypass.Client.Profiles;

/// <summary>The config and credentials files, read once.</summary>
public sealed class ProfileStore
{
    /// <summary>The profile used when none is requested.</summary>
    public const string Default = "default";

    private const int MaximumBytes = 16 * 1024 * 1024;

    private readonly Dictionary<string, Profile> _profiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Profile> _ssoSessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Profile> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Profile> _credentials = new(StringComparer.Ordinal);

    private ProfileStore(string configFile, string credentialsFile) => (ConfigFile, CredentialsFile) = (configFile, credentialsFile);

    /// <summary>Where the config file is, whether it exists or not.</summary>
    public string ConfigFile { get; }

    /// <summary>Where the credentials file is, whether it exists or not.</summary>
    public string CredentialsFile { get; }

    /// <summary>The names of all profiles, in the order of their names.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            List<string> names = [.. _profiles.Keys];
            names.Sort(StringComparer.Ordinal);
            return names;
        }
    }

    internal IReadOnlyDictionary<string, Profile> Profiles => _profiles;

    internal IReadOnlyDictionary<string, Profile> SsoSessions => _ssoSessions;

    internal IReadOnlyDictionary<string, Profile> Services => _services;

    /// <summary>Reads both files; absent ones are empty.</summary>
    /// <returns>The store, or the file and the line that cannot be read.</returns>
    public static ClientResult<ProfileStore> Load(ClientEnvironment environment)
    {
        var store = new ProfileStore(
            environment.ExpandPath(environment.GetVariable("AWS_CONFIG_FILE") ?? "~/.aws/config"),
            environment.ExpandPath(environment.GetVariable("AWS_SHARED_CREDENTIALS_FILE") ?? "~/.aws/credentials"));
        foreach (var file in new[] { store.ConfigFile, store.CredentialsFile })
        {
            if (ReadFile(file, out var sections) is { } error)
            {
                return error;
            }

            foreach (var section in sections)
            {
                store.AddSection(section, file);
            }
        }

        return store;
    }

    /// <summary>The profile of that name, or null.</summary>
    public Profile? Find(string name) => _profiles.GetValueOrDefault(name);

    /// <summary>The part of a profile that stands in the credentials file, or null.</summary>
    public Profile? FindInCredentials(string name) => _credentials.GetValueOrDefault(name);

    /// <summary>The <c>[sso-session NAME]</c> section, or null.</summary>
    public Profile? FindSsoSession(string name) => _ssoSessions.GetValueOrDefault(name);

    /// <summary>The <c>[services NAME]</c> section, or null.</summary>
    public Profile? FindServices(string name) => _services.GetValueOrDefault(name);

    private static ClientError? ReadFile(string file, out IReadOnlyList<IniSection> sections)
    {
        sections = [];
        try
        {
            // File.Exists is false for folders, which is how a missing home folder shows; reading is what may fail.
            if (!File.Exists(file))
            {
                return null;
            }

            if (new FileInfo(file).Length > MaximumBytes)
            {
                return ClientError.General($"Unable to parse config file: {file}: it has more than {MaximumBytes} bytes");
            }

            var read = IniReader.Parse(IniText.Decode(File.ReadAllBytes(file)), out var error);
            sections = read ?? sections;
            return error is null ? null : ClientError.General($"Unable to parse config file: {file}, line {error.Line}: {error.Reason}");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return ClientError.General($"Unable to parse config file: {file}: {refused.Message}");
        }
    }

    private void AddSection(IniSection section, string file)
    {
        if (file == CredentialsFile)
        {
            GetOrAdd(_credentials, section.Name).Add(section.Entries, file);
            GetOrAdd(_profiles, section.Name).Add(section.Entries, file);
            return;
        }

        if (SectionName.Parse(section.Name) is not (var kind, var name))
        {
            return;
        }

        var into = kind switch
        {
            "profile" => _profiles,
            "sso-session" => _ssoSessions,
            _ => _services,
        };

        // Of two sections for one name the later one counts, and nothing of the other.
        into.Remove(name);
        GetOrAdd(into, name).Add(section.Entries, file);
    }

    private static Profile GetOrAdd(Dictionary<string, Profile> into, string name)
    {
        if (!into.TryGetValue(name, out var profile))
        {
            into.Add(name, profile = new Profile(name));
        }

        return profile;
    }
}
