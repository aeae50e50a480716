using System.Globalization;
using Daypass.Protocol.Iam;
using Daypass.Server.Tests.Commands;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Worlds;

/// <summary>What IAM would refuse because of what is stored already, a world file cannot bring about either; nothing of a refused file is written.</summary>
public sealed class LimitTests
{
    private const string Seed = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    [Theory]
    [InlineData("""{"id":"AKIAIOSFODNN7EXAMPLE","secret":"wJalrXUtnFEMI/K7MDENG"}""", 2,
        "with those that are stored there would be 3 access keys; there are at most 2: delete one first.")]
    [InlineData("""{"id":"AKIAIOSFODNN7EXAMPLE","secret":"wJalrXUtnFEMI/K7MDENG"},{"id":"AKIAIOSFODNN7EXAMPLF","secret":"wJalrXUtnFEMI/K7MDENG"}""", 1,
        "with those that are stored there would be 3 access keys; there are at most 2: delete one first.")]
    [InlineData("""{"id":"AKIAIOSFODNN7EXAMPLE","secret":"wJalrXUtnFEMI/K7MDENG"},{"generate":true}""", 2,
        "with those that are stored there would be 3 access keys; there are at most 2: delete one first.")]
    public async Task Access_keys_that_are_stored_count(string keys, int stored, string sentence)
    {
        await using var server = await RunningServer.Start();
        await server.Api.Get(new CreateUserRequest { UserName = "bob" }, server.Admin);
        for (var i = 0; i < stored; i++)
        {
            await server.Api.Get(new CreateAccessKeyRequest { UserName = "bob" }, server.Admin);
        }

        await AssertRefused(server, $$"""{"name":"bob","tags":{"never":"written"},"accessKeys":[{{keys}}]}""", $"accounts[0].users[0].accessKeys: {sentence}");
        Assert.Equal(stored, (await server.Api.Get(new ListAccessKeysRequest { UserName = "bob" }, server.Admin)).AccessKeyMetadata.Count);
        Assert.Empty((await server.Api.Get(new ListUserTagsRequest { UserName = "bob" }, server.Admin)).Tags);
    }

    [Fact]
    public async Task Keys_that_are_stored_and_listed_count_once_and_generating_fills_up()
    {
        await using var server = await RunningServer.Start();
        const string Given = """{"id":"AKIAIOSFODNN7EXAMPLE","secret":"wJalrXUtnFEMI/K7MDENG"}""";
        Assert.Contains(" 2 entities made, 0 changed.", await Succeed(server, $$"""{"name":"bob","accessKeys":[{{Given}}]}"""), StringComparison.Ordinal);
        Assert.Contains(
            " 1 entities made, 0 changed. 1 generated", await Succeed(server, $$"""{"name":"bob","accessKeys":[{{Given}},{"generate":true}]}"""),
            StringComparison.Ordinal);
        Assert.Contains(
            " 0 entities made, 0 changed.", await Succeed(server, $$"""{"name":"bob","accessKeys":[{{Given}},{"generate":true}]}"""), StringComparison.Ordinal);
        Assert.Contains(
            " 0 entities made, 0 changed.", await Succeed(server, """{"name":"bob","accessKeys":[{"generate":true},{"generate":true}]}"""),
            StringComparison.Ordinal);
        await AssertRefused(
            server, """{"name":"bob","accessKeys":[{"id":"AKIAIOSFODNN7EXAMPLF","secret":"wJalrXUtnFEMI/K7MDENG"}]}""",
            "accounts[0].users[0].accessKeys: with those that are stored there would be 3 access keys");
    }

    [Fact]
    public async Task Root_has_two_access_keys_at_most()
    {
        await using var server = await RunningServer.Start();
        await AssertAccountRefused(
            server, server.Account,
            ""","rootAccessKeys":[{"id":"AKIAIOSFODNN7EXAMPLE","secret":"wJalrXUtnFEMI/K7MDENG"},"""
                + """{"id":"AKIAIOSFODNN7EXAMPLF","secret":"wJalrXUtnFEMI/K7MDENG"}]""",
            "accounts[0].rootAccessKeys: with those that are stored there would be 3 access keys");
    }

    [Theory]
    [InlineData("\"user\":\"admin\"", "user")]
    [InlineData("\"root\":true", "root")]
    public async Task Eight_MFA_devices_are_the_most_of_a_user_or_root(string owner, string member)
    {
        await using var server = await RunningServer.Start();
        await AssertAccountRefused(
            server, server.Account, Devices("d", 9, owner), $"accounts[0].mfaDevices[8].{member}: there are at most 8 MFA devices of a user or of root.");
        await AssertAccountRefused(
            server, "444455556666", $",\"users\":[{{\"name\":\"admin\"}}]{Devices("d", 9, owner)}",
            $"accounts[0].mfaDevices[8].{member}: there are at most 8 MFA devices of a user or of root.");

        await Succeed(server, server.Account, Devices("d", 5, owner));
        await AssertAccountRefused(
            server, server.Account, Devices("e", 4, owner),
            $"accounts[0].mfaDevices[3].{member}: with those that are stored there would be more than 8 MFA devices.");
        Assert.Contains(" 0 entities made, 0 changed.", await Succeed(server, server.Account, Devices("d", 5, owner)), StringComparison.Ordinal);
        Assert.Contains(" 3 entities made, 0 changed.", await Succeed(server, server.Account, Devices("e", 3, owner)), StringComparison.Ordinal);
        Assert.Equal(8, (await server.Api.Get(new ListVirtualMfaDevicesRequest(), server.Admin)).VirtualMfaDevices.Count);
    }

