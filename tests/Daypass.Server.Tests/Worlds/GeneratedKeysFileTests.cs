using Daypass.Protocol;
using Daypass.Server.Hosting;
using Daypass.Testing.Server;
using Daypass.Worlds.Applying;

namespace Daypass.Server.Tests.Worlds;

/// <summary>Keys that a crash left between being written down and being confirmed.</summary>
public sealed class GeneratedKeysFileTests
{
    [Fact]
    public async Task Keys_that_were_stored_are_kept_and_others_forgotten()
    {
        await using var server = await RunningServer.Start();
        var (path, store) = (Path.Combine(server.DataFolder, "keys"), server.Host.Service.Parts.Store);

        (await GeneratedKeysFile.Open(path, store, default)).WriteDown([new GeneratedKey(server.Account, "nobody", "AKIAAAAAAAAAAAAAAAAA", Secret.FromText("never stored"))]);
        await GeneratedKeysFile.Open(path, store, default);
        Assert.False(File.Exists(path));
        Assert.False(File.Exists(path + ".new"));

        (await GeneratedKeysFile.Open(path, store, default)).WriteDown([new GeneratedKey(server.Account, "admin", server.Admin.AccessKeyId, server.Admin.SecretAccessKey)]);
        await GeneratedKeysFile.Open(path, store, default);
        Assert.Equal(server.Admin.AccessKeyId, CredentialProfiles.Read(path)[$"{server.Account}/admin"].AccessKeyId);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task Confirmed_keys_follow_those_that_are_there()
    {
        await using var server = await RunningServer.Start();
        var path = Path.Combine(server.DataFolder, "keys");
        var file = await GeneratedKeysFile.Open(path, server.Host.Service.Parts.Store, default);
        foreach (var user in new[] { "one", "two" })
        {
            file.WriteDown([new GeneratedKey(server.Account, user, $"AKIA{user.ToUpperInvariant().PadRight(16, 'A')}", Secret.FromText(user))]);
            file.Confirm();
        }

        Assert.Equal([$"{server.Account}/one", $"{server.Account}/two"], CredentialProfiles.Read(path).Keys.Order(StringComparer.Ordinal));
    }
}
