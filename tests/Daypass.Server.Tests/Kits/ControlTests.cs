using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Kits;

/// <summary>The control address of a server for tests.</summary>
public sealed class ControlTests
{
    [Fact]
    public async Task A_reset_brings_everything_back_to_the_start()
    {
        await using var server = await ControlledServer.Start();
        var api = server.Server.Api;
        var (root, admin) = (server.Server.Root, server.Server.Admin);
        await api.Get(new CreateUserRequest { UserName = "made" }, admin);
        await api.Get(new DeleteAccessKeyRequest { UserName = "admin", AccessKeyId = admin.AccessKeyId }, admin);
        Assert.False((await api.Call(new GetCallerIdentityRequest(), admin)).Succeeded);
        await api.Get(new DetachUserPolicyRequest { UserName = "admin", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }, root);
        await server.Ask("POST", "accounts", """{"id":"222233334444"}""");

        await server.Ask("POST", "reset");

        Assert.Empty(server.Server.Host.Controls!.Decisions.After(0));
        Assert.Single((await server.Ask("GET", "accounts")).GetProperty("accounts").EnumerateArray());
        Assert.Equal("NoSuchEntity", (await api.Call(new GetUserRequest { UserName = "made" }, admin)).Error?.Code);

        // Twice: what was brought back is as good as what was there first.
        await api.Get(new CreateUserRequest { UserName = "made" }, admin);
        await api.Get(new DeleteUserRequest { UserName = "made" }, admin);
        await server.Ask("POST", "reset");
        await api.Get(new CreateUserRequest { UserName = "made" }, admin);
    }

    [Fact]
    public async Task A_snapshot_is_gone_back_to_again_and_again_whatever_happened_between()
    {
        await using var server = await ControlledServer.Start();
        var (api, admin) = (server.Server.Api, server.Server.Admin);
        await api.Get(new CreateGroupRequest { GroupName = "first" }, admin);
        var one = (await server.Ask("POST", "snapshots")).GetProperty("snapshot").GetString();
        await api.Get(new UpdateGroupRequest { GroupName = "first", NewGroupName = "renamed" }, admin);
        await api.Get(new CreateGroupRequest { GroupName = "second" }, admin);
        var two = (await server.Ask("POST", "snapshots")).GetProperty("snapshot").GetString();

        for (var turn = 0; turn < 3; turn++)
        {
            await server.Ask("POST", $"snapshots/{one}/restore");
            Assert.Equal(["first"], await Groups());
            await api.Get(new DeleteGroupRequest { GroupName = "first" }, admin);
            await api.Get(new CreateGroupRequest { GroupName = "first" }, admin);
            await server.Ask("POST", $"snapshots/{two}/restore");
            Assert.Equal(["renamed", "second"], await Groups());
            await api.Get(new DeleteGroupRequest { GroupName = "second" }, admin);
        }

        await server.Ask("DELETE", $"snapshots/{one}");
        var (status, answer) = await server.TryAsk("POST", $"snapshots/{one}/restore");
        Assert.Equal((400, $"There is no snapshot '{one}'."), (status, answer.GetProperty("error").GetString()));

        async Task<IEnumerable<string?>> Groups() =>
            (await api.Get(new ListGroupsRequest(), admin)).Groups.Select(static group => group.GroupName);
    }

    [Fact]
    public async Task A_clock_that_is_moved_ends_sessions_and_clients_go_on_signing_by_their_own()
    {
        await using var server = await ControlledServer.StartWithClock();
        var (api, admin) = (server.Server.Api, server.Server.Admin);
        var session = (await api.Get(new GetSessionTokenRequest { DurationSeconds = 900 }, admin)).Credentials!;
        var key = new Daypass.Protocol.Signing.SigningCredentials(
            session.AccessKeyId!, Daypass.Protocol.Secret.FromText(session.SecretAccessKey!), session.SessionToken);
        Assert.True((await api.Call(new GetCallerIdentityRequest(), key)).Succeeded);

        var before = (await server.Ask("GET", "clock")).GetProperty("now").GetDateTimeOffset();
        await server.Ask("POST", "clock", """{"advanceSeconds": 1000}""");
        Assert.Equal("ExpiredToken", (await api.Call(new GetCallerIdentityRequest(), key)).Error?.Code);
        Assert.True((await server.Ask("GET", "clock")).GetProperty("now").GetDateTimeOffset() >= before.AddSeconds(1000));

        await server.Ask("POST", "clock", """{"set": "2031-05-06T07:08:09Z", "hold": true}""");
        var later = (await api.Get(new GetSessionTokenRequest { DurationSeconds = 900 }, admin)).Credentials!;
        Assert.Equal(new DateTimeOffset(2031, 5, 6, 7, 23, 9, TimeSpan.Zero), later.Expiration);

        await server.Ask("POST", "reset");
        Assert.True((await api.Call(new GetCallerIdentityRequest(), key)).Succeeded);
    }

