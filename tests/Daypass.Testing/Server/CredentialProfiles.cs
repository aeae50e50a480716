using Daypass.Protocol;
using Daypass.Protocol.Signing;

namespace Daypass.Testing.Server;

/// <summary>Reads the profiles of a shared-credentials file.</summary>
public static class CredentialProfiles
{
    /// <summary>The credentials by profile.</summary>
    public static IReadOnlyDictionary<string, SigningCredentials> Read(string path)
    {
        var profiles = new Dictionary<string, SigningCredentials>(StringComparer.Ordinal);
        string profile = "", id = "";
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith('['))
            {
                profile = line.Trim('[', ']');
            }
            else if (line.StartsWith("aws_access_key_id = ", StringComparison.Ordinal))
            {
                id = line["aws_access_key_id = ".Length..];
            }
            else if (line.StartsWith("aws_secret_access_key = ", StringComparison.Ordinal))
            {
                profiles[profile] = new SigningCredentials(id, Secret.FromText(line.AsSpan("aws_secret_access_key = ".Length)));
            }
        }

        return profiles;
    }
}
