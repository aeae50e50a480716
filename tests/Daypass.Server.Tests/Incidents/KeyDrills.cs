using System.Text.Json;
using Daypass.Core.Sealing;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Commands;
using Daypass.Server.Tests.Nodes;
using Daypass.Server.Tests.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Incidents;

/// <summary>Drills of docs/incidents.md: keys of the server itself.</summary>
[Trait("Category", "foreign")]
public sealed class KeyDrills
{
    [Theory, InlineData(false), InlineData(true), Drill(Ring)]
    public async Task A_leaked_key_of_the_ring_is_replaced_and_every_session_refused(bool isCluster)
    {
        await using var site = await Site.Start(isCluster, Ring);
        var role = await site.NewRole("work");
        var session = await site.Assume(role, site.Admin);
        var (before, keys) = (await site.Export(), await KeySet(site, site.Account));

        Assert.EndsWith("issues now; all older ones are retired.", await site.RunNext(), StringComparison.Ordinal);

        await site.Refused(session);
        await Spread.TimeUntil(async () => await site.IsAccepted(await site.Assume(role, site.Admin)));
        Assert.Equal(keys, await KeySet(site, site.Account));
        Assert.Equal(before.ToJsonString(), (await site.Export()).ToJsonString());
        await site.AssertDone(bystanderStays: false);
    }

    [Theory, InlineData(false), InlineData(true), Drill(Outbound)]
    public async Task Leaked_signing_keys_of_outbound_tokens_are_replaced_for_one_account_and_for_all(bool isCluster)
    {
        await using var site = await Site.Start(isCluster, Outbound);
        await Spread.TimeUntil(async () => (await site.Api.Call(new EnableOutboundWebIdentityFederationRequest(), site.Other)).Succeeded);
        await Sign(site, site.Admin);
        await Sign(site, site.Other);
        var (mine, theirs) = (await KeySet(site, site.Account), await KeySet(site, site.OtherAccount));
        Assert.Equal((2, 2), (mine.Count, theirs.Count));
        var before = await site.Export();

        var said = await site.RunNext(("jwt:ACCOUNT", $"jwt:{site.Account}"));
        Assert.Equal(2, said.Split('\n').Length);
        Assert.All(said.Split('\n'), line => Assert.Contains($"(jwt:{site.Account}:", line, StringComparison.Ordinal));
        await Spread.TimeUntil(async () => !(await KeySet(site, site.Account)).Overlaps(mine));
        Assert.Equal(theirs, await KeySet(site, site.OtherAccount));
        mine = await KeySet(site, site.Account);

        Assert.Equal(4, (await site.RunNext()).Split('\n').Length);
        await Spread.TimeUntil(async () => !(await KeySet(site, site.Account)).Overlaps(mine) && !(await KeySet(site, site.OtherAccount)).Overlaps(theirs));
        Assert.Equal((2, 2), ((await KeySet(site, site.Account)).Count, (await KeySet(site, site.OtherAccount)).Count));
        await Sign(site, site.Admin);
        Assert.Equal(before.ToJsonString(), (await site.Export()).ToJsonString());
        await site.AssertDone();
    }

