using Daypass.Core.Sessions;
using Daypass.Core.Sts;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>What is had for a token: whose credentials they are, what they may, and when they end.</summary>
public sealed partial class DelegationTests
{
    [Fact]
    public async Task What_is_lent_is_at_most_what_the_approver_has_and_what_was_asked_for()
    {
        var (_, poor) = await _world.NewUser(document: World.Allow("iam:*"));
        var lent = await Lent(poor);
        Assert.False(await _world.MayProbe(lent));

        // A role that trusts the approver by name is out of reach, too: nobody asked for it.
        var (user, key) = await _world.NewUser("*");
        var (_, arn) = await _world.NewRole(World.TrustPrincipal(_world.Parts.Arns.For(user)));
        Assert.Null(await _world.Refusal(arn, key));
        Assert.NotNull(await _world.Refusal(arn, await Lent(key)));
    }

    [Fact]
    public async Task A_role_session_lends_itself_and_stays_limited_by_its_role()
    {
        var (role, arn) = await _world.NewTrustingRole("*");
        var lent = await Lent(await _world.Assume(arn, _world.Admin));
        Assert.Equal($"arn:aws:sts::{_world.Account}:assumed-role/{role.Name}/session", (await _world.WhoAmI(lent)).Arn);
        Assert.True(await _world.MayProbe(lent));
        await _world.Delete(role);
        Assert.Equal("InvalidClientTokenId", (await _world.Server.Api.Call(new GetCallerIdentityRequest(), lent)).Error!.Code);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("role")]
    public async Task Who_holds_delegated_credentials_is_lent_a_role_for_an_hour_at_most(string approver)
    {
        var (_, target) = await _world.NewTrustingRole(maximum: 43200);
        var (_, own) = await _world.NewTrustingRole("*");
        var lent = await Lent(approver == "user" ? _world.Admin : await _world.Assume(own, _world.Admin), "sts:AssumeRole");
        var refusal = await _world.Refusal(target, lent, static request => request with { DurationSeconds = 3601 });
        Assert.Equal(
            ("ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."),
            (refusal?.Code, refusal?.Message));
        Assert.Null(await _world.Refusal(target, lent, static request => request with { DurationSeconds = 3600 }));

        // The long-term credentials behind them are under the role's own maximum only.
        Assert.Null(await _world.Refusal(target, _world.Admin, static request => request with { DurationSeconds = 43200 }));
    }

    [Fact]
    public async Task What_a_role_session_hands_on_it_hands_on_when_it_is_lent()
    {
        var (_, own) = await _world.NewTrustingRole("*");
        var approver = await _world.Assume(own, _world.Admin, static request => request with
        {
            SourceIdentity = "anna",
            Tags = [new Tag { Key = "team", Value = "blue" }, new Tag { Key = "mood", Value = "good" }],
            TransitiveTagKeys = ["team"],
        });
        var lent = await Lent(approver, "sts:*");
        var (_, target) = await _world.NewTrustingRole("*");
        var assumed = await _world.Assume(target, lent);
        var again = await _world.Refusal(target, assumed, static request => request with { Tags = [new Tag { Key = "Team", Value = "red" }] });
        Assert.Equal("InvalidParameterValue", again?.Code);
        Assert.Null(await _world.Refusal(target, assumed, static request => request with { Tags = [new Tag { Key = "mood", Value = "bad" }] }));
        Assert.Equal("anna", (await _world.Server.Api.Get(new AssumeRoleRequest { RoleArn = target, RoleSessionName = "session" }, lent)).SourceIdentity);
    }

    [Fact]
    public async Task What_a_provider_said_of_the_approver_is_known_of_what_is_lent()
    {
        const string Provider = "arn:aws:iam::123456789012:saml-provider/people";
        var (role, _) = await _world.NewRole(
            World.TrustAccount(_world.Account),
            document: $$$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"},"""
                + $$$$"""{"Effect":"Allow","Action":"{{{{World.Probe}}}}","Resource":"*","Condition":{"StringEquals":"""
                + $$$$"""{"saml:sub":"jane","aws:FederatedProvider":"{{{{Provider}}}}","sts:RequestContext/daypass:Account":"1"}}}]}""");
        foreach (var (subject, allowed) in new[] { ("jane", true), ("john", false) })
        {
            var grant = new SessionGrant
            {
                Kind = SessionKind.Role,
                Account = _world.Account,
                PrincipalId = role.Id,
                PrincipalName = role.Name,
                SessionName = subject,
                FederatedProvider = Provider,
                FederatedKeys = [SessionKey.Single("saml:sub", subject)],
                RequestContext =
                    [SessionKey.Single("sts:RequestContext/daypass:Account", "1"),
                    new SessionKey("sts:RequestContextProviders", ["arn:aws:iam::aws:contextProvider/Daypass"])],
            };
            var approver = _world.Parts.Mint.Mint(grant, TimeSpan.FromHours(1)).ToCredentials().ToSigning();
            Assert.Equal(allowed, await _world.MayProbe(approver));
            Assert.Equal(allowed, await _world.MayProbe(await Lent(approver)));
        }
    }

