using System.Globalization;
using System.Text;
using Daypass.Core.Accounts;

namespace Daypass.Server.Hosting;

/// <summary>The file in AWS shared-credentials format that holds the first start's keys.</summary>
internal static class CredentialsFile
{
    private const string KeyLine = "aws_access_key_id = ";

    /// <summary>Its place below the data directory.</summary>
    public static string PathIn(string dataDirectory) => Path.GetFullPath(Path.Combine(dataDirectory, "credentials"));

    /// <summary>The profile of a new account's administrator. People have an <c>admin</c> of their own in ~/.aws/config, and its role or sign-in would
    /// win over the keys of this file.</summary>
    public const string AdminProfile = "daypass-admin";

    /// <summary>Writes the keys of a new account as the next method does. They are there under their short names as well, for scripts.</summary>
    public static void PrepareAccount(string path, NewAccount account)
    {
        var root = (account.Root.Key.Id, account.Root.Secret.Reveal());
        var admin = (account.Admin.Key.Id, account.Admin.Secret.Reveal());
        Prepare(path, Profile("daypass-root", root), Profile(AdminProfile, admin), Profile("root", root), Profile("admin", admin));

        static (string, string, string) Profile(string name, (string Id, string Secret) key) => (name, key.Id, key.Secret);
    }

    /// <summary>Writes the profiles beside the file they will become, readable by the owner only; <see cref="Finish"/> puts them in place.</summary>
    /// <remarks>In two steps around the commit of the account: a crash between them loses neither the keys nor the way to them.</remarks>
    public static void Prepare(string path, params IEnumerable<(string Profile, string AccessKeyId, string SecretAccessKey)> profiles)
    {
        var text = new StringBuilder();
        foreach (var (profile, accessKeyId, secret) in profiles)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{profile}]\n{KeyLine}{accessKeyId}\naws_secret_access_key = {secret}\n\n");
        }

        Write(path, text.ToString());
    }

    /// <summary>As <see cref="Prepare"/>, for one session.</summary>
    public static void PrepareSession(string path, string profile, string accessKeyId, string secret, string token) =>
        Write(path, $"[{profile}]\n{KeyLine}{accessKeyId}\naws_secret_access_key = {secret}\naws_session_token = {token}\n");

    /// <summary>The first access key id of credentials that were prepared and not put in place; null when there are none.</summary>
    public static string? Waiting(string path) => File.Exists(Unfinished(path))
        ? File.ReadLines(Unfinished(path)).FirstOrDefault(static line => line.StartsWith(KeyLine, StringComparison.Ordinal))?[KeyLine.Length..]
        : null;

    /// <summary>Makes a file anew that only its owner may read.</summary>
    public static FileStream CreateForOwner(string path)
    {
        File.Delete(path);
        return Open(path, FileMode.CreateNew);
    }

    /// <summary>Adds prepared credentials at the end of the file.</summary>
    public static void Append(string path)
    {
        using (var file = Open(path, FileMode.Append))
        {
            file.Write(File.ReadAllBytes(Unfinished(path)));
            file.Flush(flushToDisk: true);
        }

        File.Delete(Unfinished(path));
    }

    /// <summary>Puts prepared credentials in place; false when none were waiting.</summary>
    public static bool Finish(string path)
    {
        if (File.Exists(path) || !File.Exists(Unfinished(path)))
        {
            return false;
        }

        File.Move(Unfinished(path), path);
        return true;
    }

    /// <summary>Takes prepared credentials away again: what they are for was not made.</summary>
    public static void Discard(string path) => File.Delete(Unfinished(path));

    private static void Write(string path, string text)
    {
        Stores.MakeFolderOf(path);
        using var file = CreateForOwner(Unfinished(path));
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static string Unfinished(string path) => path + ".new";
}
