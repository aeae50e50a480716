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

    /// <summary>How long a session that is made for this run may last, in seconds.</summary>
    public int? DurationSeconds { get; init; }
}

/// <summary>The settings of one run: what was requested, then the environment, then the profile.</summary>
public sealed class ClientSettings
{
    private const int MostListed = 20;
    private const int UsualAttempts = 3;

    private readonly Profile? _profile;

    private ClientSettings(ClientEnvironment environment, ExplicitSettings asked, ProfileStore store, string profileName, Profile? profile)
    {
        (Environment, Explicit, Store, ProfileName, _profile) = (environment, asked, store, profileName, profile);
        Outer = this;
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
    public string? Region => Explicit.Region ?? Environment.GetVariable("AWS_REGION") ?? Find("AWS_DEFAULT_REGION", "region");

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
            return ClientError.General($"The config profile ({name}) could not be found") with { Advice = Suggest(name, store.Value.Names) };
        }

        return new ClientSettings(environment, asked, store.Value, name ?? ProfileStore.Default, profile);
    }

    private static string? Suggest(string name, IReadOnlyList<string> names) => CloseMatches.Find(name, names, 0.6) is { Count: > 0 } close
        ? $"Did you mean {string.Join(" or ", close)}?"
        : names.Count is > 0 and <= MostListed ? $"There are: {string.Join(", ", names)}." : null;

    /// <summary>
    /// The settings of the run itself, where these are of a profile on the way to its credentials: they say where and how services are reached,
    /// so that no profile on the way sends its request to another place.
    /// </summary>
    public ClientSettings Outer { get; private init; }

    /// <summary>The same settings for another profile of the same files; how long a session may last was said of this one.</summary>
    public ClientSettings ForProfile(Profile other) =>
        new(Environment, Explicit with { DurationSeconds = null }, Store, other.Name, other) { Outer = Outer };

    /// <summary>A setting that the environment may give as well; the environment wins. Null where it is absent or empty.</summary>
    public string? Find(string? variable, string key) =>
        (variable is null ? null : Environment.GetVariable(variable)) ?? (_profile?.Get(key) is { Length: > 0 } value ? value : null);

    /// <summary>Where <see cref="Find"/> found it, for users.</summary>
    public string DescribeOrigin(string? variable, string key) => variable is not null && Environment.GetVariable(variable) is not null
        ? $"the environment variable {variable}"
        : _profile?.DescribeOrigin(key) ?? key;

    /// <summary>A yes-or-no setting that the environment may give as well; no when it is absent, an error when it is neither.</summary>
    public ClientResult<bool> ReadSwitch(string? variable, string key)
    {
        var word = ReadChoice(variable, key, ["true", "false"], value => $"'{value}' is neither true nor false.", ignoreCase: true);
        return word.Succeeded ? string.Equals(word.Value, "true", StringComparison.OrdinalIgnoreCase) : word.Error;
    }

    /// <summary>A whole number that the environment may give as well; the fallback when it is absent, an error when it is no such number.</summary>
    public ClientResult<int> ReadNumber(string? variable, string key, int fallback, int least = 0)
    {
        if (Find(variable, key) is not { } text)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : Wrong($"'{text}' is no whole number of {least} or more.", variable, key);
    }

    /// <summary>A setting that is one of a few words; null when it is absent, an error when it is another word.</summary>
    /// <param name="variable">The environment variable; null for none.</param>
    /// <param name="key">The setting of the profile.</param>
    /// <param name="choices">The words.</param>
    /// <param name="describe">What is wrong with another one.</param>
    /// <param name="ignoreCase">True when capitals are as good.</param>
    public ClientResult<string?> ReadChoice(
        string? variable, string key, ReadOnlySpan<string> choices, Func<string, string> describe, bool ignoreCase = false)
    {
        var value = Find(variable, key);
        foreach (var choice in choices)
        {
            if (value is null || string.Equals(value, choice, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                return value;
            }
        }

        return Wrong(describe(value!), variable, key);
    }

    /// <summary>How often a call is tried while the service fails or cannot be reached.</summary>
    /// <returns>The number, or what is wrong with one of the settings of trying again.</returns>
    public ClientResult<int> ReadAttempts()
    {
        var mode = ReadChoice("AWS_RETRY_MODE", "retry_mode", ["legacy", "standard", "adaptive"], static value =>
            $"Invalid value provided to \"mode\": \"{value}\" must be one of: ('legacy', 'standard', 'adaptive')");
        return mode.Error is { } wrong ? wrong : ReadNumber("AWS_MAX_ATTEMPTS", "max_attempts", UsualAttempts, least: 1);
    }

    private ClientError Wrong(string message, string? variable, string key) =>
        ClientError.General(message) with { Advice = $"The value came from {DescribeOrigin(variable, key)}." };
}
