using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>GetSessionToken, GetFederationToken, who they are and what each may call.</summary>
public sealed class UserTokenTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData(null, 43200)]
    [InlineData(900, 900)]
    [InlineData(129600, 129600)]
    public async Task A_users_tokens_live_as_long_as_was_asked_for(int? asked, int seconds)
    {
        var until = world.Clock.GetUtcNow().AddSeconds(seconds);
        Assert.Equal(until, (await world.Server.Api.Get(new GetSessionTokenRequest { DurationSeconds = asked }, world.Admin)).Credentials!.Expiration);
        Assert.Equal(
            until, (await world.Server.Api.Get(new GetFederationTokenRequest { Name = "bob", DurationSeconds = asked }, world.Admin)).Credentials!.Expiration);
    }

    [Theory]
    [Trait("Conformance", "GetSessionToken root cap")]
    [InlineData(null, 3600)]
    [InlineData(900, 900)]
    [InlineData(3601, 3600)]
    [InlineData(129600, 3600)]
    public async Task Roots_tokens_are_cut_to_an_hour_without_a_word(int? asked, int seconds)
    {
        var until = world.Clock.GetUtcNow().AddSeconds(seconds);
        Assert.Equal(until, (await world.Server.Api.Get(new GetSessionTokenRequest { DurationSeconds = asked }, world.Root)).Credentials!.Expiration);
        Assert.Equal(
            until, (await world.Server.Api.Get(new GetFederationTokenRequest { Name = "bob", DurationSeconds = asked }, world.Root)).Credentials!.Expiration);
    }

    [Fact]
    public async Task GetSessionToken_needs_no_permission_and_no_denial_takes_it_away()
    {
        var (user, key) = await world.NewUser(document: """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""");
        var token = (await world.Server.Api.Get(new GetSessionTokenRequest(), key)).Credentials!.ToSigning();
        var who = await world.WhoAmI(token);
        Assert.Equal((world.Parts.Arns.For(user), user.Id, world.Account), (who.Arn, who.UserId, who.Account));
    }

    [Theory]
    [InlineData(3600, true)]
    [InlineData(3601, false)]
    [InlineData(43200, false)]
    public async Task A_session_of_GetSessionToken_is_lent_a_role_for_an_hour_at_most(int seconds, bool allowed)
    {
        var (_, role) = await world.NewTrustingRole(maximum: 43200);
        var session = (await world.Server.Api.Get(new GetSessionTokenRequest(), world.Admin)).Credentials!.ToSigning();
        var refusal = await world.Refusal(role, session, request => request with { DurationSeconds = seconds });
        Assert.Equal(
            allowed ? (null, null)
                : ("ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."),
            (refusal?.Code, refusal?.Message));
    }

    [Fact]
    public async Task Every_kind_of_principal_knows_who_it_is()
    {
        var root = await world.WhoAmI(world.Root);
        Assert.Equal(($"arn:aws:iam::{world.Account}:root", world.Account, world.Account), (root.Arn, root.UserId, root.Account));

        var rootToken = await world.WhoAmI((await world.Server.Api.Get(new GetSessionTokenRequest(), world.Root)).Credentials!.ToSigning());
        Assert.Equal(root, rootToken);

        var federation = await world.Server.Api.Get(new GetFederationTokenRequest { Name = "bob" }, world.Admin);
        var bob = await world.WhoAmI(federation.Credentials!.ToSigning());
        Assert.Equal(($"arn:aws:sts::{world.Account}:federated-user/bob", $"{world.Account}:bob", world.Account), (bob.Arn, bob.UserId, bob.Account));
        Assert.Equal((bob.Arn, bob.UserId), (federation.FederatedUser!.Arn, federation.FederatedUser.FederatedUserId));
    }

    [Fact]
    public async Task GetFederationToken_needs_the_permission_on_the_federated_user()
    {
        var (user, key) = await world.NewUser(document: World.Allow("sts:GetFederationToken", $"arn:aws:sts::{world.Account}:federated-user/b*"));
        Assert.True((await world.Server.Api.Call(new GetFederationTokenRequest { Name = "bob" }, key)).Succeeded);
        var refusal = await world.Server.Api.Call(new GetFederationTokenRequest { Name = "eve" }, key);
        Assert.Equal(
            $"User: {world.Parts.Arns.For(user)} is not authorized to perform: sts:GetFederationToken on resource: arn:aws:sts::{world.Account}:federated-user/"
                + "eve because no identity-based policy allows the sts:GetFederationToken action",
            refusal.Error!.Message);
        var tagged = await world.Server.Api.Call(new GetFederationTokenRequest { Name = "bob", Tags = [new Tag { Key = "a", Value = "1" }] }, key);
        Assert.Contains("sts:TagSession", tagged.Error!.Message, StringComparison.Ordinal);
        Assert.True((await world.Server.Api.Call(new GetFederationTokenRequest { Name = "eve", Tags = [new Tag { Key = "a", Value = "1" }] }, world.Root))
            .Succeeded);
    }

    [Fact]
    [Trait("Conformance", "packed size absent/0/>100")]
    public async Task The_packed_size_of_a_federation_token_is_0_without_a_policy()
    {
        var bare = await world.Server.Api.Get(new GetFederationTokenRequest { Name = "bob" }, world.Admin);
        Assert.Equal(0, bare.PackedPolicySize);
        Assert.Equal(bare.Credentials!.SessionToken.Length, bare.SessionTokenSize);
        Assert.True((await world.Server.Api.Get(new GetFederationTokenRequest { Name = "bob", Policy = World.Allow("sts:*") }, world.Admin))
            .PackedPolicySize > 0);
    }

    public static TheoryData<string> Sessions => ["user token", "root token", "role session", "federated user"];

    [Theory]
    [Trait("Conformance", "forbidden combinations of 1.1")]
    [MemberData(nameof(Sessions))]
    public async Task Tokens_for_users_cannot_be_had_with_session_credentials(string kind)
    {
        var session = await Session(kind);
        var first = (await world.Server.Api.Call(new GetSessionTokenRequest(), session)).Error;
        var second = (await world.Server.Api.Call(new GetFederationTokenRequest { Name = "bob" }, session)).Error;
        Assert.Equal(("AccessDenied", 403, "Cannot call GetSessionToken with session credentials"), (first!.Code, first.Status, first.Message));
        Assert.Equal(("AccessDenied", 403, "Cannot call GetFederationToken with session credentials"), (second!.Code, second.Status, second.Message));
    }

    [Fact]
    [Trait("Conformance", "forbidden combinations of 1.1")]
    public async Task A_user_token_may_assume_roles_and_ask_who_it_is_and_nothing_else_of_STS()
    {
        var (_, arn) = await world.NewTrustingRole();
        var token = await Session("user token");
        Assert.Null(await world.Refusal(arn, token));
        Assert.Null(await world.Refusal(arn, token, static request => request with { DurationSeconds = 3600 }));
        Assert.False(await world.MayProbe(token));
        Assert.True(await world.MayProbe(world.Admin));
    }

    [Fact]
    [Trait("Conformance", "forbidden combinations of 1.1")]
    public async Task A_root_token_may_not_assume_roles()
    {
        var (_, arn) = await world.NewRole(World.TrustPrincipal("*"));
        Assert.Equal("Roles may not be assumed by root accounts.", (await world.Refusal(arn, await Session("root token")))!.Message);
    }

    [Fact]
    [Trait("Conformance", "forbidden combinations of 1.1")]
    public async Task A_federated_user_may_ask_who_it_is_and_nothing_else()
    {
        var (_, arn) = await world.NewRole(World.TrustPrincipal("*"));
        var bob = (await world.Server.Api.Get(new GetFederationTokenRequest { Name = "bob", Policy = World.Allow("*") }, world.Admin)).Credentials!.ToSigning();
        var refusal = await world.Refusal(arn, bob);
        Assert.Equal(("AccessDenied", 403), (refusal!.Code, refusal.Status));
        Assert.StartsWith(
            $"User: arn:aws:sts::{world.Account}:federated-user/bob is not authorized to perform: sts:AssumeRole", refusal.Message, StringComparison.Ordinal);
        Assert.False(await world.MayProbe(bob));
    }

    [Theory]
    [Trait("Conformance", "forbidden combinations of 1.1")]
    [InlineData("user token")]
    [InlineData("federated user")]
    public async Task IAM_takes_neither_a_user_token_without_MFA_nor_a_federated_user(string kind)
    {
        var refusal = (await world.Server.Api.Call(new GetOutboundWebIdentityFederationInfoRequest(), await Session(kind))).Error;
        Assert.Equal(("InvalidClientTokenId", 403), (refusal!.Code, refusal.Status));
    }

    [Theory]
    [InlineData(false, false, "serialNumber")]
    [InlineData(true, true, "tokenCode")]
    public async Task A_serial_number_and_a_code_come_together(bool serial, bool forRole, string missing)
    {
        var error = forRole
            ? await world.Refusal(
                (await world.NewTrustingRole()).Arn, world.Admin, request =>
                request with { SerialNumber = serial ? "GAHT12345678" : null, TokenCode = serial ? null : "123456" })
            : (await world.Server.Api.Call(
                new GetSessionTokenRequest { SerialNumber = serial ? "GAHT12345678" : null, TokenCode = serial ? null : "123456" }, world.Admin)).Error;
        Assert.Equal($"1 validation error detected: Value null at '{missing}' failed to satisfy constraint: Member must not be null", error!.Message);
    }

    private async Task<SigningCredentials> Session(string kind) => kind switch
    {
        "user token" => (await world.Server.Api.Get(new GetSessionTokenRequest(), world.Admin)).Credentials!.ToSigning(),
        "root token" => (await world.Server.Api.Get(new GetSessionTokenRequest(), world.Root)).Credentials!.ToSigning(),
        "role session" => await world.Assume((await world.NewTrustingRole("*")).Arn, world.Admin),
        _ => (await world.Server.Api.Get(new GetFederationTokenRequest { Name = "bob", Policy = World.Allow("*") }, world.Admin)).Credentials!.ToSigning(),
    };
}
