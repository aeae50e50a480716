using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client;
using Daypass.Client.Credentials;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass profile</c>: profiles in the config file, and temporary credentials in the credentials file where a tool reads nothing else.</summary>
internal static class ProfileCommands
{
    /// <summary>The options of <c>profile add</c> and the settings they write.</summary>
    private static readonly string[] SettingNames =
    [
        "role_arn", "source_profile", "credential_source", "mfa_serial", "external_id", "duration_seconds", "role_session_name", "region", "output",
        "endpoint_url",
        "credential_process", "web_identity_token_file", "session_tags", "transitive_tag_keys", "source_identity", "policy", "policy_arns", "mfa_process",
        "oidc_issuer", "oidc_client_id", "oidc_scopes", "saml_url",
    ];

    /// <summary>The options of <c>profile add</c>.</summary>
    public static OptionRule[] AddOptions =>
    [
        .. Array.ConvertAll(SettingNames, static name => new OptionRule(Option(name)) { Summary = $"Sets {name}." }),
        new OptionRule("--force", OptionArity.Flag) { Summary = "Replace a profile of that name." },
    ];

    /// <summary>Adds a profile to the config file.</summary>
    public static int Add(Terminal terminal, ParsedArguments arguments)
    {
        var store = ProfileStore.Load(terminal.Environment);
        if (!store.Succeeded)
        {
            return ErrorPrinter.Print(terminal, null, store.Error);
        }

        var name = arguments.Word!;
        if (store.Value.Find(name) is not null && !arguments.Has("--force"))
        {
            return ErrorPrinter.Print(terminal, null, ClientError.Usage($"There is a profile {name} already; --force replaces it."));
        }

        List<(string Key, string Value)> settings = [];
        foreach (var key in SettingNames)
        {
            if (arguments.GetValue(Option(key)) is { } value)
            {
                settings.Add((key, value));
            }
        }

        if (settings.Count == 0)
        {
            return ErrorPrinter.Print(terminal, null, ClientError.Usage("A profile needs at least one setting."));
        }

        if (ProfileFlaws.Find(store.Value, name, settings).FirstOrDefault() is { } flaw)
        {
            return ErrorPrinter.Print(terminal, null, ClientError.Usage(flaw));
        }

        var file = store.Value.ConfigFile;
        return Write(terminal, file, () => IniEditor.WriteProfile(file, name, settings), $"Profile {name} is in {file}.");
    }

    /// <summary>Writes the credentials of the run into the credentials file under a name.</summary>
    public static ClientResult<int> Save(CommandContext context, ParsedArguments arguments)
    {
        var credentials = context.GetCredentials();
        return credentials.Succeeded ? Save(context, arguments.Word!, credentials.Value) : credentials.Error;
    }

    /// <summary>Lists the profiles.</summary>
    public static int List(Terminal terminal, ParsedArguments arguments)
    {
        var store = ProfileStore.Load(terminal.Environment);
        if (!store.Succeeded)
        {
            return ErrorPrinter.Print(terminal, null, store.Error);
        }

        if (store.Value.Names.Count == 0)
        {
            terminal.Error.Write($"There are no profiles in {store.Value.ConfigFile} and {store.Value.CredentialsFile}. \"daypass configure\" makes one.\n");
            return 0;
        }

        List<string[]> rows = [["PROFILE", "KIND", "REGION", "WHAT"]];
        foreach (var name in store.Value.Names)
        {
            var profile = store.Value.Find(name)!;
            var (kind, what) = Describe(profile);
            rows.Add([name, kind, profile.Get("region") ?? "-", what]);
        }

        terminal.Out.Write(arguments.Has("--details") ? TextTable.Write(rows) : string.Join('\n', store.Value.Names) + "\n");
        return 0;
    }

    // What the profile's credentials are, in the order in which they are looked for.
    private static (string Kind, string What) Describe(Profile profile) => profile switch
    {
        _ when (profile.Get("oidc_issuer") ?? profile.Get("saml_url")) is { } provider => ("sign-in", $"{profile.Get("role_arn")} at {provider}".Trim()),
        _ when profile.Get("web_identity_token_file") is { } file => ("web identity", $"{profile.Get("role_arn")} by {file}"),
        _ when profile.Get("role_arn") is { } role => ("role", $"{role} by {profile.Get("source_profile") ?? profile.Get("credential_source")}"),
        _ when profile.Get("sso_account_id") is { } account => ("identity center", $"{profile.Get("sso_role_name")} in {account}"),
        _ when profile.Get("login_session") is { } session => ("aws login", session),
        _ when profile.Get("daypass_keyring") is { } key => ("keyring", key),
        _ when profile.Get("aws_access_key_id") is { } id => (profile.Get("aws_session_token") is null ? "keys" : "session", id),
        // The arguments may be or hold a secret.
        _ when profile.Get("credential_process") is { } process => ("process", CommandWords.Split(process) is [var program, ..] ? program : string.Empty),
        _ => ("-", string.Empty),
    };

    /// <summary>Writes credentials into the credentials file under a name.</summary>
    internal static int Save(CommandContext context, string name, AwsCredentials credentials)
    {
        List<(string Key, string Value)> settings =
        [
            ("aws_access_key_id", credentials.AccessKeyId), ("aws_secret_access_key", credentials.SecretAccessKey.Reveal()),
        ];
        if (credentials.SessionToken is { } token)
        {
            settings.Add(("aws_session_token", token.Reveal()));
        }

        if (CredentialFormats.FormatExpiration(credentials) is { } end)
        {
            settings.Add(("x_security_token_expires", end));
        }

        var file = context.Settings.Store.CredentialsFile;
        var done = $"Credentials of {credentials.AccessKeyId} are in {file} as profile {name}.";
        return Write(context.Terminal, file, () => IniEditor.WriteCredentials(file, name, settings), done);
    }

    private static string Option(string setting) => "--" + setting.Replace('_', '-');

    private static int Write(Terminal terminal, string file, Func<ClientError?> write, string done)
    {
        try
        {
            if (write() is { } error)
            {
                return ErrorPrinter.Print(terminal, null, error);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return ErrorPrinter.Print(terminal, null, ClientError.General($"{file} cannot be written: {refused.Message}"));
        }

        terminal.Error.Write(done + "\n");
        return 0;
    }
}
