using System.Globalization;
using System.Text;

namespace Daypass.Server.Hosting;

/// <summary>The file in AWS shared-credentials format that holds the first start's keys.</summary>
internal static class CredentialsFile
{
    /// <summary>Its place below the data directory.</summary>
    public static string PathIn(string dataDirectory) => Path.GetFullPath(Path.Combine(dataDirectory, "credentials"));

    /// <summary>Writes the profiles to a new file that only its owner can read; it appears whole or not at all, and never replaces one that exists.</summary>
    /// <exception cref="IOException">The file exists or cannot be written.</exception>
    public static void Write(string path, IEnumerable<(string Profile, string AccessKeyId, string SecretAccessKey)> profiles)
    {
        var text = new StringBuilder();
        foreach (var (profile, accessKeyId, secret) in profiles)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{profile}]\naws_access_key_id = {accessKeyId}\naws_secret_access_key = {secret}\n\n");
        }

        var unfinished = path + ".new";
        File.Delete(unfinished);
        var create = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
        };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(unfinished, create))
        {
            file.Write(Encoding.UTF8.GetBytes(text.ToString()));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path);
    }
}
