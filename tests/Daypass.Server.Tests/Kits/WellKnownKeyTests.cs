using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Kits;

/// <summary>The keys that other tools take in tests.</summary>
public sealed class WellKnownKeyTests
{
    private static readonly SigningCredentials Test = new("test", Secret.FromText("test"));

    [Fact]
    public async Task They_are_refused_with_what_to_do()
    {
        await using var server = await RunningServer.Start();
        var refused = await server.Api.Call(new GetCallerIdentityRequest(), Test);

        Assert.Equal(("InvalidClientTokenId", 403), (refused.Error!.Code, refused.Error.Status));
        Assert.Equal(
            "The security token included in the request is invalid. 'test' is no key of this server: use one of its credentials file or world file, or start a"
                + " server for tests with --ephemeral --well-known-keys USER.",
            refused.Error.Message);
        Assert.Contains(server.Log.All, static line => line.Contains("DP-AUT-12", StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_stand_for_the_user_that_was_named_and_only_with_their_own_secret()
    {
        await using var server = await ControlledServer.Start("admin");
        var api = server.Server.Api;
        Assert.Equal($"arn:aws:iam::{server.Server.Account}:user/admin", (await api.Get(new GetCallerIdentityRequest(), Test)).Arn);
        Assert.True((await api.Call(new GetCallerIdentityRequest(), new SigningCredentials("testing", Secret.FromText("testing")))).Succeeded);
        Assert.Equal("SignatureDoesNotMatch",
            (await api.Call(new GetCallerIdentityRequest(), new SigningCredentials("test", Secret.FromText("testing")))).Error?.Code);
        Assert.Equal("InvalidClientTokenId",
            (await api.Call(new GetCallerIdentityRequest(), new SigningCredentials("fake", Secret.FromText("fake")))).Error?.Code);

        await api.Get(new DeleteAccessKeyRequest { UserName = "admin", AccessKeyId = server.Server.Admin.AccessKeyId }, server.Server.Root);
        Assert.False((await api.Call(new GetCallerIdentityRequest(), Test)).Succeeded);
        await server.Ask("POST", "reset");
        Assert.True((await api.Call(new GetCallerIdentityRequest(), Test)).Succeeded);
    }
}
