using System.Globalization;
using Daypass.Client.Errors;

namespace Daypass.Client.Profiles;

/// <summary>What was requested explicitly, by option for example; null where nothing was.</summary>
public sealed record ExplicitSettings
{
    /// <summary>The profile.</summary>
    public string? Profile { get; init; }

    /// <summary>The region.</summary>
    public string? Region { get; init; }

    /// <summary>The address of the service.</summary>
    public string? EndpointUrl { get; init; }
}

/// <summary>The settings of one run: what was requested, then the environment, then the profile.</summary>
public sealed class ClientSettings
{
    private readonly Profile? _profile;

    private ClientSettings(ClientEnvironment environment, ExplicitSettings asked, ProfileStore store, string profileName, Profile? profile)
    {
        (Environment, Explicit, Store, ProfileName, _profile) = (environment, asked, store, profileName, profile);
    }

    /// <summary>The environment.</summary>
    public ClientEnvironment Environment { get; }

    /// <summary>What was requested explicitly.</summary>
    public ExplicitSettings Explicit { get; }

    /// <summary>The files.</summary>
    public ProfileStore Store { get; }

    /// <summary>The name of the profile in use.</summary>
    public string ProfileName { get; }

    /// <summary>The profile in use; null when it is the default one and does not exist.</summary>
    public Profile? Profile => _profile;

    /// <summary>The region, or null when none is configured.</summary>
    public string? Region => Explicit.Region ?? Environment.GetVariable("AWS_REGION") ?? Environment.GetVariable("AWS_DEFAULT_REGION") ?? _profile?.Get("region");

    /// <summary>Reads the files and picks the profile.</summary>
    /// <returns>The settings, or what is wrong with a file, or that there is no such profile.</returns>
    public static ClientResult<ClientSettings> Load(ClientEnvironment environment, ExplicitSettings asked)
    {
        var store = ProfileStore.Load(environment);
        if (!store.Succeeded)
        {
            return store.Error;
        }

        var name = asked.Profile ?? environment.GetVariable("AWS_PROFILE") ?? environment.GetVariable("AWS_DEFAULT_PROFILE");
        var profile = store.Value.Find(name ?? ProfileStore.Default);
        if (profile is null && name is not null)
        {
            return ClientError.General($"The config profile ({name}) could not be found");
        }

        return new ClientSettings(environment, asked, store.Value, name ?? ProfileStore.Default, profile);
    }

    /// <summary>The same settings for another profile of the same files.</summary>
    public ClientSettings ForProfile(Profile other) => new(Environment, Explicit, Store, other.Name, other);

    /// <summary>A setting that the environment may give as well; the environment wins.</summary>
    public string? Find(string? variable, string key) => (variable is null ? null : Environment.GetVariable(variable)) ?? _profile?.Get(key);

    /// <summary>A yes-or-no setting that the environment may give as well.</summary>
    public bool IsTrue(string? variable, string key) => string.Equals(Find(variable, key), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A whole number that the environment may give as well; the fallback when it is absent or no number.</summary>
    public int GetNumber(string? variable, string key, int fallback) =>
        int.TryParse(Find(variable, key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
