using System.Globalization;
using System.Text.RegularExpressions;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Commands;

/// <summary>The key commands beside a running server, which follows them.</summary>
public sealed class KeysCommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task After_a_rotation_old_sessions_stay_valid_until_their_key_is_retired()
    {
        await using var server = await RunningServer.Start();
        var old = await Session(server);

        Assert.Equal("Key 3 (seal) issues now; what the older ones made stays valid.", await Keys(server, "rotate", "--at-once"));
        await Until(async () => server.Host.Service.Ring.Current.Sealing!.Number == 3 && await IsAccepted(server, old));
        var young = await Session(server);

        Assert.Equal("Key 1 is retired: nothing it made is accepted.", await Keys(server, "retire", "1"));
        await Until(async () => !await IsAccepted(server, old));
        Assert.True(await IsAccepted(server, young));
    }

    [Fact]
    public async Task Sessions_issued_before_an_instant_are_refused_and_later_ones_accepted()
    {
        await using var server = await RunningServer.Start();
        var old = await Session(server);

        Assert.Matches("^Nothing sealed before [-0-9T:]+Z is accepted.$", await Keys(server, "invalidate-before", "now"));
        await Until(async () => !await IsAccepted(server, old));
        await Until(async () => await IsAccepted(server, await Session(server)));
        Assert.Equal("InvalidClientTokenId", (await Ask(server, old)).Error!.Code);
    }

    [Fact]
    public async Task A_leaked_key_is_replaced_and_retired_in_one_step()
    {
        await using var server = await RunningServer.Start();
        var old = await Session(server);

        Assert.Equal("Key 3 (seal) issues now; all older ones are retired.", await Keys(server, "rotate", "--leaked"));
        await Until(async () => !await IsAccepted(server, old));
        Assert.True(await IsAccepted(server, await Session(server)));
    }

    [Fact]
    public async Task The_list_shows_every_key_with_what_it_does()
    {
        await using var server = await RunningServer.Start();
        Assert.Equal("Key 3 (seal) is published; it issues when every server has had time to read it.", await Keys(server, "rotate"));

        var lines = (await Keys(server, "list")).Split('\n');
        Assert.Matches(new Regex(@"^1\tseal\tissues\t[-0-9T:]+Z\t[-0-9T:]+Z$"), lines[0]);
        Assert.Matches(new Regex(@"^2\taudit\tissues\t"), lines[1]);
        Assert.Matches(new Regex(@"^3\tseal\tpublished\t"), lines[2]);
        await Keys(server, "rotate", "--at-once");
        await Keys(server, "retire", "1");
        lines = (await Keys(server, "list")).Split('\n');
        Assert.Matches(new Regex(@"^1\tseal\tretired\t"), lines[0]);
        Assert.Matches(new Regex(@"^3\tseal\tissues\t"), lines[2]);
    }

    [Theory]
    [InlineData("There is no key 7.", "retire", "7")]
    [InlineData("Key 1 is the one that issues: run 'keys rotate --purpose seal --at-once' first, or '--leaked' to replace it and retire it in one step.",
        "retire", "1")]
    [InlineData("There are no keys of the purpose 'sael'; 'keys list' shows those there are.", "rotate", "--purpose", "sael")]
    [InlineData("'yesterday' is not an instant: write 'now', or one such as 2026-11-28T09:30:00Z.", "invalidate-before", "yesterday")]
    [InlineData("'2020-01-01T00:00:00' is not an instant: write 'now', or one such as 2026-11-28T09:30:00Z.", "invalidate-before", "2020-01-01T00:00:00")]
    [InlineData("9020-01-01T00:00:00Z is in the future: it would refuse what has not been issued yet.", "invalidate-before", "9020-01-01T00:00:00Z")]
    public async Task What_cannot_be_done_is_one_sentence(string sentence, params string[] arguments)
    {
        await using var server = await RunningServer.Start();
        var (code, output, errors) = await ServerProgram.Run(["keys", .. arguments, "--data", server.DataFolder]);

        Assert.Equal((1, "", $"daypass-server: {sentence}\n"), (code, output, errors));
        Assert.Null(server.Host.Service.Ring.Current.InvalidBefore);
        Assert.Equal("1 seal, 2 audit", string.Join(", ", server.Host.Service.Ring.Current.Keys.Select(static key =>
            string.Create(CultureInfo.InvariantCulture, $"{key.Number} {key.Purpose}"))));
    }

    private static async Task<string> Keys(RunningServer server, params IEnumerable<string> arguments) =>
        (await ServerProgram.Succeed(["keys", .. arguments, "--data", server.DataFolder])).TrimEnd();

    private static async Task<SigningCredentials> Session(RunningServer server)
    {
        var made = (await server.Api.Get(new GetSessionTokenRequest(), server.Admin)).Credentials!;
        return new SigningCredentials(made.AccessKeyId!, Secret.FromText(made.SecretAccessKey!), made.SessionToken);
    }

    private static Task<Result<GetCallerIdentityResponse>> Ask(RunningServer server, SigningCredentials session) =>
        server.Api.Call(new GetCallerIdentityRequest(), session);

    private static async Task<bool> IsAccepted(RunningServer server, SigningCredentials session) => (await Ask(server, session)).Succeeded;

    /// <summary>Asks until it is so; the server follows other processes several times a second.</summary>
    private static async Task Until(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "the server did not follow");
            await Task.Yield();
        }
    }
}
