using System.Buffers;
using System.Net;

namespace Daypass.Server.Hosting;

/// <summary>The lines by which a shell of this machine uses the server.</summary>
/// <remarks>Only the services that are here get the address: <c>AWS_ENDPOINT_URL</c> would send S3 and all others here too.</remarks>
internal static class ShellLines
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+=,-[]");

    /// <summary>Three lines, or null when the folder has no credentials that this server wrote.</summary>
    /// <param name="url">The server's address as it was bound.</param>
    /// <param name="dataDirectory">The server's folder.</param>
    public static string? Find(string url, string dataDirectory)
    {
        var first = CredentialsFile.PathIn(dataDirectory);
        var (file, profile) = File.Exists(first) ? (first, AdminProfileIn(first)) : Generated(Path.GetFullPath(GeneratedKeysFile.PathIn(dataDirectory)));
        if (profile is null)
        {
            return null;
        }

        var address = Quote(Reachable(url));
        return $"""
            export AWS_ENDPOINT_URL_STS={address} AWS_ENDPOINT_URL_IAM={address} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
            export AWS_SHARED_CREDENTIALS_FILE={Quote(file)}
            export AWS_PROFILE={Quote(profile)}
            """;
    }

    // Folders of older servers have the short name alone.
    private static string AdminProfileIn(string file) =>
        File.ReadLines(file).Any(static line => line == $"[{CredentialsFile.AdminProfile}]") ? CredentialsFile.AdminProfile : "admin";

    // The first profile of the keys that a world had made.
    private static (string File, string? Profile) Generated(string file)
    {
        var head = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(static line => line.StartsWith('[')) : null;
        return (file, head?.Trim().Trim('[', ']'));
    }

    /// <summary>Whether an address stands for all of the machine's, and is none that a client can ask.</summary>
    public static bool IsEveryAddress(string url) =>
        IPAddress.TryParse(new Uri(url).Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private static string Reachable(string url)
    {
        var bound = new Uri(url);
        return IsEveryAddress(url) ? $"{bound.Scheme}://127.0.0.1:{bound.Port}" : url;
    }

    /// <summary>A word of a POSIX shell.</summary>
    internal static string Quote(string text) =>
        text.AsSpan().ContainsAnyExcept(Plain) ? $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'" : text;
}
