using System.Text.Json.Nodes;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Verification;

namespace Daypass.Server.Tests.Sts.Scoped;

/// <summary>
/// GetScopedCredentials for sessions of every kind, with none to four layers, with a policy or a duration alone, and after everything that ends a
/// session (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetScopedCredentials.html).
/// </summary>
public sealed class ScopedMatrixTests(SessionOrigins origins) : IClassFixture<SessionOrigins>
{
    private static readonly string ReadAndScope = Allow("orders:Read", "sts:GetScopedCredentials");
    private static readonly string WriteAndScope = Allow("orders:Write", "sts:GetScopedCredentials");

    public static TheoryData<string> Kinds => [.. SessionOrigins.Kinds.Keys];

    public static TheoryData<string, int> Places
    {
        get
        {
            var places = new TheoryData<string, int>();
            foreach (var kind in SessionOrigins.Kinds.Keys)
            {
                for (var layer = 1; layer <= 3; layer++)
                {
                    places.Add(kind, layer);
                }
            }

            return places;
        }
    }

    public static TheoryData<string, string> Endings
    {
        get
        {
            var endings = new TheoryData<string, string>();
            foreach (var (kind, names) in SessionOrigins.Kinds)
            {
                foreach (var name in names)
                {
                    endings.Add(kind, name);
                }
            }

            return endings;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_session_has_three_layers_at_most_and_stays_who_it_is(string kind)
    {
        var origin = await origins.Make(kind);
        var who = await origins.World.WhoAmI(origin.Credentials);
        var at = origin.Credentials;
        for (var layer = 1; layer <= 3; layer++)
        {
            var answer = await origins.Scope(at, ReadAndScope);
            Assert.Equal(
                (layer, who.Arn, who.UserId, origin.Expiration),
                (answer.ScopedPoliciesCount!.Value, answer.SessionInfo!.Arn, answer.SessionInfo.ScopedSessionId, answer.Credentials!.Expiration));
            Assert.Equal(answer.Credentials.SessionToken.Length, answer.SessionTokenSize);
            at = answer.Credentials.ToSigning();
            Assert.Equal(who, await origins.World.WhoAmI(at));
            Assert.True(await origins.May(at));
            Assert.False(await origins.May(at, "orders:Write"));
        }

        var fourth = (await origins.World.Server.Api.Call(new GetScopedCredentialsRequest { Policy = ReadAndScope }, at)).Error;
        Assert.Equal(
            ("AccessDenied", 403, "Cannot add a scope down policy to a session that has 3 of them, which is the maximum"),
            (fourth?.Code, fourth?.Status, fourth?.Message));
        var shorter = await origins.Scope(at, seconds: 60);
        Assert.Equal(3, shorter.ScopedPoliciesCount);
        Assert.True(await origins.May(shorter.Credentials!.ToSigning()));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task What_one_layer_takes_away_no_other_gives_back(string kind, int place)
    {
        var at = (await origins.Make(kind)).Credentials;
        for (var layer = 1; layer <= 3; layer++)
        {
            at = (await origins.Scope(at, layer == place ? WriteAndScope : SessionOrigins.All)).Credentials!.ToSigning();
            Assert.Equal(layer < place, await origins.May(at));
            Assert.True(await origins.May(at, "orders:Write"));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_duration_alone_ends_sooner_and_adds_no_layer(string kind)
    {
        var origin = await origins.Make(kind);
        var left = (int)(origin.Expiration - origins.World.Clock.GetUtcNow()).TotalSeconds;
        foreach (var seconds in new[] { 1, 60, left })
        {
            var answer = await origins.Scope(origin.Credentials, seconds: seconds);
            Assert.Equal(
                (0, origins.World.Clock.GetUtcNow().AddSeconds(seconds)), (answer.ScopedPoliciesCount!.Value, answer.Credentials!.Expiration));
            Assert.True(await origins.May(answer.Credentials.ToSigning(), "orders:Write"));
        }

        var later = await origins.World.Server.Api.Call(new GetScopedCredentialsRequest { DurationSeconds = left + 1 }, origin.Credentials);
        Assert.Equal(
            ("InsufficientSessionLifetime", 400, "The requested DurationSeconds exceeds the remaining lifetime of the calling session."),
            (later.Error?.Code, later.Error?.Status, later.Error?.Message));

        // Nor can what was shortened be made longer again.
        var short60 = (await origins.Scope(origin.Credentials, seconds: 60)).Credentials!.ToSigning();
        var again = await origins.World.Server.Api.Call(new GetScopedCredentialsRequest { DurationSeconds = 61 }, short60);
        Assert.Equal("InsufficientSessionLifetime", again.Error?.Code);
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task What_ends_a_session_ends_what_was_made_of_it(string kind, string ending)
    {
        var origin = await origins.Make(kind);
        var made = new[]
        {
            (await origins.Scope(origin.Credentials, seconds: 60)).Credentials!.ToSigning(),
            await origins.Chain(origin.Credentials, 1),
            await origins.Chain(origin.Credentials, 2),
            await origins.Chain(origin.Credentials, 3),
        };
        Assert.All(await Task.WhenAll(made.Select(session => origins.May(session))), static may => Assert.True(may));

        await origin.Endings[ending]();
        foreach (var session in made.Append(origin.Credentials))
        {
            var refusal = (await origins.World.Server.Api.Call(new GetCallerIdentityRequest(), session)).Error;
            Assert.Equal(("InvalidClientTokenId", 403), (refusal?.Code, refusal?.Status));
            Assert.Equal("unauthenticated", (await origins.Check(session, "orders:Read")).Decision);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Policies_see_of_a_scoped_session_what_they_see_of_the_one_before(string kind)
    {
        if (kind == "root")
        {
            // No policy denies root anything, and what is compared here is what a denial tells.
            return;
        }

        var origin = await origins.Make(kind);
        var before = await Seen(origin);
        Assert.NotEmpty(before["conditions"]!["items"]!.AsArray());
        foreach (var session in new[] { await origins.Chain(origin.Credentials, 1), await origins.Chain(origin.Credentials, 3) })
        {
            Assert.Equal(before.ToJsonString(), (await Seen(origin with { Credentials = session })).ToJsonString());
        }
    }

    [Theory]
    [InlineData("user", "InvalidClientTokenId")]
    [InlineData("user with MFA", null)]
    [InlineData("federated user", "InvalidClientTokenId")]
    [InlineData("role", null)]
    public async Task A_scoped_session_may_call_IAM_where_the_one_before_may(string kind, string? code)
    {
        var origin = await origins.Make(kind);
        foreach (var session in new[] { origin.Credentials, await origins.Chain(origin.Credentials, 1) })
        {
            Assert.Equal(code, (await origins.World.Server.Api.Call(new ListUsersRequest(), session)).Error?.Code);
        }
    }

    [Fact]
    public async Task A_denial_by_a_layer_can_be_decoded_with_its_place()
    {
        var session = await origins.Chain((await origins.Make("role")).Credentials, 1);
        var denied = await origins.Check((await origins.Scope(session, WriteAndScope)).Credentials!.ToSigning(), "orders:Read");
        Assert.EndsWith("because no session policy allows the orders:Read action", denied.ErrorMessage, StringComparison.Ordinal);
        var decoded = await origins.World.Server.Api.Get(
            new DecodeAuthorizationMessageRequest { EncodedMessage = denied.EncodedAuthorizationMessage! }, origins.World.Admin);
        Assert.Equal("Scope", (string?)JsonNode.Parse(decoded.DecodedMessage!)!["layer"]);
    }

    [Fact]
    public async Task A_service_with_the_key_of_a_scoped_session_has_its_layers()
    {
        var session = await origins.Chain((await origins.Make("role")).Credentials, 1);
        session = (await origins.Scope(session, ReadAndScope)).Credentials!.ToSigning();
        var now = origins.World.Clock.GetUtcNow();
        var given = await origins.World.Server.Api.Get(
            new GetSigningKeyRequest
            {
                AccessKeyId = session.AccessKeyId,
                SessionToken = session.SessionToken,
                Date = now.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture),
                Region = "eu-west-1",
                SigningName = "orders",
            },
            origins.World.Admin);
        Assert.Equal(
            [SessionOrigins.All, ReadAndScope], given.Policies.Where(static policy => policy.Layer == "Scope").Select(static policy => policy.Document));
    }

    /// <summary>The principal and every condition key with its values, as a denial by the identity's own policy has them.</summary>
    private async Task<JsonNode> Seen(SessionOrigin session)
    {
        var denied = await origins.Check(session.Credentials, "orders:Never");
        Assert.Equal("explicitDeny", denied.Decision);
        var decoded = await origins.World.Server.Api.Get(
            new DecodeAuthorizationMessageRequest { EncodedMessage = denied.EncodedAuthorizationMessage! }, origins.World.Admin);
        return JsonNode.Parse(decoded.DecodedMessage!)!["context"]!;
    }

    private static string Allow(params string[] actions) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["{{string.Join("\",\"", actions)}}"],"Resource":"*"}]}""";
}