    [Theory, InlineData(false), InlineData(true), Drill(Master)]
    public async Task A_new_master_key_takes_over_while_servers_run_and_no_request_is_refused(bool isCluster)
    {
        await using var site = await Site.Start(isCluster, Master);
        var role = await site.NewRole("work");
        await site.NewUser("busy");
        await site.Run("partner", "register", site.OtherAccount, "--name", "partner", "--channel", "hook", "--url", "https://hook.example.com/");
        var session = await site.Assume(role, site.Admin);
        var (before, keys) = (await site.Export(), await KeySet(site, site.Account));
        var file = isCluster ? site.Where[3] : Path.Combine(site.Folder, "master.key");
        var old = Path.Combine(site.Folder, "old.key");
        await using (var traffic = await Traffic.Start(site, role, session))
        {
            File.Copy(file, old);
            Assert.StartsWith("Added master key ", await site.RunNext(), StringComparison.Ordinal);
            Assert.EndsWith("go on with 'master-key rotate' or 'master-key forget'.", await site.Refusal("master-key", "add"), StringComparison.Ordinal);
            Assert.StartsWith("Everything is under master key ", await site.RunNext(), StringComparison.Ordinal);
            Assert.Contains("Bring this file to every node.", await site.RunNext(), StringComparison.Ordinal);
            await traffic.Lasts();
            Assert.Empty(traffic.Wrong);
        }

        Assert.True(await site.IsAccepted(session));
        Assert.Equal(keys, await KeySet(site, site.Account));
        Assert.Equal(before.ToJsonString(), (await site.Export()).ToJsonString());

        // One line: nothing is under another key any more, and the old one opens nothing.
        Assert.Matches("^[0-9a-f]{8}\tencrypts\t[0-9]+$", await site.Run("master-key", "list"));
        IEnumerable<string> where = isCluster ? [.. site.Where.Take(3), old] : [.. site.Where, "--master-key-file", old];
        var (code, _, errors) = await ServerProgram.Run(["keys", "list", .. where]);
        Assert.Equal(1, code);
        Assert.EndsWith("the database belongs to another key file.\n", errors, StringComparison.Ordinal);
        Assert.Single(await File.ReadAllLinesAsync(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        if (isCluster)
        {
            using var folder = new TemporaryFolder();
            await using var third = await ServerProcess.Start(folder.Path, site.Where.Take(4));
            using var api = new ApiClient(new Uri(third.Url), TimeProvider.System);
            Assert.True((await api.Call(new GetCallerIdentityRequest(), session)).Succeeded);
            Assert.True((await api.Call(new GetCallerIdentityRequest(), site.Admin)).Succeeded);
        }

        await site.AssertDone();
    }

    [Fact]
    public async Task A_node_that_was_not_brought_the_new_master_key_is_not_ready_writes_no_secret_and_recovers()
    {
        await using var server = await RunningServer.Start();
        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{server.Account}}"},"Action":"sts:AssumeRole"}]}""";
        var role = (await server.Api.Get(new CreateRoleRequest { RoleName = "role", AssumeRolePolicyDocument = trust }, server.Admin)).Role!.Arn!;
        await server.Api.Get(new PutRolePolicyRequest { RoleName = "role", PolicyName = "own", PolicyDocument = Site.Allow("*") }, server.Admin);
        var session = (await server.Api.Get(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "session" }, server.Admin)).Credentials!.ToSigning();
        var (file, elsewhere) = (Path.Combine(server.DataFolder, "master.key"), Path.Combine(server.DataFolder, "elsewhere.key"));
        File.Copy(file, elsewhere);
        IEnumerable<string> where = ["--data", server.DataFolder, "--master-key-file", elsewhere];
        await ServerProgram.Succeed(["master-key", "add", .. where]);
        await ServerProgram.Succeed(["master-key", "rotate", .. where]);

        await Spread.TimeUntil(async () => (await Health.Of(server.Api)).Word == "not ready");
        Assert.True((await server.Api.Call(new GetCallerIdentityRequest(), session)).Succeeded);
        Assert.Equal("ServiceUnavailable", (await server.Api.Call(new CreateAccessKeyRequest { UserName = "admin" }, session)).Error?.Code);
        Assert.Equal("ServiceUnavailable", (await server.Api.Call(new GetCallerIdentityRequest(), server.Admin)).Error?.Code);

        File.Copy(elsewhere, file, overwrite: true);
        await ServerProgram.Succeed(["keys", "rotate", .. where]);
        await Spread.TimeUntil(async () => (await Health.Of(server.Api)).Word == "ready");
        Assert.True((await server.Api.Call(new CreateAccessKeyRequest { UserName = "admin" }, server.Admin)).Succeeded);
    }

    [Fact]
    public async Task What_cannot_be_done_with_a_master_key_is_one_sentence()
    {
        await using var site = await Site.Start(isCluster: false, Master);
        Assert.EndsWith(", which is in use: 'master-key add' makes the next.", await site.Refusal("master-key", "rotate"), StringComparison.Ordinal);
        await site.Run("master-key", "add");
        var file = Path.Combine(site.Folder, "master.key");
        var lines = (await File.ReadAllLinesAsync(file)).Where(static line => line.Length > 0).ToArray();
        Assert.Equal(2, lines.Length);

        // Thought better of: nothing is under the new one.
        await site.Run("master-key", "forget");
        Assert.Equal(lines[..1], await File.ReadAllLinesAsync(file));
        await File.WriteAllTextAsync(file, $"{lines[0]}\n{lines[0]}\n");
        Assert.StartsWith("The same key, master key ", await site.Refusal("master-key", "list"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, $"{lines[0]}\nhalf of\n");
        Assert.StartsWith("A master key is 32 random bytes", await site.Refusal("master-key", "list"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, $"{lines[0]}\n");
    }

    [Fact]
    public async Task Purposes_that_only_begin_alike_are_not_rotated_together()
    {
        await using var site = await Site.Start(isCluster: false, Outbound);
        Assert.Equal("There are no keys of the purpose 'jw'; 'keys list' shows those there are.", await site.Refusal("keys", "rotate", "--purpose", "jw"));
    }

    private const string Ring = "A leaked key of the ring";

    private const string Outbound = "A leaked signing key of outbound tokens";

    private const string Master = "A new master key";

    private static async Task Sign(Site site, SigningCredentials caller)
    {
        foreach (var algorithm in new[] { JwtPurpose.Rs256, JwtPurpose.Es384 })
        {
            var asked = new GetWebIdentityTokenRequest { Audience = ["https://elsewhere.example.com"], SigningAlgorithm = algorithm };
            Assert.Equal(3, (await site.Api.Get(asked, caller)).WebIdentityToken!.Split('.').Length);
        }
    }

    /// <summary>The ids of the keys that an account's tokens are verified with.</summary>
    private static async Task<HashSet<string>> KeySet(Site site, string account)
    {
        var caller = account == site.Account ? site.Admin : site.Other;
        var issuer = new Uri((await site.Api.Get(new GetOutboundWebIdentityFederationInfoRequest(), caller)).IssuerIdentifier!);
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"{issuer.AbsolutePath}/.well-known/jwks.json");
        using var answer = await site.Nodes[^1].Send(asked);
        using var keys = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. keys.RootElement.GetProperty("keys").EnumerateArray().Select(static key => key.GetProperty("kid").GetString()!)];
    }
}
