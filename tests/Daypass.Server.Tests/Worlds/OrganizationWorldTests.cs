using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Organizations;
using Daypass.Protocol.Signing;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Server.Tests.Commands;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging;

namespace Daypass.Server.Tests.Worlds;

/// <summary>Organisations in world files: they decide as those made by the API do, and what a file does not say is not lifted.</summary>
public sealed class OrganizationWorldTests
{
    private const string Management = "111122223333";
    private const string Member = "444455556666";

    private const string Accounts = """
        "accounts":[
          {"id":"111122223333","organization":"o-exampleorg","users":[{"name":"admin","managedPolicies":["arn:aws:iam::aws:policy/AdministratorAccess"],
            "accessKeys":[{"id":"AKIAABCDEFGHIJKLMNOP","secret":"0123456789012345678901234567890123456789"}]}]},
          {"id":"444455556666",PLACE"organization":"o-exampleorg","users":[{"name":"admin",
            "managedPolicies":["arn:aws:iam::aws:policy/AdministratorAccess"],
            "accessKeys":[{"id":"AKIAABCDEFGHIJKLMNO2","secret":"0123456789012345678901234567890123456789"}]}]}]
        """;

    private const string Whole = """
        {"version":1,
         "organizations":[{"id":"o-exampleorg","managementAccount":"111122223333","policyTypes":["SERVICE_CONTROL_POLICY"],
           "trustedServices":[{"service":"iam.amazonaws.com","enabledAt":"2026-01-02T03:04:05+00:00"}],"tags":{"a":"b"}}],
         "organizationalUnits":[
           {"organization":"o-exampleorg","id":"ou-exam-outerout","name":"outer","serviceControlPolicies":["p-FullAWSAccess","p-denyuser"]},
           {"organization":"o-exampleorg","id":"ou-exam-innerinn","name":"inner","parent":"ou-exam-outerout","tags":{"team":"blue"}}],
         "controlPolicies":[{"organization":"o-exampleorg","id":"p-denyuser","name":"deny","type":"SERVICE_CONTROL_POLICY",
           "document":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:ListUsers","Resource":"*"}]}}],
        """ + Accounts + "}";

    private static readonly string First =
        Whole.Replace("PLACE", "\"organizationalUnit\":\"ou-exam-innerinn\",\"email\":\"member@example.com\",", StringComparison.Ordinal);

    private static readonly SigningCredentials Admin = new("AKIAABCDEFGHIJKLMNOP", Secret.FromText("0123456789012345678901234567890123456789"));

    private static readonly SigningCredentials MemberAdmin = new("AKIAABCDEFGHIJKLMNO2", Secret.FromText("0123456789012345678901234567890123456789"));

    [Fact]
    public async Task A_declared_organisation_decides_and_is_shown_by_its_own_operations()
    {
        await using var server = await Start(First);
        await server.Api.Get(new ListUsersRequest(), Admin);
        var refused = (await server.Api.Call(new ListUsersRequest(), MemberAdmin)).Error!;
        Assert.Contains(
            $"with an explicit deny in a service control policy: arn:aws:organizations::{Management}:policy/o-exampleorg/service_control_policy/p-denyuser",
            refused.Message, StringComparison.Ordinal);
        await server.Api.Get(new ListGroupsRequest(), MemberAdmin);
        var member = (await server.Api.Get(new DescribeAccountRequest { AccountId = Member }, Admin)).Account!;
        Assert.Equal("member@example.com", member.Email);
        Assert.Equal(["o-exampleorg/r-exam/ou-exam-outerout/ou-exam-innerinn/444455556666/"], member.Paths);
        Assert.Equal(
            ["ou-exam-outerout"],
            (await server.Api.Get(new ListTargetsForPolicyRequest { PolicyId = "p-denyuser" }, Admin)).Targets.Select(static target => target.TargetId));
        Assert.Equal(
            "blue", (await server.Api.Get(new ListTagsForResourceRequest { ResourceId = "ou-exam-innerinn" }, Admin)).Tags.Single().Value);
    }

    [Fact]
    public async Task What_a_later_file_does_not_say_of_an_organisations_limits_stays()
    {
        await using var server = await Start(First);
        await Apply(server, """{"version":1,"organizations":[{"id":"o-exampleorg","managementAccount":"111122223333"}],"""
            + Accounts.Replace("PLACE", "", StringComparison.Ordinal) + "}");
        Assert.Equal("AccessDenied", (await server.Api.Call(new ListUsersRequest(), MemberAdmin)).Error!.Code);
        Assert.Equal("member@example.com", (await server.Api.Get(new DescribeAccountRequest { AccountId = Member }, Admin)).Account!.Email);
    }

    [Fact]
    public async Task An_export_is_a_world_that_makes_the_same_again()
    {
        await using var server = await Start(First);
        var exported = await Export(server);
        await using var second = await Start(exported);
        Assert.Equal(exported, await Export(second));
        Assert.Equal("AccessDenied", (await second.Api.Call(new ListUsersRequest(), MemberAdmin)).Error!.Code);
    }

