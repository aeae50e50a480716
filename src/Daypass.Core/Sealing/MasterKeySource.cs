namespace Daypass.Core.Sealing;

/// <summary>Where the master key comes from; the first of credential, environment and file that is set wins.</summary>
public sealed record MasterKeySource
{
    private const UnixFileMode ForOwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const int LongestFile = 1024;

    /// <summary>The name of a systemd credential (<c>LoadCredential=</c> of the unit), or null.</summary>
    public string? Credential { get; init; }

    /// <summary>The name of an environment variable that holds the key itself, or null.</summary>
    public string? Variable { get; init; }

    /// <summary>The file that holds the key; it is made at the first start when <see cref="MayCreate"/> says so.</summary>
    public string? Path { get; init; }

    /// <summary>Whether a missing file is made, with a fresh key; a second node must not, or it could read nothing the first one wrote.</summary>
    public bool MayCreate { get; init; }

    /// <summary>The master key; the first one where there are several.</summary>
    /// <param name="environment">Looks an environment variable up.</param>
    /// <exception cref="MasterKeyException">As for <see cref="LoadAll"/>.</exception>
    public MasterKey Load(Func<string, string?> environment) => LoadAll(environment)[0];

    /// <summary>The master keys: one, but while another takes its place, both.</summary>
    /// <param name="environment">Looks an environment variable up.</param>
    /// <exception cref="MasterKeyException">Nothing is set, the key cannot be read, is malformed, or lies in a file that others may read.</exception>
    public IReadOnlyList<MasterKey> LoadAll(Func<string, string?> environment)
    {
        if (Credential is not null)
        {
            var directory = environment("CREDENTIALS_DIRECTORY")
                ?? throw new MasterKeyException($"The master key is to be the systemd credential '{Credential}', but CREDENTIALS_DIRECTORY is not set: the"
                    + $" unit needs LoadCredential={Credential}:PATH.");
            return Read(System.IO.Path.Combine(directory, System.IO.Path.GetFileName(Credential)));
        }

        if (Variable is not null)
        {
            return MasterKey.AllFromText(environment(Variable)
                ?? throw new MasterKeyException($"The master key is to come from the environment variable {Variable}, which is not set."));
        }

        if (Path is null)
        {
            throw new MasterKeyException("No master key is configured: name a file, an environment variable or a systemd credential.");
        }

        if (MayCreate && !File.Exists(Path))
        {
            Create(Path);
        }

        return Read(Path);
    }

    private static IReadOnlyList<MasterKey> Read(string path)
    {
        try
        {
            // The mode is asked of the opened file, so that it cannot be exchanged in between.
            using var handle = File.OpenHandle(path);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(handle) & ForOthers) != 0)
            {
                throw new MasterKeyException($"The master key file {path} can be read or written by others; run: chmod 600 {path}");
            }

            var bytes = new byte[LongestFile];
            var length = RandomAccess.Read(handle, bytes, 0);
            return MasterKey.AllFromText(System.Text.Encoding.ASCII.GetString(bytes, 0, length));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key file {path} cannot be read: {failure.Message}", failure);
        }
    }

    private static void Create(string path)
    {
        var beside = $"{path}.{System.IO.Path.GetRandomFileName()}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = ForOwnerOnly;
            }

            using (var file = new FileStream(beside, options))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(MasterKey.NewRandom().Reveal() + "\n"));
                file.Flush(flushToDisk: true);
            }

            try
            {
                // Does not replace: of two processes that start at once, the second reads the first one's key.
                File.Move(beside, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(beside);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key file {path} cannot be made: {failure.Message}", failure);
        }
    }
}