    [Fact]
    public async Task Revoking_what_was_issued_ends_what_was_lent_however_late_it_is_had()
    {
        var (user, key) = await _world.NewUser("*");
        var token = await Token(key);
        _world.Clock.Advance(TimeSpan.FromMinutes(10));
        var until = _world.Clock.GetUtcNow();
        var lent = (await _world.Server.Api.Get(new GetDelegatedAccessTokenRequest { TradeInToken = token }, _partner.Admin)).Credentials!.ToSigning();
        Assert.True(await _world.MayProbe(lent));

        var revocation =
            $$$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":"""
            + $$$$"""{"aws:TokenIssueTime":"{{{{until:yyyy-MM-dd'T'HH:mm:ss'Z'}}}}"}}}]}""";
        await _world.Server.Api.Get(
            new PutUserPolicyRequest { UserName = user.Name, PolicyName = "AWSRevokeOlderSessions", PolicyDocument = revocation }, _world.Admin);
        Assert.False(await _world.MayProbe(lent));
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(
            await _world.MayProbe(
            (await _world.Server.Api.Get(new GetDelegatedAccessTokenRequest { TradeInToken = token }, _partner.Admin)).Credentials!.ToSigning()));
        Assert.True(await _world.MayProbe(key));
    }

    [Fact]
    public async Task A_partner_that_was_removed_trades_nothing_in_any_more()
    {
        var token = await Token(_world.Admin);
        var lent = (await _world.Server.Api.Get(new GetDelegatedAccessTokenRequest { TradeInToken = token }, _partner.Admin)).Credentials!.ToSigning();
        Assert.Null(await _world.Parts.Partners.Remove(_partner.Id, default));
        var refusal = (await _world.Server.Api.Call(new GetDelegatedAccessTokenRequest { TradeInToken = token }, _partner.Admin)).Error;
        Assert.Equal(("AccessDenied", 403), (refusal?.Code, refusal?.Status));
        Assert.True(await _world.MayProbe(lent));
    }

    [Fact]
    public async Task Credentials_may_be_had_again_until_the_time_is_over_and_all_end_then()
    {
        var token = await Token(_world.Admin);
        var until = _world.Clock.GetUtcNow().AddSeconds(3600);
        _world.Clock.Advance(TimeSpan.FromSeconds(3599));
        var answer = await _world.Server.Api.Get(new GetDelegatedAccessTokenRequest { TradeInToken = token }, _partner.Admin);
        Assert.Equal(until, answer.Credentials!.Expiration);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = await _world.Server.Api.Call(new GetDelegatedAccessTokenRequest { TradeInToken = token }, _partner.Admin);
        Assert.Equal(("ExpiredTradeInTokenException", 400), (late.Error!.Code, late.Error.Status));
        Assert.Equal("ExpiredToken", (await _world.Server.Api.Call(new GetCallerIdentityRequest(), answer.Credentials.ToSigning())).Error!.Code);
    }

    [Fact]
    public async Task A_root_approver_lends_for_four_hours_at_most()
    {
        var token = await Token(_world.Root, seconds: 43200);
        var answer = await _world.Server.Api.Get(new GetDelegatedAccessTokenRequest { TradeInToken = token }, _partner.Admin);
        Assert.Equal(_world.Clock.GetUtcNow().AddHours(4), answer.Credentials!.Expiration);
        Assert.Equal($"arn:aws:iam::{_world.Account}:root", answer.AssumedPrincipal);
        Assert.False((await _world.Server.Api.Call(new ListUsersRequest(), answer.Credentials.ToSigning())).Succeeded);
        Assert.True(await _world.MayProbe(answer.Credentials.ToSigning()));
    }

    [Fact]
    public async Task A_token_is_good_for_the_partner_only_and_for_nothing_else()
    {
        var token = await Token(_world.Admin);
        foreach (var (text, caller) in new[] { (token, _world.Admin),
            (token[..^3] + (token.EndsWith("AAA", StringComparison.Ordinal) ? "BBB" : "AAA"), _partner.Admin), ("DPT1", _partner.Admin),
            ("nonsense", _partner.Admin) })
        {
            var refusal = (await _world.Server.Api.Call(new GetDelegatedAccessTokenRequest { TradeInToken = text }, caller)).Error;
            Assert.Equal(("AccessDenied", 403), (refusal!.Code, refusal.Status));
        }

        Assert.Equal(
            "InvalidClientTokenId", (await _world.Server.Api.Call(new GetCallerIdentityRequest(), _partner.Admin with { SessionToken = token })).Error!.Code);
        Assert.Equal(
            "InvalidAuthorizationMessageException",
            (await _world.Server.Api.Call(new DecodeAuthorizationMessageRequest { EncodedMessage = token }, _partner.Admin)).Error!.Code);
    }
}
