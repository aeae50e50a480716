using System.Text;

namespace Daypass.Core.Authentication;

/// <summary>A service that users may have credentials of its own for (recorded in September 2026).</summary>
/// <param name="Name">The service.</param>
/// <param name="KeyPrefix">What begins its API keys; null for a service with user names and passwords.</param>
public sealed record CredentialService(string Name, string? KeyPrefix)
{
    private const int LongestKey = 1024;

    private static readonly CredentialService[] All =
    [
        new("codecommit.amazonaws.com", null),
        new("cassandra.amazonaws.com", null),
        new("bedrock.amazonaws.com", "ABSK"),
        new("logs.amazonaws.com", "ACWL"),
        new("cloudwatch.amazonaws.com", "APIAACWM"),
        new("aws-external-anthropic.amazonaws.com", "AEAA"),
    ];

    /// <summary>The service of that name, whatever its case, or null.</summary>
    public static CredentialService? Find(string name) =>
        Array.Find(All, service => string.Equals(service.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The word before the first dot, by which uses are noted.</summary>
    public string ShortName => Name[..Name.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The API key of an alias and its secret.</summary>
    public string KeyOf(string alias, string secret) => KeyPrefix + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{alias}:{secret}"));

    /// <summary>The alias and the secret in an API key of this service, or null.</summary>
    public (string Alias, string Secret)? Split(string key)
    {
        if (KeyPrefix is null || key.Length > LongestKey || !key.StartsWith(KeyPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var bytes = new byte[key.Length];
        if (!Convert.TryFromBase64Chars(key.AsSpan(KeyPrefix.Length), bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }
}