    [Fact]
    public async Task An_alias_belongs_to_one_account()
    {
        await using var server = await RunningServer.Start();
        await server.Api.Get(new CreateAccountAliasRequest { AccountAlias = "taken" }, server.Admin);
        const string Alias = ",\"alias\":\"taken\"";
        await AssertAccountRefused(server, "444455556666", Alias, $"accounts[0].alias: the alias 'taken' belongs to account {server.Account}.");
        await AssertRefusedWorld(
            server, $$"""{"accounts":[{"id":"444455556666","alias":"twice"},{"id":"444455556667","alias":"twice"}]}""",
                "accounts[1].alias: the alias 'twice' is given twice.");

        // One file can hand it over.
        await SucceedWorld(server, $$"""{"accounts":[{"id":"444455556666"{{Alias}}},{"id":"{{server.Account}}","alias":"other"}]}""");
        Assert.Equal("other", Assert.Single((await server.Api.Get(new ListAccountAliasesRequest(), server.Admin)).AccountAliases));
    }

    [Theory]
    [InlineData("\"clientIds\":[\"ok\",\"\"]", "clientIds[1]: a client id has 1 to 255 characters.")]
    [InlineData("\"thumbprints\":[\"abc\"]", "thumbprints[0]: a thumbprint is the SHA-1 of a certificate: 40 hexadecimal digits.")]
    public async Task A_provider_has_what_IAM_would_take(string members, string sentence)
    {
        await using var server = await RunningServer.Start();
        await AssertAccountRefused(
            server, server.Account, $",\"oidcProviders\":[{{\"url\":\"https://issuer.example.com\",{members}}}]", $"accounts[0].oidcProviders[0].{sentence}");
    }

