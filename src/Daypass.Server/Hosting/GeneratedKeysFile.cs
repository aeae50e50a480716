using System.Globalization;
using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Worlds;
using Daypass.Worlds.Applying;

namespace Daypass.Server.Hosting;

/// <summary>Access keys that a world had generated, in AWS shared-credentials format: a profile ACCOUNT/USER each, added at the end of the file.</summary>
internal sealed class GeneratedKeysFile : IGeneratedKeys
{
    private GeneratedKeysFile(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Its place below the data directory when the operator names none.</summary>
    public static string PathIn(string dataDirectory) => System.IO.Path.Combine(dataDirectory, "credentials.world");

    /// <summary>For keys to come. Keys that a crash left unconfirmed are kept if they were stored and forgotten if not.</summary>
    public static async Task<GeneratedKeysFile> Open(string path, IDirectoryStore store, CancellationToken cancelled)
    {
        var file = new GeneratedKeysFile(System.IO.Path.GetFullPath(path));
        if (CredentialsFile.Waiting(file.Path) is { } id)
        {
            // All keys of a file were made in one transaction.
            if (await store.Find<AccessKey>("", id, cancelled) is not null)
            {
                CredentialsFile.Append(file.Path);
            }
            else
            {
                CredentialsFile.Discard(file.Path);
            }
        }

        return file;
    }

    /// <summary>One line about what was applied, with where the generated keys are.</summary>
    public string Describe(WorldOutcome outcome)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{outcome.Elements} elements: {outcome.Added} entities made, {outcome.Changed} changed.");
        return outcome.Generated == 0 ? line : string.Create(CultureInfo.InvariantCulture, $"{line} {outcome.Generated} generated access keys are in {Path}.");
    }

    /// <inheritdoc/>
    public void WriteDown(IReadOnlyList<GeneratedKey> keys) =>
        CredentialsFile.Prepare(Path, keys.Select(static key => ($"{key.Account}/{key.UserName ?? "root"}", key.AccessKeyId, key.Secret.Reveal())));

    /// <inheritdoc/>
    public void Confirm() => CredentialsFile.Append(Path);
}
