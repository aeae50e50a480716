using System.Globalization;
using Daypass.Client.Faults;

namespace Daypass.Client.Profiles;

/// <summary>What was asked for explicitly, by option for example; null where nothing was.</summary>
public sealed record ExplicitSettings
{
    /// <summary>The profile.</summary>
    public string? Profile { get; init; }

    /// <summary>The region.</summary>
    public string? Region { get; init; }

    /// <summary>The address of the service.</summary>
    public string? EndpointUrl { get; init; }
}

/// <summary>The settings of one run: what was asked for, then the environment, then the profile.</summary>
public sealed class ClientSettings
{
    private readonly Profile? _profile;

    private ClientSettings(Surroundings surroundings, ExplicitSettings asked, ProfileStore store, string profileName, Profile? profile)
    {
        (Surroundings, Asked, Store, ProfileName, _profile) = (surroundings, asked, store, profileName, profile);
    }

    /// <summary>The machine.</summary>
    public Surroundings Surroundings { get; }

    /// <summary>What was asked for explicitly.</summary>
    public ExplicitSettings Asked { get; }

    /// <summary>The files.</summary>
    public ProfileStore Store { get; }

    /// <summary>The name of the profile in use.</summary>
    public string ProfileName { get; }

    /// <summary>The profile in use; null when it is the default one and does not exist.</summary>
    public Profile? Profile => _profile;

    /// <summary>The region, or null when none is configured.</summary>
    public string? Region => Asked.Region ?? Surroundings.Variable("AWS_REGION") ?? Surroundings.Variable("AWS_DEFAULT_REGION") ?? _profile?.Get("region");

    /// <summary>Reads the files and picks the profile.</summary>
    /// <returns>The settings, or what is wrong with a file, or that there is no such profile.</returns>
    public static Outcome<ClientSettings> Load(Surroundings surroundings, ExplicitSettings asked)
    {
        var store = ProfileStore.Load(surroundings);
        if (!store.Succeeded)
        {
            return store.Fault;
        }

        var name = asked.Profile ?? surroundings.Variable("AWS_PROFILE") ?? surroundings.Variable("AWS_DEFAULT_PROFILE");
        var profile = store.Value.Find(name ?? ProfileStore.Default);
        if (profile is null && name is not null)
        {
            return ClientFault.General($"The config profile ({name}) could not be found");
        }

        return new ClientSettings(surroundings, asked, store.Value, name ?? ProfileStore.Default, profile);
    }

    /// <summary>The same settings for another profile of the same files.</summary>
    public ClientSettings For(Profile other) => new(Surroundings, Asked, Store, other.Name, other);

    /// <summary>A setting that the environment may give as well; the environment wins.</summary>
    public string? Find(string? variable, string key) => (variable is null ? null : Surroundings.Variable(variable)) ?? _profile?.Get(key);

    /// <summary>A yes-or-no setting that the environment may give as well.</summary>
    public bool IsTrue(string? variable, string key) => string.Equals(Find(variable, key), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A whole number that the environment may give as well; the fallback when it is absent or no number.</summary>
    public int Number(string? variable, string key, int fallback) =>
        int.TryParse(Find(variable, key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
