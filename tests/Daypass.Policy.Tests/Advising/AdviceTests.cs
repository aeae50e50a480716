using Daypass.Policy.Advising;
using Daypass.Policy.Language;

namespace Daypass.Policy.Tests.Advising;

public sealed class AdviceTests
{
    private const string GitHub = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";

    [Theory]
    [InlineData(null)]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"*"}}""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:*"}}""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:octo*"}}""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:*/app:*"}}""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":["repo:octo-org/app:*","*"]}}""")]
    [InlineData("""{"StringLikeIfExists":{"token.actions.githubusercontent.com:sub":"repo:octo-org/app:*"}}""")]
    [InlineData("""{"ForAllValues:StringLike":{"token.actions.githubusercontent.com:sub":"repo:octo-org/app:*"}}""")]
    [InlineData("""{"StringNotEquals":{"token.actions.githubusercontent.com:sub":"repo:octo-org/app"}}""")]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:sub":[]}}""")]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:actor":"octocat"}}""")]
    public void Trust_in_a_shared_issuer_without_a_specific_claim_is_refused_when_strict(string? condition)
    {
        var advice = Assert.Single(PolicyAdvice.FindAll(Trust(GitHub, condition), PolicyKind.Trust), found => found.Rule == PolicyAdvice.SharedIssuer);
        Assert.True(advice.IsRefusedWhenStrict);
        Assert.Contains("token.actions.githubusercontent.com:sub", advice.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:sub":"repo:octo-org/app:ref:refs/heads/main"}}""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:octo-org/*"}}""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:job_workflow_ref":"octo-org/app/*"}}""")]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:repository_owner_id":"42"}}""")]
    public void A_claim_that_names_the_owner_suffices(string condition) =>
        Assert.DoesNotContain(PolicyAdvice.FindAll(Trust(GitHub, condition), PolicyKind.Trust), found => found.Rule == PolicyAdvice.SharedIssuer);

    [Fact]
    public void Another_action_or_a_denial_lets_nobody_in()
    {
        Assert.Empty(PolicyAdvice.FindAll(PolicyFixture.Trust($$"""{"Federated":"{{GitHub}}"}""", "sts:TagSession"), PolicyKind.Trust));
        Assert.Empty(PolicyAdvice.FindAll(PolicyFixture.Trust($$"""{"Federated":"{{GitHub}}"}""", "sts:AssumeRoleWithWebIdentity", "Deny"), PolicyKind.Trust));
    }

    [Fact]
    public void An_issuer_of_ones_own_is_only_warned_about()
    {
        var own = "arn:aws:iam::111111111111:oidc-provider/id.example.com/realms/a";
        var advice = Assert.Single(PolicyAdvice.FindAll(Trust(own, null), PolicyKind.Trust));
        Assert.Equal((PolicyAdvice.AnySubject, false), (advice.Rule, advice.IsRefusedWhenStrict));
        Assert.Empty(PolicyAdvice.FindAll(Trust(own, """{"StringEquals":{"id.example.com/realms/a:sub":"alice"}}"""), PolicyKind.Trust));
    }

    [Fact]
    public void ForAllValues_in_an_allow_is_warned_about_unless_the_key_must_be_there()
    {
        const string All = """
            "ForAllValues:StringEquals":{"aws:TagKeys":"team"}
            """;
        Assert.Equal(PolicyAdvice.ForAllValues,
            Assert.Single(PolicyAdvice.FindAll(PolicyFixture.Allow("s3:*", "*", "{" + All + "}"), PolicyKind.Identity)).Rule);
        Assert.Empty(PolicyAdvice.FindAll(PolicyFixture.Allow("s3:*", "*", "{" + All + """,  "Null":{"aws:TagKeys":"false"}}"""), PolicyKind.Identity));
        Assert.Empty(PolicyAdvice.FindAll(PolicyFixture.Deny("s3:*", "*", "{" + All + "}"), PolicyKind.Identity));
    }

    [Theory]
    [InlineData("""{"AWS":"222222222222"}""", null, true)]
    [InlineData("""{"AWS":"arn:aws:iam::222222222222:role/r"}""", null, true)]
    [InlineData("""{"AWS":"111111111111"}""", null, false)]
    [InlineData("""{"AWS":"*"}""", null, true)]
    [InlineData("""{"Service":"lambda.amazonaws.com"}""", null, true)]
    [InlineData("""{"AWS":"222222222222"}""", """{"StringEquals":{"sts:ExternalId":"42"}}""", false)]
    [InlineData("""{"AWS":"222222222222"}""", """{"StringEqualsIfExists":{"sts:ExternalId":"42"}}""", true)]
    [InlineData("""{"AWS":"222222222222"}""", """{"StringNotEquals":{"sts:ExternalId":"42"}}""", true)]
    [InlineData("""{"Service":"lambda.amazonaws.com"}""", """{"StringEquals":{"aws:SourceAccount":"111111111111"}}""", false)]
    public void Trust_beyond_the_account_without_a_condition_is_warned_about(string principal, string? condition, bool warned)
    {
        var json = PolicyFixture.Document(
            $$"""{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"{{(condition is null ? "" : ",\"Condition\":" + condition)}}}""");
        Assert.Equal(warned, PolicyAdvice.FindAll(json, PolicyKind.Trust, "111111111111").Any(advice => advice.Rule == PolicyAdvice.UnconditionalTrust));
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:UserNam":"x"}}""", "aws:UserNam")]
    [InlineData("""{"StringEquals":{"sts:Foo":"x"}}""", "sts:Foo")]
    [InlineData("""{"StringEquals":{"aws:username":"${aws:PrincipelTag/a}"}}""", "aws:PrincipelTag/a")]
    public void A_key_that_no_request_can_carry_is_named(string condition, string key)
    {
        var advice = Assert.Single(PolicyAdvice.FindAll(PolicyFixture.Allow("s3:*", "*", condition), PolicyKind.Identity));
        Assert.Equal(PolicyAdvice.UnknownKey, advice.Rule);
        Assert.Contains(key, advice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_multivalued_key_without_a_set_operator_is_named()
    {
        var advice = Assert.Single(PolicyAdvice.FindAll(PolicyFixture.Allow("s3:*", "*", """{"StringEquals":{"aws:TagKeys":"team"}}"""), PolicyKind.Identity));
        Assert.Equal(PolicyAdvice.MissingSetOperator, advice.Rule);
    }

    [Fact]
    public void Keys_of_other_services_are_not_ours_to_judge() =>
        Assert.Empty(PolicyAdvice.FindAll(PolicyFixture.Allow("s3:*", "*", """{"StringEquals":{"s3:prefix":"x","orders:tenant":"y"}}"""), PolicyKind.Identity));

    private static string Trust(string provider, string? condition) => PolicyFixture.Document(
        $$"""{"Effect":"Allow","Principal":{"Federated":"{{provider}}"},"Action":"sts:"""
            + $$"""AssumeRoleWithWebIdentity"{{(condition is null ? "" : ",\"Condition\":" + condition)}}}""");
}
