using Daypass.Client.Errors;
using Daypass.Protocol;

namespace Daypass.Client.Cache;

/// <summary>Long-term access keys in the desktop's keyring, by their ids: no file holds them, and no backup.</summary>
public static class KeyringKeys
{
    /// <summary>The setting of a profile that names the access key id.</summary>
    public const string Setting = "daypass_keyring";

    /// <summary>True when there is a keyring that can be asked.</summary>
    public static bool IsAvailable(ClientEnvironment environment) =>
        DesktopKeyring.IsAvailable(environment) && !string.Equals(environment.GetVariable("DAYPASS_CACHE_KEYRING"), "off", StringComparison.OrdinalIgnoreCase);

    /// <summary>Stores a key.</summary>
    /// <returns>Why it could not be stored, or null.</returns>
    public static ClientError? Store(string accessKeyId, Secret secret) =>
        DesktopKeyring.Store($"AWS access key {accessKeyId}", Attributes(accessKeyId), secret);

    /// <summary>The credentials of a key.</summary>
    /// <returns>The credentials, or that the keyring has none of that id or does not answer.</returns>
    public static ClientResult<AwsCredentials> Find(string accessKeyId)
    {
        var found = DesktopKeyring.Find(Attributes(accessKeyId));
        if (found.Error is { } wrong)
        {
            return ClientError.General($"The keyring cannot be asked for {accessKeyId}: {wrong.Message}");
        }

        return found.Value is { } secret
            ? new AwsCredentials(accessKeyId, secret, "the keyring")
            : new ClientError(ClientErrorKind.Configuration, "NoCredentials", $"The keyring has no key {accessKeyId}. Enter it with \"daypass configure\".");
    }

    /// <summary>Forgets a key.</summary>
    public static void Remove(string accessKeyId) => DesktopKeyring.Clear(Attributes(accessKeyId));

    private static string[] Attributes(string accessKeyId) => ["application", "daypass", "purpose", "access-key", "id", accessKeyId];
}
