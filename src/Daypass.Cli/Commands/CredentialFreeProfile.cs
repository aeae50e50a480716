using System.Text;
using Daypass.Client;
using Daypass.Client.Profiles;

namespace Daypass.Cli.Commands;

/// <summary>
/// A profile without credentials, for programs that are to ask a container endpoint: every SDK looks there last, so credentials in the
/// default profile would win. It stands in a copy of the config file that lives as long as the program; all other profiles stay usable.
/// </summary>
internal sealed class CredentialFreeProfile : IDisposable
{
    private static readonly string[] Credentials =
    [
        "aws_access_key_id", "role_arn", "web_identity_token_file", "credential_process", "sso_session", "sso_account_id", "sso_start_url", "login_session",
    ];

    private readonly string _folder;

    private CredentialFreeProfile(string folder, string config, string name) =>
        (_folder, Variables) = (folder, [("AWS_CONFIG_FILE", config), ("AWS_PROFILE", name)]);

    /// <summary>What makes a program use it.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables { get; }

    /// <summary>Makes one; null when the default profile holds no credentials and nothing is needed.</summary>
    public static CredentialFreeProfile? Create(ProfileStore store)
    {
        if (store.Find(ProfileStore.Default) is not { } usual || !Array.Exists(Credentials, key => usual.Get(key) is not null))
        {
            return null;
        }

        var name = "daypass-exec";
        while (store.Find(name) is not null)
        {
            name += "-";
        }

        var folder = Directory.CreateTempSubdirectory("daypass-").FullName;
        var config = Path.Combine(folder, "config");
        var existing = File.Exists(store.ConfigFile) ? File.ReadAllText(store.ConfigFile) : string.Empty;
        PrivateFile.Write(config, Encoding.UTF8.GetBytes($"{existing}\n[profile {name}]\n"));
        return new CredentialFreeProfile(folder, config, name);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
