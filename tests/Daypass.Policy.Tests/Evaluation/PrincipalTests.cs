using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Tests.Evaluation;

public sealed class PrincipalTests
{
    [Theory]
    [InlineData(null, PrincipalKind.AnonymousCaller, "")]
    [InlineData("arn:aws:iam::111111111111:root", PrincipalKind.Root, "111111111111")]
    [InlineData("arn:aws:iam::111111111111:user/p/alice", PrincipalKind.User, "111111111111")]
    [InlineData("arn:aws:iam::111111111111:role/app", PrincipalKind.Role, "111111111111")]
    [InlineData("arn:aws-cn:sts::111111111111:assumed-role/app/s", PrincipalKind.RoleSession, "111111111111")]
    [InlineData("arn:aws:sts::111111111111:federated-user/fred", PrincipalKind.FederatedUser, "111111111111")]
    [InlineData("lambda.amazonaws.com", PrincipalKind.Service, "")]
    [InlineData("accounts.google.com", PrincipalKind.Federated, "")]
    [InlineData("arn:aws:iam::111111111111:saml-provider/Corp", PrincipalKind.Federated, "")]
    [InlineData("arn:aws:iam::111111111111:oidc-provider/id.example.com", PrincipalKind.Federated, "")]
    public void A_caller_is_read_from_its_text(string? text, PrincipalKind kind, string account)
    {
        var principal = Principal.Parse(text);
        Assert.NotNull(principal);
        Assert.Equal((kind, account, text), (principal.Kind, principal.Account, principal.Arn));
    }

    [Theory]
    [InlineData("arn:aws:iam::111111111111:group/g")]
    [InlineData("arn:aws:s3")]
    [InlineData("alice")]
    [InlineData("")]
    public void Other_text_names_no_caller(string text) => Assert.Null(Principal.Parse(text));

    [Fact]
    public void A_session_has_the_unique_id_of_its_role_and_its_own_name()
    {
        var session = Principal.RoleSession("arn:aws:sts::111111111111:assumed-role/app/s1", "arn:aws:iam::111111111111:role/svc/app", "AROAAPPAPPAPPAPPAPPAP");
        Assert.Equal("AROAAPPAPPAPPAPPAPPAP:s1", session.UniqueId);
        Assert.Null(Principal.RoleSession("arn:aws:sts::111111111111:assumed-role/app/s1").UniqueId);
    }

    [Fact]
    public void A_canonical_user_id_names_the_callers_account()
    {
        const string Id = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
        var policy = Ask.Named(Ask.Document($$"""{"Effect":"Allow","Principal":{"CanonicalUser":"{{Id}}"},"Action":"s3:*","Resource":"*"}"""), PolicyKind.Resource);
        Decision Decide(string canonicalId, params string[] identity)
        {
            var stranger = Principal.User("arn:aws:iam::222222222222:user/eve", null, canonicalId);
            return PolicyEngine.Decide(
                Ask.Request(stranger, "s3:GetObject", "arn:aws:s3:::b/k", Ask.Account),
                new PolicySet { ResourcePolicy = policy, IdentityPolicies = [.. identity.Select(json => Ask.Named(json))] });
        }

        Assert.True(Decide(Id, Ask.Allow("s3:*")).IsAllowed);
        Assert.Equal(DecisionLayer.Identity, Decide(Id).Layer);
        Assert.Equal(DecisionLayer.Resource, Decide(new string('0', 64), Ask.Allow("s3:*")).Layer);
    }
}
