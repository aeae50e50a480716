using System.Runtime.Versioning;
using Daypass.Core.Sealing;

namespace Daypass.Core.Tests.Sealing;

/// <summary>An operator who got the key wrong reads what to do about it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class MasterKeySourceTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("daypass-master-key-").FullName;

    private string KeyFile => Path.Combine(_folder, "master.key");

    [Fact]
    public void A_source_that_is_not_there_is_named()
    {
        Assert.Equal(
            "The master key is to be the systemd credential 'daypass', but CREDENTIALS_DIRECTORY is not set: the unit needs LoadCredential=daypass:PATH.",
            Refusal(new MasterKeySource { Credential = "daypass", Variable = "KEY", Path = KeyFile }).Message);
        Assert.Equal(
            "The master key is to come from the environment variable KEY, which is not set.",
            Refusal(new MasterKeySource { Variable = "KEY", Path = KeyFile }).Message);
        Assert.Equal(
            "No master key is configured: name a file, an environment variable or a systemd credential.",
            Refusal(new MasterKeySource()).Message);
    }

    [Fact]
    public void A_credential_is_a_name_and_leads_nowhere_else()
    {
        var key = MasterKey.NewRandom();
        File.WriteAllText(KeyFile, key.Reveal());
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead);
        var source = new MasterKeySource { Credential = "../elsewhere/master.key" };
        Assert.Equal(key.Id, source.Load(_ => _folder).Id);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named_with_the_cause()
    {
        var missing = Refusal(new MasterKeySource { Path = KeyFile });
        Assert.StartsWith($"The master key file {KeyFile} cannot be read: ", missing.Message, StringComparison.Ordinal);
        Assert.EndsWith(missing.InnerException!.Message, missing.Message, StringComparison.Ordinal);
        Assert.IsType<FileNotFoundException>(missing.InnerException);

        Assert.IsType<UnauthorizedAccessException>(Refusal(new MasterKeySource { Path = _folder }).InnerException);
    }

    [Fact]
    public void A_file_that_others_may_read_is_named_with_the_command_that_mends_it()
    {
        new MasterKeySource { Path = KeyFile, MayCreate = true }.Load(NoEnvironment);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.OtherExecute);
        Assert.Equal(
            $"The master key file {KeyFile} can be read or written by others; run: chmod 600 {KeyFile}",
            Refusal(new MasterKeySource { Path = KeyFile }).Message);
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_named_with_the_cause()
    {
        var path = Path.Combine(_folder, "missing", "master.key");
        var failure = Refusal(new MasterKeySource { Path = path, MayCreate = true });
        Assert.StartsWith($"The master key file {path} cannot be made: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(failure.InnerException!.Message, failure.Message, StringComparison.Ordinal);
        Assert.IsType<System.IO.DirectoryNotFoundException>(failure.InnerException);
    }

    /// <summary>The volume that the link leads to may not be there yet: a fresh key in its place would be another one than the database knows.</summary>
    [Fact]
    public void A_link_that_leads_nowhere_is_not_replaced()
    {
        File.CreateSymbolicLink(KeyFile, Path.Combine(_folder, "not-mounted"));
        var failure = Refusal(new MasterKeySource { Path = KeyFile, MayCreate = true });
        Assert.StartsWith($"The master key file {KeyFile} cannot be read: ", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(new FileInfo(KeyFile).LinkTarget);
    }

    [Fact]
    public void A_file_that_is_made_is_one_line_of_text()
    {
        var key = new MasterKeySource { Path = KeyFile, MayCreate = true }.Load(NoEnvironment);
        Assert.Equal(key.Reveal() + "\n", File.ReadAllText(KeyFile));
    }

    [Fact]
    public void Keys_of_another_length_or_of_equal_bytes_are_refused_with_the_reason()
    {
        Assert.Equal("A master key is 32 bytes, but 31 were given.", Refusal(() => MasterKey.FromBytes(Numbers(31))).Message);
        Assert.Equal("A master key is 32 bytes, but 33 were given.", Refusal(() => MasterKey.FromBytes(Numbers(33))).Message);
        Assert.Equal("A master key of 32 equal bytes is not random.", Refusal(() => MasterKey.FromBytes(new byte[32])).Message);
        foreach (var text in new[]
        {
            Convert.ToBase64String(Numbers(16)), Convert.ToBase64String(Numbers(33)), Convert.ToHexStringLower(Numbers(16)), "secret",
        })
        {
            Assert.Equal(
                "A master key is 32 random bytes, written as 44 characters of base64 or as 64 hexadecimal digits.",
                Refusal(() => MasterKey.FromText(text)).Message);
        }
    }

    [Fact]
    public void A_key_prints_its_fingerprint()
    {
        var key = MasterKey.FromBytes(Numbers(32));
        Assert.Equal($"master key {key.Id:x8}", key.ToString());
        Assert.NotEqual(key.Id, MasterKey.FromBytes([.. Numbers(31), 0]).Id);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private static MasterKeyException Refusal(MasterKeySource source) => Refusal(() => source.Load(NoEnvironment));

    private static MasterKeyException Refusal(Func<MasterKey> reading) => Assert.Throws<MasterKeyException>(() => { reading(); });

    private static string? NoEnvironment(string name) => null;

    private static byte[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(static number => (byte)number)];
}
