using System.Text.Json.Nodes;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Server.Tests.Commands;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging;

namespace Daypass.Server.Tests.Worlds;

/// <summary>A file that is applied at every start does not undo what an administrator did by hand to protect something.</summary>
public sealed class KeptStateTests
{
    private const string Account = "111122223333";
    private const string Other = "444455556666";
    private const string Secret40 = "0123456789012345678901234567890123456789";
    private const string Deny = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""";
    private const string Allow = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}]}""";

    private const string World = """
        {"accounts":[
          {"id":"111122223333","users":[
            {"name":"admin","managedPolicies":["arn:aws:iam::aws:policy/AdministratorAccess"],"accessKeys":[{"id":"AKIAABCDEFGHIJKLMNOP","secret":"SECRET"}]},
            {"name":"ci","inlinePolicies":{"own":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}]}},
             "managedPolicies":[],"groups":[],"tags":{"a":"b"},"accessKeys":[{"id":"AKIAABCDEFGHIJKLMNO2","secret":"SECRET"}]}]},
          {"id":"444455556666","users":[{"name":"other","accessKeys":[{"id":"AKIAABCDEFGHIJKLMNO3","secret":"SECRET"}]}]}]}
        """;

    private static readonly string Whole = World.Replace("SECRET", Secret40, StringComparison.Ordinal);
    private static readonly SigningCredentials Admin = new("AKIAABCDEFGHIJKLMNOP", Secret.FromText(Secret40));
    private static readonly SigningCredentials Ci = new("AKIAABCDEFGHIJKLMNO2", Secret.FromText(Secret40));

    [Fact]
    public async Task What_was_done_by_hand_in_an_incident_is_there_after_a_restart_with_the_same_file()
    {
        using var folder = new TemporaryFolder();
        await using (var host = await Start(folder, Whole))
        {
            using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);
            Assert.True((await api.Call(new ListUsersRequest(), Ci)).Succeeded);
            await api.Get(new UpdateAccessKeyRequest { UserName = "ci", AccessKeyId = Ci.AccessKeyId, Status = "Inactive" }, Admin);
            await api.Get(new PutUserPolicyRequest { UserName = "ci", PolicyName = "quarantine", PolicyDocument = Deny }, Admin);
            await api.Get(new PutUserPolicyRequest { UserName = "ci", PolicyName = "by-hand", PolicyDocument = Allow }, Admin);
            var policy = (await api.Get(new CreatePolicyRequest { PolicyName = "denies", PolicyDocument = Deny }, Admin)).Policy!.Arn!;
            await api.Get(new AttachUserPolicyRequest { UserName = "ci", PolicyArn = policy }, Admin);
            await api.Get(new AttachUserPolicyRequest { UserName = "ci", PolicyArn = "arn:aws:iam::aws:policy/IAMReadOnlyAccess" }, Admin);
            foreach (var (name, document) in new[] { ("quarantined", Deny), ("trusted", Allow) })
            {
                await api.Get(new CreateGroupRequest { GroupName = name }, Admin);
                await api.Get(new PutGroupPolicyRequest { GroupName = name, PolicyName = "p", PolicyDocument = document }, Admin);
                await api.Get(new AddUserToGroupRequest { UserName = "ci", GroupName = name }, Admin);
            }

            await api.Get(new CreateAccountAliasRequest { AccountAlias = "by-hand" }, Admin);
            await api.Get(new UpdateAccountPasswordPolicyRequest { MinimumPasswordLength = 20 }, Admin);
            await api.Get(new EnableOutboundWebIdentityFederationRequest(), Admin);
            await ServerProgram.Succeed("account", "close", Other, "--data", folder.Path);
        }

        await using (var host = await Start(folder, Whole))
        {
            using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);
            var key = Assert.Single((await api.Get(new ListAccessKeysRequest { UserName = "ci" }, Admin)).AccessKeyMetadata);
            Assert.Equal("Inactive", key.Status);