    [Fact]
    public async Task Groups_attachments_versions_and_tags_have_their_limits_in_a_file_too()
    {
        await using var server = await RunningServer.Start();
        var eleven = string.Join(',', Enumerable.Range(0, 11).Select(static i => $"\"g{i}\""));
        await AssertRefused(
            server, $$"""{"name":"bob","groups":[{{eleven}}]}""", "accounts[0].users[0].groups: a user is in at most 10 groups, and in none of them twice.");
        var policies = string.Join(',', Enumerable.Range(0, 11).Select(i => $"\"arn:aws:iam::{server.Account}:policy/p{i}\""));
        await AssertRefused(
            server, $$"""{"name":"bob","managedPolicies":[{{policies}}]}""",
            "accounts[0].users[0].managedPolicies: at most 10 policies are attached, none of them twice.");
        var tags = string.Join(',', Enumerable.Range(0, 51).Select(static i => $"\"t{i}\":\"\""));
        await AssertRefused(server, $$"""{"name":"bob","tags":{ {{tags}} } }""", "accounts[0].users[0].tags: ");
        const string Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";
        var versions = string.Join(
            ',', Enumerable.Range(1, 6).Select(static i => string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{i},\"document\":{Document}}}")));
        await AssertAccountRefused(
            server, server.Account, $",\"policies\":[{{\"name\":\"p\",\"versions\":[{versions}]}}]",
            "accounts[0].policies[0].versions: there are at most 5 versions.");
    }

    [Fact]
    public async Task Tag_keys_of_a_file_fold_their_case_for_users_and_roles_only()
    {
        await using var server = await RunningServer.Start();
        const string Both = "\"tags\":{\"Team\":\"1\",\"team\":\"2\"}";
        const string Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";
        await AssertRefused(server, $$"""{"name":"bob",{{Both}}}""", "accounts[0].users[0].tags: Duplicate tag keys found.");
        await Succeed(server, server.Account, $$""","policies":[{"name":"p",{{Both}},"versions":[{"number":1,"document":{{Document}}}]}]""");
        await Succeed(server, server.Account, $$""","oidcProviders":[{"url":"https://issuer.example.com",{{Both}}}]""");
    }

    [Fact]
    public async Task Tag_keys_of_a_file_make_no_more_readings_than_a_request_may_store()
    {
        await using var server = await RunningServer.Start();
        var tags = Enumerable.Range(0, 7).Select(static i => $"\"k{i}\":\"1\",\"K{i}\":\"2\"").ToArray();
        var (most, more) = (string.Join(',', tags[..6]), string.Join(',', tags));
        foreach (var (list, element) in new[]
        {
            ("policies", """{"name":"p","document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]},"""),
            ("oidcProviders", """{"url":"https://issuer.example.com","""),
            ("instanceProfiles", """{"name":"i","""),
            ("mfaDevices", $$"""{"name":"d","seed":"{{Seed}}","""),
        })
        {
            await AssertAccountRefused(
                server, server.Account, $$""","{{list}}":[{{element}}"tags":{ {{more}} } }]""",
                $"accounts[0].{list}[0].tags: Too many tag keys differ in case only.");
            await Succeed(server, server.Account, $$""","{{list}}":[{{element}}"tags":{ {{most}} } }]""");
        }

        var arn = $"arn:aws:iam::{server.Account}:policy/p";
        Assert.Equal(12, (await server.Api.Get(new ListPolicyTagsRequest { PolicyArn = arn }, server.Admin)).Tags.Count);
        await server.Api.Get(new DeletePolicyRequest { PolicyArn = arn }, server.Admin);
    }

    [Fact]
    public async Task A_role_of_a_service_waits_for_no_policy_of_its_path_and_for_every_other_one()
    {
        await using var server = await RunningServer.Start();
        const string Trust = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs.amazonaws.com"},"Action":"sts:AssumeRole"}]}
            """;
        var own = $"arn:aws:iam::{server.Account}:policy/aws-service-role/Own";
        foreach (var text in new[]
        {
            "::aws:policy/aws-service-role/X", "arn:aws:s3::aws:policy/aws-service-role/X", "arn:aws:iam::aws:role/::aws:policy/aws-service-role/X",
            "arn:aws:iam::999999999999:policy/::aws:policy/aws-service-role/X",
        })
        {
            await AssertAccountRefused(
                server, server.Account, Role(text),
                $"accounts[0].roles[0].managedPolicies[0]: '{text}' is not the ARN of a policy of this account or of every account.");
        }

        foreach (var text in new[]
        {
            own, "arn:aws:iam::aws:policy", "arn:aws:iam::aws:policy/aws-service-role/deeper/X", "arn:aws:iam::aws:policy/x::aws:policy/aws-service-role/X",
        })
        {
            await AssertAccountRefused(
                server, server.Account, Role(text),
                $"accounts[0].roles[0].managedPolicies[0]: Policy {text} does not exist or is not attachable.");
        }

        await AssertAccountRefused(
            server, server.Account, Role("arn:aws:iam::aws:policy/aws-service-role/X", linked: false),
            "accounts[0].roles[0].managedPolicies[0]: Policy arn:aws:iam::aws:policy/aws-service-role/X does not exist or is not attachable.");
        await Succeed(server, server.Account, Role("arn:aws:iam::aws:policy/aws-service-role/X"));

        static string Role(string policy, bool linked = true) =>
            $",\"roles\":[{{\"name\":\"r\",{(linked ? "\"path\":\"/aws-service-role/ecs.amazonaws.com/\",\"linkedService\":\"ecs.amazonaws.com\"," : "")}"
            + $"\"trustPolicy\":{Trust},\"managedPolicies\":[\"{policy}\"]}}]";
    }

    private static string Devices(string name, int count, string owner) =>
        $",\"mfaDevices\":[{string.Join(',', Enumerable.Range(0, count).Select(i => $"{{\"name\":\"{name}{i}\",\"seed\":\"{Seed}\",{owner}}}"))}]";

    private static string User(string account, string user) => World(account, $",\"users\":[{user}]");

    /// <summary>An account that is there says its name again, because a file says what an account is like.</summary>
    private static string World(string account, string members) => $"{{\"accounts\":[{{\"id\":\"{account}\",\"name\":\"first account\"{members}}}]}}";

    private static Task<string> Succeed(RunningServer server, string user) => SucceedWorld(server, User(server.Account, user));

    private static Task<string> Succeed(RunningServer server, string account, string members) => SucceedWorld(server, World(account, members));

    private static async Task<string> SucceedWorld(RunningServer server, string world) =>
        await ServerProgram.Succeed(["world", "apply", await Write(server, world), "--data", server.DataFolder]);

    private static Task AssertRefused(RunningServer server, string user, string sentence) => AssertRefusedWorld(server, User(server.Account, user), sentence);

    private static Task AssertAccountRefused(RunningServer server, string account, string members, string sentence) =>
        AssertRefusedWorld(server, World(account, members), sentence);

    private static async Task AssertRefusedWorld(RunningServer server, string world, string sentence)
    {
        var position = await server.Host.Service.Parts.Store.ChangePosition(default);
        var file = await Write(server, world);
        var (code, output, errors) = await ServerProgram.Run("world", "apply", file, "--data", server.DataFolder);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"daypass-server: {file}, line 1, {sentence}", errors, StringComparison.Ordinal);
        Assert.Equal(errors.Length - 1, errors.IndexOf('\n', StringComparison.Ordinal));
        Assert.Equal(position, await server.Host.Service.Parts.Store.ChangePosition(default));
    }

    private static async Task<string> Write(RunningServer server, string world)
    {
        var file = Path.Combine(server.DataFolder, "world.json");
        await File.WriteAllTextAsync(file, world);
        return file;
    }
}
