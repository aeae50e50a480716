using Daypass.Gateway.Files;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using YamlDotNet.RepresentationModel;

namespace Daypass.Gateway.S3.Files;

/// <summary>Reads credentials from where the file says they are: <c>environment: PREFIX</c>, or <c>file: PATH</c> and perhaps <c>profile: NAME</c>. A
/// secret never stands in the file itself.</summary>
/// <param name="variable">The variables of the environment.</param>
internal sealed class NamedCredentials(Func<string, string?> variable)
{
    private const int LongestFile = 64 * 1024;

    /// <summary>Reads them.</summary>
    /// <exception cref="UnusableFileException">There are none.</exception>
    public SigningCredentials Read(YamlNode node)
    {
        var entry = new YamlEntry(node, "credentials");
        var (prefix, file, profile) = (entry.TakeText("environment"), entry.TakeText("file"), entry.TakeText("profile"));
        entry.RequireEmpty();
        entry.Demand("", prefix is null != file is null, "credentials come from environment: PREFIX or from file: PATH");
        entry.Demand("profile", profile is null || file is not null, "a profile is one of a file");
        return prefix is not null ? FromEnvironment(entry, prefix) : FromFile(entry, file!, profile ?? "default");
    }

    private SigningCredentials FromEnvironment(YamlEntry entry, string prefix)
    {
        var (id, secret) = ($"{prefix}_ACCESS_KEY_ID", $"{prefix}_SECRET_ACCESS_KEY");
        return Create(variable(id), variable(secret), variable($"{prefix}_SESSION_TOKEN"))
            ?? throw entry.Wrong("environment", $"the variables {id} and {secret} are not both set");
    }

    private static SigningCredentials FromFile(YamlEntry entry, string path, string profile)
    {
        try
        {
            entry.Demand("file", new FileInfo(path).Length <= LongestFile, $"{path} is too long for a file of credentials");
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            var isInside = false;
            foreach (var raw in File.ReadLines(path))
            {
                var line = raw.Trim();
                if (line is ['[', .. var name, ']'])
                {
                    isInside = name.Trim() == profile;
                }
                else if (isInside && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && line[0] != '#')
                {
                    values[line[..at].TrimEnd()] = line[(at + 1)..].TrimStart();
                }
            }

            return Create(
                values.GetValueOrDefault("aws_access_key_id"), values.GetValueOrDefault("aws_secret_access_key"), values.GetValueOrDefault("aws_session_token"))
                ?? throw entry.Wrong("file", $"{path} has no aws_access_key_id and aws_secret_access_key in [{profile}]");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw entry.Wrong("file", $"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static SigningCredentials? Create(string? id, string? secret, string? token) => string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret) ? null
        : new SigningCredentials(id, Secret.FromText(secret), string.IsNullOrEmpty(token) ? null : token);
}