    [Theory]
    [InlineData("\"p-denyuser\"]", "\"p-nowhere1\"]", "there is no control policy 'p-nowhere1' in 'o-exampleorg'.")]
    [InlineData("\"p-denyuser\"]", "\"p-RCPFullAWSAccess\"]", "'p-RCPFullAWSAccess' is of the other type.")]
    [InlineData("[\"p-FullAWSAccess\",\"p-denyuser\"]", "[]", "one service control policy is always attached.")]
    [InlineData("\"parent\":\"ou-exam-outerout\"", "\"parent\":\"ou-exam-nowhere1\"", "there is no unit 'ou-exam-nowhere1'.")]
    [InlineData("\"id\":\"ou-exam-innerinn\",\"name\"", "\"id\":\"ou-else-innerinn\",\"name\"", "does not begin with ou- and the characters of the root")]
    [InlineData("\"type\":\"SERVICE_CONTROL_POLICY\"", "\"type\":\"TAG_POLICY\"", "is neither SERVICE_CONTROL_POLICY nor RESOURCE_CONTROL_POLICY.")]
    [InlineData("\"Resource\":\"*\"}]}}],", "\"Principal\":\"*\",\"Resource\":\"*\"}]}}],", "does not meet the requirements of the specified policy type")]
    public async Task What_no_organisation_can_be_is_refused(string part, string instead, string sentence)
    {
        Assert.Contains(part, First, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Start(First.Replace(part, instead, StringComparison.Ordinal)));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"parent\":\"ou-exam-outerout\"", "\"name\":\"outer\"", "line 6, organizationalUnits[1].name: unit 'ou-exam-outerout' below 'r-exam'")]
    [InlineData("\"name\":\"outer\"", "\"name\":\"outer\",\"parent\":\"ou-exam-innerinn\"", "parent: unit 'ou-exam-outerout' is below itself.")]
    [InlineData("\"organizationalUnits\":[", "\"organizationalUnits\":[DEEP",
        "parent: unit 'ou-exam-innerinn' is 6 levels below the root; there are at most 5.")]
    public async Task Units_that_no_organisation_can_have_are_refused_in_one_sentence_with_their_place(string part, string instead, string sentence)
    {
        var deep = string.Concat(Enumerable.Range(1, 4).Select(static level =>
            $$"""{"organization":"o-exampleorg","id":"ou-exam-levellv{{level}}","name":"l{{level}}","""
                + $$""" "parent":"{{(level == 1 ? "r-exam" : $"ou-exam-levellv{level - 1}")}}"},"""));
        var world = First.Replace(part, instead.Replace("DEEP", deep, StringComparison.Ordinal), StringComparison.Ordinal);
        if (instead.Contains("DEEP", StringComparison.Ordinal))
        {
            world = world.Replace("\"name\":\"outer\"", "\"name\":\"outer\",\"parent\":\"ou-exam-levellv4\"", StringComparison.Ordinal);
        }
        else if (instead == "\"name\":\"outer\"")
        {
            world = First.Replace("\"name\":\"inner\",\"parent\":\"ou-exam-outerout\"", "\"name\":\"outer\"", StringComparison.Ordinal);
        }

        Assert.NotEqual(First, world);
        var refused = await Assert.ThrowsAsync<StartException>(() => Start(world));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Units_of_a_file_are_held_against_those_that_are_stored()
    {
        await using var server = await Start(First);
        var file = Path.Combine(server.Folder.Path, "later.json");
        await File.WriteAllTextAsync(file, """
            {"organizations":[{"id":"o-exampleorg","managementAccount":"111122223333"}],
             "organizationalUnits":[{"organization":"o-exampleorg","id":"ou-exam-outerout","name":"outer","parent":"ou-exam-innerinn"}]}
            """);
        var (code, _, errors) = await ServerProgram.Run("world", "apply", file, "--data", server.Folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("line 2, organizationalUnits[0].parent: unit 'ou-exam-innerinn' is below itself.", errors, StringComparison.Ordinal);
    }

    private static async Task<WorldServer> Start(string world)
    {
        var folder = new TemporaryFolder();
        try
        {
            var file = Path.Combine(folder.Path, "world.json");
            await File.WriteAllTextAsync(file, world);
            var host = await ServerHost.Start(
                new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder.Path, World = file }, TimeProvider.System,
                static logging => logging.ClearProviders(), CancellationToken.None);
            return new WorldServer(folder, host);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static async Task Apply(WorldServer server, string world)
    {
        var file = Path.Combine(server.Folder.Path, "later.json");
        await File.WriteAllTextAsync(file, world);
        await ServerProgram.Succeed("world", "apply", file, "--data", server.Folder.Path);
    }

    private static async Task<string> Export(WorldServer server)
    {
        var file = Path.Combine(server.Folder.Path, "exported.json");
        await ServerProgram.Succeed("world", "export", file, "--data", server.Folder.Path, "--with-secrets");
        return await File.ReadAllTextAsync(file);
    }

    private sealed class WorldServer(TemporaryFolder folder, ServerHost host) : IAsyncDisposable
    {
        public TemporaryFolder Folder => folder;

        public ApiClient Api { get; } = new(new Uri(host.Urls[0]), TimeProvider.System);

        public async ValueTask DisposeAsync()
        {
            Api.Dispose();
            await host.DisposeAsync();
            folder.Dispose();
        }
    }
}
