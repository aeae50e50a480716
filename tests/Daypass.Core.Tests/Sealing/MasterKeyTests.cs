using System.Runtime.Versioning;
using Daypass.Core.Sealing;

namespace Daypass.Core.Tests.Sealing;

[UnsupportedOSPlatform("windows")]
public sealed class MasterKeyTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("daypass-master-key-").FullName;

    private string KeyFile => Path.Combine(_folder, "master.key");

    [Fact]
    public void The_first_start_makes_a_file_that_only_its_owner_may_read_and_later_starts_read_it()
    {
        var source = new MasterKeySource { Path = KeyFile, MayCreate = true };
        var made = source.Load(NoEnvironment);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Equal(made.Id, source.Load(NoEnvironment).Id);
        Assert.Equal([KeyFile], System.IO.Directory.GetFiles(_folder));
    }

    [Fact]
    public void Of_many_processes_that_start_at_once_all_have_the_same_key()
    {
        var source = new MasterKeySource { Path = KeyFile, MayCreate = true };
        Assert.Single(Enumerable.Range(0, 20).AsParallel().WithDegreeOfParallelism(4).Select(_ => source.Load(NoEnvironment).Id).Distinct());
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_that_others_may_read_or_write_is_refused(UnixFileMode others)
    {
        var source = new MasterKeySource { Path = KeyFile, MayCreate = true };
        source.Load(NoEnvironment);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);

        var failure = Assert.Throws<MasterKeyException>(() => source.Load(NoEnvironment));
        Assert.Contains("chmod 600", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_not_made_unless_that_was_allowed()
    {
        Assert.Throws<MasterKeyException>(() => new MasterKeySource { Path = KeyFile }.Load(NoEnvironment));
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public void A_key_comes_from_the_environment_or_from_a_systemd_credential()
    {
        var key = MasterKey.NewRandom();
        File.WriteAllText(Path.Combine(_folder, "daypass"), key.Reveal());
        File.SetUnixFileMode(Path.Combine(_folder, "daypass"), UnixFileMode.UserRead);

        var variable = new MasterKeySource { Variable = "DAYPASS_MASTER_KEY", Path = KeyFile };
        Assert.Equal(key.Id, variable.Load(name => name == "DAYPASS_MASTER_KEY" ? key.Reveal() : null).Id);
        Assert.Throws<MasterKeyException>(() => variable.Load(NoEnvironment));

        var credential = new MasterKeySource { Credential = "daypass", Path = KeyFile };
        Assert.Equal(key.Id, credential.Load(name => name == "CREDENTIALS_DIRECTORY" ? _folder : null).Id);
        Assert.Throws<MasterKeyException>(() => credential.Load(NoEnvironment));
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000001")]
    public void A_text_that_is_no_random_key_is_refused_and_not_repeated_in_the_message(string text)
    {
        var failure = Assert.Throws<MasterKeyException>(() => MasterKey.FromText(text));
        Assert.True(text.Length == 0 || !failure.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Hexadecimal_and_base64_say_the_same_key()
    {
        var bytes = Enumerable.Range(1, 32).Select(static number => (byte)number).ToArray();
        Assert.Equal(MasterKey.FromText(Convert.ToHexStringLower(bytes)).Id, MasterKey.FromText($"  {Convert.ToBase64String(bytes)}\n").Id);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private static string? NoEnvironment(string name) => null;

    [Fact]
    public void Several_keys_are_read_in_their_order()
    {
        MasterKey[] keys = [MasterKey.NewRandom(), MasterKey.NewRandom(), MasterKey.NewRandom()];
        foreach (var between in new[] { "\n", "\r\n\n", ",", " , " })
        {
            Assert.Equal(
                keys.Select(static key => key.Id),
                MasterKey.AllFromText($"\n{string.Join(between, keys.Select(static key => key.Reveal()))}\n").Select(static key => key.Id));
        }

        var twice = Assert.Throws<MasterKeyException>(() => MasterKey.AllFromText($"{keys[0].Reveal()}\n{keys[0].Reveal()}"));
        Assert.Contains("is there twice", twice.Message, StringComparison.Ordinal);
        Assert.Throws<MasterKeyException>(() => MasterKey.AllFromText(" \n"));
        var many = Assert.Throws<MasterKeyException>(
            () => MasterKey.AllFromText(string.Join('\n', Enumerable.Range(0, 9).Select(static _ => MasterKey.NewRandom().Reveal()))));
        Assert.Contains("9 master keys", many.Message, StringComparison.Ordinal);
    }
}
