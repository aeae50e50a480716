using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client.Cache;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.Protocol;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass configure</c>: takes a long-term key from a person and keeps it in the keyring, where no file and no backup has it.</summary>
internal static class ConfigureCommand
{
    private const int ShortestId = 16;
    private const int LongestId = 128;

    /// <summary>The options.</summary>
    public static OptionRule[] Options =>
    [
        new("--access-key-id") { Summary = "The access key id, instead of a question." },
        new("--region") { Summary = "The region of the profile." },
        new("--output") { Choices = ["json", "text", "table", "yaml", "yaml-stream", "off"], Summary = "The output format of the profile." },
        new("--endpoint-url") { Summary = "The address of the services of the profile." },
        new("--plain", OptionArity.Flag) { Summary = "Keep the key in the credentials file, readable by you alone, instead of in the keyring." },
    ];

    /// <summary>Runs the command.</summary>
    public static int Run(Terminal terminal, ParsedArguments arguments)
    {
        var error = Configure(terminal, arguments, arguments.Word is { Length: > 0 } name ? name : ProfileStore.Default);
        return error is null ? 0 : ErrorPrinter.Print(terminal, null, error);
    }

    private static ClientError? Configure(Terminal terminal, ParsedArguments arguments, string profile)
    {
        var store = ProfileStore.Load(terminal.Environment);
        if (!store.Succeeded)
        {
            return store.Error;
        }

        // Before the person types a secret, what would be in its way.
        var plain = arguments.Has("--plain");
        if (!plain && FindObstacle(terminal, store.Value, profile) is { } obstacle)
        {
            return obstacle;
        }

        var id = (arguments.GetValue("--access-key-id") ?? terminal.AskBriefly("AWS Access Key ID: "))?.Trim() ?? string.Empty;
        if (CheckId(id) is { } wrongId)
        {
            return wrongId;
        }

        var secret = terminal.AskSecretly("AWS Secret Access Key (not shown): ")?.Trim() ?? string.Empty;
        if (secret.Length == 0 || secret.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return ClientError.Usage("That is no secret access key: it has forty letters, digits and signs, and no blanks.");
        }

        try
        {
            return Write(terminal, arguments, store.Value, profile, id, Secret.FromText(secret), plain);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return ClientError.General($"The profile cannot be written: {refused.Message}");
        }
    }

    private static ClientError? FindObstacle(Terminal terminal, ProfileStore store, string profile)
    {
        if (!KeyringKeys.IsAvailable(terminal.Environment))
        {
            return ClientError.General("There is no keyring here that keeps keys: that takes a desktop with a Secret Service, and secret-tool.") with
            {
                Advice = $"With --plain the key is kept in {store.CredentialsFile}, readable by you alone.",
            };
        }

        return store.FindInCredentials(profile)?.Get("aws_access_key_id") is not null
            ? ClientError.General($"Profile {profile} has a key in {store.CredentialsFile}, which all tools would go on using: take it out first.")
            : null;
    }

    private static ClientError? CheckId(string id)
    {
        if (id.Length is < ShortestId or > LongestId || !Array.TrueForAll(id.ToCharArray(), static one => char.IsAsciiLetterOrDigit(one) || one == '_'))
        {
            return ClientError.Usage("That is no access key id: it has at least sixteen letters and digits, such as AKIAIOSFODNN7EXAMPLE.");
        }

        return id.StartsWith("ASIA", StringComparison.Ordinal)
            ? ClientError.Usage($"{id} is the key of a session, which ends; \"daypass profile save NAME\" keeps one that a profile makes.")
            : null;
    }

    private static ClientError? Write(
        Terminal terminal, ParsedArguments arguments, ProfileStore store, string profile, string id, Secret secret, bool plain)
    {
        List<(string Key, string Value)> settings = [];
        if (plain)
        {
            var old = store.FindInCredentials(profile);
            var sessions = old?.Get("aws_session_token") is not null || old?.Get("aws_security_token") is not null;
            if (IniEditor.WriteCredentials(
                store.CredentialsFile, profile, [("aws_access_key_id", id), ("aws_secret_access_key", secret.Reveal())], keepOthers: !sessions) is { } refused)
            {
                return refused;
            }
        }
        else
        {
            if (KeyringKeys.Store(id, secret) is { } locked)
            {
                return ClientError.General($"The keyring keeps no key: {locked.Message}");
            }

            settings.Add((KeyringKeys.Setting, id));
            settings.Add(("credential_process", $"{FindProgram()} credential-process --keyring {id}"));
        }

        foreach (var option in new[] { "--region", "--output", "--endpoint-url" })
        {
            if (arguments.GetValue(option) is { Length: > 0 } value)
            {
                settings.Add((option[2..].Replace('-', '_'), value));
            }
        }

        if (settings.Count > 0 && IniEditor.WriteProfile(store.ConfigFile, profile, settings, keepOthers: true) is { } error)
        {
            return error;
        }

        terminal.Error.Write($"{id} is in {(plain ? store.CredentialsFile : "the keyring")}, for profile {profile}.\n");
        return null;
    }

    // Other tools run it by the profile, from folders and with a PATH of their own.
    private static string FindProgram() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "daypass"
            ? path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path
            : "daypass";
}