            // A list is the whole list, but for what denies.
            Assert.Equal(["own", "quarantine"], (await api.Get(new ListUserPoliciesRequest { UserName = "ci" }, Admin)).PolicyNames);
            Assert.Equal(
                ["denies"],
                (await api.Get(new ListAttachedUserPoliciesRequest { UserName = "ci" }, Admin)).AttachedPolicies.Select(static one => one.PolicyName));
            Assert.Equal(["quarantined"], (await api.Get(new ListGroupsForUserRequest { UserName = "ci" }, Admin)).Groups.Select(static one => one.GroupName));
            Assert.Equal(["by-hand"], (await api.Get(new ListAccountAliasesRequest(), Admin)).AccountAliases);
            Assert.Equal(20, (await api.Get(new GetAccountPasswordPolicyRequest(), Admin)).PasswordPolicy.MinimumPasswordLength);
            Assert.True((await api.Call(new GetOutboundWebIdentityFederationInfoRequest(), Admin)).Succeeded);
            Assert.Contains("closed", await ServerProgram.Succeed("account", "list", "--data", folder.Path), StringComparison.Ordinal);
            Assert.False((await api.Call(
                new GetCallerIdentityRequest(), new SigningCredentials("AKIAABCDEFGHIJKLMNO3", Secret.FromText(Secret40)))).Succeeded);
            await api.Get(new DeleteAccessKeyRequest { UserName = "ci", AccessKeyId = Ci.AccessKeyId }, Admin);
        }

        await using (var host = await Start(folder, Whole))
        {
            Assert.Contains("access key AKIAABCDEFGHIJKLMNO2 was deleted and is not made again", host.World, StringComparison.Ordinal);
            using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);
            Assert.Equal("InvalidClientTokenId", (await api.Call(new GetCallerIdentityRequest(), Ci)).Error!.Code);
        }

        // Said explicitly it is done.
        var explicitly = Whole.Replace("\"id\":\"AKIAABCDEFGHIJKLMNO2\"", "\"id\":\"AKIAABCDEFGHIJKLMNO2\",\"active\":true", StringComparison.Ordinal)
            .Replace("{\"id\":\"444455556666\"", "{\"id\":\"444455556666\",\"closed\":false", StringComparison.Ordinal);
        await using (var host = await Start(folder, explicitly))
        {
            using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);
            Assert.True((await api.Call(new GetCallerIdentityRequest(), Ci)).Succeeded);
            Assert.True((await api.Call(
                new GetCallerIdentityRequest(), new SigningCredentials("AKIAABCDEFGHIJKLMNO3", Secret.FromText(Secret40)))).Succeeded);
        }
    }

    [Fact]
    public async Task Breaking_the_glass_with_a_file_of_one_account_changes_nothing_but_its_root_keys()
    {
        await using var server = await RunningServer.Start();
        using var folder = new TemporaryFolder();
        await server.Api.Get(new CreateAccountAliasRequest { AccountAlias = "by-hand" }, server.Admin);
        var root = Assert.Single((await server.Api.Get(new ListAccessKeysRequest(), server.Root)).AccessKeyMetadata);
        await server.Api.Get(new UpdateAccessKeyRequest { AccessKeyId = root.AccessKeyId!, Status = "Inactive" }, server.Root);
        var file = Path.Combine(folder.Path, "glass.json");
        await File.WriteAllTextAsync(file, $$"""{"accounts":[{"id":"{{server.Account}}","rootAccessKeys":[{"generate":true},{"generate":true}]}]}""");
        Assert.Equal(
            $"+ access key AKIA\n1 entities would be made, 0 changed; nothing was written.\n",
            System.Text.RegularExpressions.Regex.Replace(
                await ServerProgram.Succeed("world", "plan", file, "--data", server.DataFolder), "akia[a-z0-9]{16}|AKIA[A-Z0-9]{16}", "AKIA"));
        Assert.StartsWith(
            "1 elements: 1 entities made, 0 changed. 1 generated access keys are in ",
            await ServerProgram.Succeed("world", "apply", file, "--data", server.DataFolder), StringComparison.Ordinal);
        Assert.Equal(["by-hand"], (await server.Api.Get(new ListAccountAliasesRequest(), server.Admin)).AccountAliases);
    }

    [Theory]
    [InlineData("{\"onlyCreate\":true,", "{\"id\":\"111122223333\",")]
    [InlineData("{", "{\"id\":\"111122223333\",\"onlyCreate\":true,")]
    public async Task With_onlyCreate_what_exists_is_left_alone_and_what_is_missing_is_made(string file, string account)
    {
        using var folder = new TemporaryFolder();
        await using var host = await Start(folder, Whole);
        using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);
        await api.Get(new PutUserPolicyRequest { UserName = "ci", PolicyName = "own", PolicyDocument = Deny }, Admin);
        var later = file + Whole[1..].Replace("{\"id\":\"111122223333\",", account, StringComparison.Ordinal)
            .Replace("\"users\":[\n", "\"alias\":\"new-alias\",\"users\":[{\"name\":\"new\",\"tags\":{\"x\":\"y\"}},\n", StringComparison.Ordinal);
        var path = Path.Combine(folder.Path, "later.json");
        await File.WriteAllTextAsync(path, later);
        Assert.Contains(
            "+ user 111122223333/new\n1 entities would be made, 0 changed",
            await ServerProgram.Succeed("world", "plan", path, "--data", folder.Path), StringComparison.Ordinal);
        Assert.Equal("6 elements: 1 entities made, 0 changed.\n", await ServerProgram.Succeed("world", "apply", path, "--data", folder.Path));
        Assert.Equal("6 elements: 0 entities made, 0 changed.\n", await ServerProgram.Succeed("world", "apply", path, "--data", folder.Path));
        Assert.Empty((await api.Get(new ListAccountAliasesRequest(), Admin)).AccountAliases);
        Assert.Contains(
            "Deny", Uri.UnescapeDataString((await api.Get(new GetUserPolicyRequest { UserName = "ci", PolicyName = "own" }, Admin)).PolicyDocument),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_names_what_would_change_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var host = await Start(folder, Whole);
        using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);
        var path = Path.Combine(folder.Path, "later.json");
        await File.WriteAllTextAsync(path, Whole.Replace("\"a\":\"b\"", "\"a\":\"c\"", StringComparison.Ordinal));
        const string Expected = "~ user 111122223333/ci: tags\n0 entities would be made, 1 changed; nothing was written.\n";
        Assert.Equal(Expected, await ServerProgram.Succeed("world", "plan", path, "--data", folder.Path));
        Assert.Equal(Expected, await ServerProgram.Succeed("world", "apply", path, "--dry-run", "--data", folder.Path));
        Assert.Equal("b", Assert.Single((await api.Get(new ListUserTagsRequest { UserName = "ci" }, Admin)).Tags).Value);

        await ServerProgram.Succeed("world", "apply", path, "--data", folder.Path);
        await host.DisposeAsync();
        await using (await Start(folder, Whole))
        {
            // The act is told at the start at the latest.
        }

        var effects = (await File.ReadAllLinesAsync(Path.Combine(folder.Path, "audit.jsonl"))).Select(static line => JsonNode.Parse(line)!)
            .Select(static record => $"{record["eventName"]}: {record["additionalEventData"]?["daypass"]?["changes"]}").ToList();
        Assert.Contains(effects, static effect => effect.StartsWith("world apply: ", StringComparison.Ordinal)
            && effect.Contains("~ user 111122223333/ci: tags", StringComparison.Ordinal));
        Assert.Contains(effects, static effect => effect.StartsWith("server start: ", StringComparison.Ordinal)
            && effect.Contains(" account 111122223333", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]", "onlyCreate: true or false is needed here.")]
    [InlineData("true", "onlyCreate: this comes before the lists.")]
    public async Task OnlyCreate_is_true_or_false_and_comes_first(string value, string sentence)
    {
        using var folder = new TemporaryFolder();
        var world = value == "true" ? Whole[..^1] + ",\"onlyCreate\":true}" : $"{{\"onlyCreate\":{value}," + Whole[1..];
        var refused = await Assert.ThrowsAsync<StartException>(() => Start(folder, world));
        Assert.EndsWith(sentence, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<ServerHost> Start(TemporaryFolder folder, string world)
    {
        var file = Path.Combine(folder.Path, "world.json");
        await File.WriteAllTextAsync(file, world);
        return await ServerHost.Start(
            new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder.Path, World = file }, TimeProvider.System,
            static logging => logging.ClearProviders(), CancellationToken.None);
    }
}
