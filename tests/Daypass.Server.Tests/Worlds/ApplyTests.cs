using System.Globalization;
using System.Text;
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

/// <summary>World files, applied at the start and beside a running server.</summary>
public sealed class ApplyTests
{
    private const string Account = "111122223333";
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""";

    private static readonly SigningCredentials Alice = new("AKIAIOSFODNN7EXAMPLE", Secret.FromText("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));

    [Fact]
    public async Task A_server_started_with_the_example_serves_it()
    {
        using var folder = new TemporaryFolder();
        await using var host = await Start(folder, Example);
        using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);

        Assert.Null(host.First);
        Assert.False(File.Exists(Path.Combine(folder.Path, "credentials")));
        var reporter = await api.Get(
            new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{Account}:role/reporter", RoleSessionName = "session", DurationSeconds = 7200 }, Alice);
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/reporter/session", reporter.AssumedRoleUser!.Arn);

        var keys = Path.Combine(folder.Path, "credentials.world");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(keys));
        var admin = CredentialProfiles.Read(keys)[$"{Account}/admin"];
        Assert.Equal("alice", Assert.Single((await api.Get(new GetGroupRequest { GroupName = "analysts" }, admin)).Users).UserName);
        Assert.Equal("finance", Assert.Single((await api.Get(new ListUserTagsRequest { UserName = "alice" }, admin)).Tags).Value);
        Assert.Single((await api.Get(new ListOpenIdConnectProvidersRequest(), admin)).OpenIdConnectProviderList);
    }

    [Fact]
    public async Task Applying_again_changes_nothing_and_generates_no_key()
    {
        using var folder = new TemporaryFolder();
        await using (await Start(folder, Example))
        {
        }

        var keys = await File.ReadAllTextAsync(Path.Combine(folder.Path, "credentials.world"));
        Assert.Equal("8 elements: 0 entities made, 0 changed.\n", await Apply(folder, Example));
        await using var again = await Start(folder, Example);

        Assert.EndsWith("8 elements: 0 entities made, 0 changed.", again.World, StringComparison.Ordinal);
        Assert.Equal(keys, await File.ReadAllTextAsync(Path.Combine(folder.Path, "credentials.world")));
    }

    [Fact]
    public async Task Trust_that_strict_servers_refuse_is_applied_with_a_line_about_it()
    {
        const string World = """
            {"accounts":[{"id":"111122223333","name":"first account","oidcProviders":[{"url":"https://gitlab.com","clientIds":["sts"]}],
            "roles":[{"name":"open","trustPolicy":{"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/gitlab.com"},
            "Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"gitlab.com:sub":"project_path:*"} } }]}}]}]}
            """;
        using var folder = new TemporaryFolder();
        await using (var host = await Start(folder, World))
        {
            Assert.Matches(", line 3, accounts\\[0\\]\\.roles\\[0\\]\\.trustPolicy: gitlab.com serves many .*\nApplied .*3 entities made", host.World!);
        }

        var file = Path.Combine(folder.Path, "again.json");
        await File.WriteAllTextAsync(file, World);
        var (code, output, errors) = await ServerProgram.Run("world", "apply", file, "--data", folder.Path);
        Assert.Equal((0, "3 elements: 0 entities made, 0 changed.\n"), (code, output));
        Assert.StartsWith($"{file}, line 3, accounts[0].roles[0].trustPolicy: gitlab.com serves many organizations", errors, StringComparison.Ordinal);

        (code, _, errors) = await ServerProgram.Run("world", "apply", file, "--data", folder.Path, "--strict-trust");
        Assert.Equal(1, code);
        Assert.Contains("trustPolicy: gitlab.com serves many organizations", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_server_follows_what_is_applied_beside_it()
    {
        await using var server = await RunningServer.Start();
        var file = Path.Combine(server.DataFolder, "world.json");
        var role = new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{server.Account}:role/late", RoleSessionName = "session" };
        Assert.False((await server.Api.Call(role, server.Admin)).Succeeded);

        await File.WriteAllTextAsync(
            file, $$"""{"accounts":[{"id":"{{server.Account}}","name":"first account","roles":[{"name":"late","trustPolicy":"""
            + $$"""{{Trust.Replace(Account, server.Account, StringComparison.Ordinal)}}}]}]}""");
        Assert.Equal("2 elements: 1 entities made, 0 changed.\n", await ServerProgram.Succeed("world", "apply", file, "--data", server.DataFolder));

        var started = TimeProvider.System.GetTimestamp();
        while (!(await server.Api.Call(role, server.Admin)).Succeeded)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "the server did not follow");
            await Task.Yield();
        }
    }

    [Fact]
    public async Task What_the_file_says_otherwise_is_changed_and_keeps_its_id_and_its_keys()
    {
        await using var server = await RunningServer.Start();
        var user = (await server.Api.Get(new CreateUserRequest { UserName = "bob", Tags = [new Tag { Key = "old", Value = "1" }] }, server.Admin)).User!;
        var key = (await server.Api.Get(new CreateAccessKeyRequest { UserName = "bob" }, server.Admin)).AccessKey!;
        var file = Path.Combine(server.DataFolder, "world.json");
        await File.WriteAllTextAsync(
            file, $$"""{"accounts":[{"id":"{{server.Account}}","name":"first account","users":[{"name":"bob","tags":{"new":"2"} }]}]}""");

        Assert.Equal("2 elements: 0 entities made, 1 changed.\n", await ServerProgram.Succeed("world", "apply", file, "--data", server.DataFolder));

        var changed = (await server.Api.Get(new GetUserRequest { UserName = "bob" }, server.Admin)).User!;
        Assert.Equal((user.UserId, user.CreateDate), (changed.UserId, changed.CreateDate));
        Assert.Equal("new=2", string.Join(' ', changed.Tags!.Select(static tag => $"{tag.Key}={tag.Value}")));
        Assert.Equal(
            key.AccessKeyId, Assert.Single((await server.Api.Get(new ListAccessKeysRequest { UserName = "bob" }, server.Admin)).AccessKeyMetadata).AccessKeyId);
    }

    [Fact]
    public async Task A_typo_on_line_90000_is_one_sentence_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        await using (await Start(folder, Example))
        {
        }

        var world = new StringBuilder($$"""{"accounts":[{"id":"{{Account}}","roles":[""").Append('\n');
        for (var i = 0; i < 45_000; i++)
        {
            // Two lines each: role i has its description on line 2i + 3.
            world.Append(CultureInfo.InvariantCulture, $$"""{"name":"bulk-{{i}}","trustPolicy":{{Trust}},""").Append('\n')
                .Append(i == 44_998 ? "\"descripton\"" : "\"description\"").Append(": \"x\"}").Append(i == 44_999 ? "\n]}]}" : ",\n");
        }

        var file = Path.Combine(folder.Path, "large.json");
        await File.WriteAllTextAsync(file, world.ToString());
        var (code, output, errors) = await ServerProgram.Run("world", "apply", file, "--data", folder.Path);

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            $"daypass-server: {file}, line 89999, accounts[0].roles[44998].descripton: there is no member 'descripton' here; was 'description' meant?\n",
            errors);
        await using var host = await Start(folder, null);
        using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);
        Assert.Equal(
            "reporter", Assert.Single(
            (await api.Get(new ListRolesRequest(), CredentialProfiles.Read(Path.Combine(folder.Path, "credentials.world"))[$"{Account}/admin"])).Roles)
            .RoleName);
    }

    [Theory]
    [InlineData("""{"accounts":[{"id":"12"}]}""", "line 1, accounts[0].id: '12' is not an account id: 12 digits.")]
    [InlineData("""{"accounts":[{"id":"111122223333","roles":[{"name":"r","trustPolicy":{"Version":"2012-10-17","Statement":[]}}]}]}""",
        "line 1, accounts[0].roles[0].trustPolicy: ")]
    [InlineData("{\"accounts\":[{\"id\":\"111122223333\",\"users\":[{\"name\":\"u\",\n\"inlinePolicies\":{\"p\":{\n\"Version\":\"2012-10-17\","
        + "\n\"Statement\":[{\"Effect\":\"Alow\",\"Action\":\"*\",\"Resource\":\"*\"}]}}}]}]}", "line 4, accounts[0].users[0].inlinePolicies.p: ")]
    [InlineData("""{"accounts":[{"id":"111122223333","users":[{"name":"u","groups":["none"]}]}]}""",
        "line 1, accounts[0].users[0].groups[0]: there is no group 'none'.")]
    [InlineData("""{"accounts":[{"id":"111122223333","users":[{"name":"u"},{"name":"U"}]}]}""", "line 1, accounts[0].users[1]: user 'u' is declared twice.")]
    [InlineData("""{"accounts":[{"id":"111122223333","users":[{"name":"u","accessKeys":[{"id":"AKIA1"}]}]}]}""",
        "line 1, accounts[0].users[0].accessKeys[0]: an access key has either an id and a secret, or generate: true and nothing else.")]
    [InlineData("""{"accounts":[{"id":"111122223333","users":[{"name":"u","managedPolicies":["arn:aws:iam::111122223333:policy/none"]}]}]}""",
        "line 1, accounts[0].users[0].managedPolicies[0]: Policy arn:aws:iam::111122223333:policy/none does not exist or is not attachable.")]
    [InlineData("""{"accounts":[{"id":"111122223333","roles":[],"alias":"late"}]}""",
        "line 1, accounts[0].alias: an account's own members come before its lists.")]
    [InlineData("""{"accounts":[{"id":"111122223333","closed":"yes"}]}""", "line 1, accounts[0].closed: true or false is needed here, not a text.")]
    [InlineData("""{"accounts":[{"id":"111122223333","name":null}]}""",
        "line 1, accounts[0].name: a text is needed here, not null; leave out what is not there.")]
    [InlineData("""{"accounts":[{"name":"x"}]}""", "line 1, accounts[0]: 'id' is missing.")]
    [InlineData("""{"accounts":{}}""", "line 1, accounts: a list is needed here, not an object.")]
    [InlineData("""{"version":2}""", "line 1, version: this program reads version 1.")]
    [InlineData("""{"acounts":[]}""", "line 1, acounts: there is no member 'acounts' here; was 'accounts' meant?")]
    [InlineData("{\"accounts\":[\n{\"id\":\"111122223333\",\n\"users\":[{\"name\":\"u\"}}]}", "line 3, accounts[0].users[1]: this is not JSON: ")]
    [InlineData("{\"accounts\":[{\"id\":\"111122223333\"", "line 1, accounts[0]: this is not JSON: ")]
    [InlineData("", "line 1, the world: ")]
    [InlineData("[]", "line 1, the world: an object is needed here, not a list.")]
    public async Task What_is_wrong_is_one_sentence_with_line_and_path_and_nothing_is_written(string world, string sentence)
    {
        using var folder = new TemporaryFolder();
        var failure = await Assert.ThrowsAsync<StartException>(() => Start(folder, world));

        Assert.StartsWith($"{Path.Combine(folder.Path, "world.json")}, {sentence}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        await using var empty = await Start(folder, null);
        Assert.NotNull(empty.First);
    }

    [Fact]
    public async Task Who_is_named_before_it_is_declared_is_trusted()
    {
        using var folder = new TemporaryFolder();
        var world = """
            {"accounts":[{"id":"111122223333",
              "roles":[{"name":"r","trustPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
               "Principal":{"AWS":"arn:aws:iam::111122223333:user/late"},"Action":"sts:AssumeRole"}]}}],
              "users":[{"name":"late","groups":["g"],"accessKeys":[{"id":"AKIAIOSFODNN7EXAMPLE","secret":"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}]}],
              "groups":[{"name":"g"}]}]}
            """;
        await using var host = await Start(folder, world);
        using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);

        var assumed = await api.Call(new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{Account}:role/r", RoleSessionName = "session" }, Alice);

        Assert.True(assumed.Succeeded, assumed.Error?.Message);
    }

    /// <summary>The folder of the docs.</summary>
    public static string Docs { get; } = Path.Combine(Repository(), "docs");

    private static string Example { get; } = File.ReadAllText(Path.Combine(Docs, "world.example.json"));

    private static async Task<ServerHost> Start(TemporaryFolder folder, string? world)
    {
        var file = Path.Combine(folder.Path, "world.json");
        if (world is not null)
        {
            await File.WriteAllTextAsync(file, world);
        }

        return await ServerHost.Start(
            new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder.Path, World = world is null ? null : file }, TimeProvider.System,
                static logging => logging.ClearProviders(), CancellationToken.None);
    }

    private static async Task<string> Apply(TemporaryFolder folder, string world)
    {
        var file = Path.Combine(folder.Path, "world.json");
        await File.WriteAllTextAsync(file, world);
        return await ServerProgram.Succeed("world", "apply", file, "--data", folder.Path);
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