    [Fact]
    public async Task An_account_is_made_with_the_keys_of_root_and_admin()
    {
        await using var server = await ControlledServer.Start();
        var account = await server.Ask("POST", "accounts", """{"id":"222233334444","name":"blue"}""");

        Assert.Equal("222233334444", account.GetProperty("id").GetString());
        foreach (var (user, arn) in new[] { ("root", "arn:aws:iam::222233334444:root"), ("admin", "arn:aws:iam::222233334444:user/admin") })
        {
            Assert.Equal(arn, (await server.Server.Api.Get(new GetCallerIdentityRequest(), ControlledServer.KeyOf(account, user))).Arn);
        }

        var (status, again) = await server.TryAsk("POST", "accounts", """{"id":"222233334444"}""");
        Assert.Equal((400, "Account 222233334444 already exists."), (status, again.GetProperty("error").GetString()));
        Assert.NotEqual("222233334444", (await server.Ask("POST", "accounts")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_decision_names_layer_policy_and_statement()
    {
        await using var server = await ControlledServer.Start();
        var api = server.Server.Api;
        var account = await server.Ask("POST", "accounts");
        var (id, admin) = (account.GetProperty("id").GetString(), ControlledServer.KeyOf(account, "admin"));
        var role = (await api.Get(
            new CreateRoleRequest
            {
                RoleName = "deploy",
                AssumeRolePolicyDocument = $$"""
                    {"Version":"2012-10-17","Statement":[
                      {"Sid":"Account","Effect":"Allow","Principal":{"AWS":"{{id}}" },"Action":"sts:AssumeRole"},
                      {"Sid":"NotToday","Effect":"Deny","Principal":{"AWS":"{{id}}" },"Action":"sts:AssumeRole",
                       "Condition":{"StringEquals":{"sts:ExternalId":"red"} } } ] }
                    """,
            },
            admin)).Role!.Arn!;
        await api.Call(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "one", ExternalId = "red" }, admin);
        await api.Get(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "one", ExternalId = "blue" }, admin);
        await api.Call(new GetCallerIdentityRequest(), new("AKIAIOSFODNN7EXAMPLE", Daypass.Protocol.Secret.FromText("none")));

        var told = (await server.Ask("GET", "decisions?after=1")).GetProperty("decisions").EnumerateArray().ToList();
        Assert.Equal(
            [
                $"AssumeRole explicitDeny trust 1 NotToday {role} AccessDenied {id}", $"AssumeRole allowed identity 0  {role}  {id}",
                "GetCallerIdentity refused     InvalidClientTokenId ",
            ],
            told.Select(static one => string.Join(' ', new[] { "operation", "outcome", "layer", "statement", "sid", "resource", "code", "account" }
                .Select(name => one.TryGetProperty(name, out var value) ? value.ToString() : ""))));
        Assert.EndsWith(":user/admin", told[0].GetProperty("caller").GetString(), StringComparison.Ordinal);
        var last = told[^1].GetProperty("number").GetInt64();
        Assert.Empty((await server.Ask("GET", $"decisions?after={last}")).GetProperty("decisions").EnumerateArray());
    }

    [Fact]
    public async Task A_world_is_applied_and_a_wrong_one_is_refused_with_its_place()
    {
        await using var server = await ControlledServer.Start();
        var told = await server.Ask("POST", "world",
            """{"version":1,"accounts":[{"id":"111122223333","users":[{"name":"alice","accessKeys":[{"generate":true}]}]}]}""");
        var account = told.GetProperty("accounts").EnumerateArray().First(static one => one.GetProperty("id").GetString() == "111122223333");
        Assert.True((await server.Server.Api.Call(new GetCallerIdentityRequest(), ControlledServer.KeyOf(account, "alice"))).Succeeded);

        var (status, answer) = await server.TryAsk("POST", "world", """{"version":1,"accounts":[{"id":"1"}]}""");
        Assert.Equal(400, status);
        Assert.StartsWith("The world, ", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "clock", "{", "The body is not the JSON object that is asked for here: line 1, byte 2.")]
    [InlineData("POST", "clock", """{"set":"yesterday"}""", "The body is not the JSON object that is asked for here: $.set is not what belongs there.")]
    [InlineData("POST", "clock", """{"back":1}""", "The body is not the JSON object that is asked for here: $.back is not what belongs there.")]
    [InlineData("POST", "clock", "null", "The body is null: it is a JSON object.")]
    [InlineData("POST", "clock", """{"advanceSeconds":1e30}""", "There is no such time of day.")]
    [InlineData("POST", "accounts", """{"id":"12"}""", "'12' is not an account id: an account id has 12 digits.")]
    [InlineData("GET", "decisions?after=x", null, "'x' is not the number of a decision: after takes a number from 0.")]
    [InlineData("DELETE", "snapshots/9", null, "There is no snapshot '9'.")]
    public async Task What_is_asked_wrongly_is_one_sentence(string method, string path, string? body, string sentence)
    {
        await using var server = await ControlledServer.StartWithClock();
        var (status, answer) = await server.TryAsk(method, path, body);

        Assert.Equal((400, sentence), (status, answer.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_path_that_is_none_is_answered_with_those_there_are()
    {
        await using var server = await ControlledServer.Start();
        var (status, answer) = await server.TryAsk("POST", "resett");

        Assert.Equal(404, status);
        Assert.Contains("POST reset, snapshots", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Host", "evil.example")]
    public async Task A_page_that_a_browser_shows_controls_nothing(string header, string value)
    {
        await using var server = await ControlledServer.Start();
        var (status, _) = await server.TryAsk("POST", "reset", null, request => request.Headers.TryAddWithoutValidation(header, value));

        Assert.Equal(403, status);
    }

    [Fact]
    public async Task A_server_that_is_not_for_tests_has_no_control_address()
    {
        await using var server = await RunningServer.Start();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await http.PostAsync(new Uri($"{server.Url}/_daypass/reset"), null);

        Assert.Null(server.Host.ControlUrl);
        Assert.False(answer.IsSuccessStatusCode);
    }
}
