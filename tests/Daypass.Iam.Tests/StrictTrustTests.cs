using Daypass.Policy.Validation;

namespace Daypass.Iam.Tests;

/// <summary>With <c>--strict-trust</c> no role is saved that strangers with an account at GitHub or GitLab could take, whichever way the document goes about
/// it.</summary>
public sealed class StrictTrustTests(StrictTrustTests.StrictWorld strict) : IClassFixture<StrictTrustTests.StrictWorld>
{
    private readonly TrustOfIssuers _trust = new(strict.World);

    private const string GitHub = TrustOfIssuers.GitHub;
    private const string Subject = GitHub + ":sub";

    [Theory, MemberData(nameof(TrustOfIssuers.Issuers), MemberType = typeof(TrustOfIssuers))]
    public async Task Every_shared_issuer_is_trusted_with_its_claim_only(string issuer, string claim, string value)
    {
        var key = claim[0] == ':' ? issuer + claim : claim;

        await _trust.IsRefused(_trust.Trust(issuer, null));
        await _trust.IsRefused(_trust.Trust(issuer, $$"""{"StringEquals":{"{{issuer}}:amr":"authenticated"} }"""));
        await _trust.IsRefused(_trust.Trust(issuer, $$"""{"StringLike":{"{{key}}":"*"} }"""));
        await _trust.IsSaved(_trust.Trust(issuer, $$"""{"StringEquals":{"{{key}}":"{{value}}"} }"""));
        await _trust.IsSaved(_trust.Trust(issuer, $$"""{"StringEqualsIgnoreCase":{"{{key}}":"{{value}}"} }"""));
    }

    [Theory]
    [InlineData("StringEqualsIfExists", "repo:octo-org/app")]
    [InlineData("StringLikeIfExists", "repo:octo-org/*")]
    [InlineData("StringNotEquals", "repo:evil/app")]
    [InlineData("StringNotLike", "repo:evil/*")]
    [InlineData("StringNotEqualsIgnoreCase", "repo:evil/app")]
    [InlineData("ForAllValues:StringLike", "repo:octo-org/*")]
    [InlineData("ForAnyValue:StringNotLike", "repo:evil/*")]
    [InlineData("ForAnyValue:StringLike", "*")]
    [InlineData("ForAnyValue:StringLikeIfExists", "repo:octo-org/*")]
    [InlineData("Null", "false")]
    [InlineData("Bool", "true")]
    [InlineData("NumericGreaterThan", "0")]
    [InlineData("NumericEquals", "1")]
    [InlineData("DateGreaterThan", "2001-01-01T00:00:00Z")]
    [InlineData("ArnLike", "arn:*:*:*:*:*")]
    [InlineData("ArnNotLike", "arn:aws:iam::123456789012:role/x")]
    [InlineData("StringLike", "*")]
    [InlineData("StringLike", "**")]
    [InlineData("StringLike", "*?*")]
    [InlineData("StringLike", "?*")]
    [InlineData("StringLike", "repo:*")]
    [InlineData("StringLike", "repo:octo-*")]
    [InlineData("StringLike", "repo:*/app:*")]
    [InlineData("StringLike", "repo:oct?-org/app:*")]
    [InlineData("StringEquals", "*")]
    [InlineData("StringEquals", "${token.actions.githubusercontent.com:sub}")]
    [InlineData("StringLike", "${token.actions.githubusercontent.com:sub}")]
    [InlineData("StringLike", "repo:${token.actions.githubusercontent.com:actor}/app:*")]
    [InlineData("StringEquals", "${aws:RequestTag/none, 'repo:octo-org/app'}")]
    public async Task A_comparison_that_strangers_pass_too_is_no_condition(string comparison, string value) =>
        await _trust.IsRefused(_trust.Trust(GitHub, $$"""{"{{comparison}}":{"{{Subject}}":"{{value}}"} }"""));

    [Theory]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":["repo:octo-org/app:*","*"]}}""")]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:sub":[]}}""")]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"} }""")]
    [InlineData("""{"StringEquals":{"gitlab.com:sub":"project_path:group/project:ref_type:branch:ref:main"} }""")]
    [InlineData("""{"StringEquals":{"aws:FederatedProvider":"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"} }""")]
    [InlineData("""{"StringLike":{"sts:RoleSessionName":"deployer"} }""")]
    [InlineData("""{"NumericLessThan":{"token.actions.githubusercontent.com:repository_owner_id":"99999999999"} }""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:repository_owner_id":"1*"} }""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:actor":"octocat"} }""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:job_workflow_ref":"*/deploy.yml@refs/heads/main"} }""")]
    public async Task A_condition_on_something_else_is_none(string condition) => await _trust.IsRefused(_trust.Trust(GitHub, condition));

    [Theory]
    [InlineData("sts:*")]
    [InlineData("STS:assumeRolewithWEBidentity")]
    [InlineData("sts:AssumeRole*")]
    [InlineData("sts:Assume?oleWithWebIdentity")]
    public async Task However_the_action_is_written(string action) => await _trust.IsRefused(_trust.Trust(GitHub, null, action));

    [Theory]
    [InlineData(GitHub + "/")]
    [InlineData("Token.Actions.GithubUserContent.COM")]
    [InlineData("GITLAB.com")]
    [InlineData("gitlab.com/")]
    public async Task A_slash_at_the_end_or_another_case_is_the_same_issuer(string issuer)
    {
        await _trust.IsRefused(_trust.Trust(issuer, null));
        await _trust.IsRefused(_trust.Trust(issuer, $$"""{"StringLike":{"{{issuer}}:sub":"*"} }"""));
    }

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public async Task One_open_statement_beside_a_closed_one_is_refused(string place)
    {
        var closed = _trust.Statement(GitHub, $$"""{"StringEquals":{"{{Subject}}":"repo:octo-org/app:ref:refs/heads/main"} }""");
        var open = _trust.Statement(GitHub, null);

        await _trust.IsRefused(TrustOfIssuers.Document(place == "first" ? $"{open},{closed}" : $"{closed},{open}"));
        await _trust.IsSaved(TrustOfIssuers.Document($"{closed},{closed}"));
    }

    [Fact]
    public async Task One_open_issuer_beside_a_closed_one_in_a_statement_is_refused() =>
        await _trust.IsRefused(
            TrustOfIssuers.Document($$"""{"Effect":"Allow","Principal":{"Federated":["{{_trust.Arn(GitHub)}}","{{_trust.Arn("gitlab.com")}}"]}"""
            + $$""","Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"{{Subject}}":"repo:octo-org/app:ref:refs/heads/main"} } }"""));

    [Theory]
    [InlineData("\"Principal\":\"*\"")]
    [InlineData("\"Principal\":{\"Federated\":\"*\"}")]
    [InlineData("\"Principal\":{\"Federated\":\"arn:aws:iam::123456789012:oidc-provider/*\"}")]
    [InlineData("\"NotPrincipal\":{\"AWS\":\"123456789012\"}")]
    [InlineData("\"NotPrincipal\":{\"Federated\":\"arn:aws:iam::123456789012:oidc-provider/gitlab.com\"}")]
    public async Task A_principal_that_takes_every_issuer_in_is_refused(string principal) =>
        await _trust.IsRefused(TrustOfIssuers.Document($$"""{"Effect":"Allow",{{principal}},"Action":"sts:AssumeRoleWithWebIdentity"}"""));

    [Fact]
    public async Task An_allowance_of_everything_but_something_takes_the_operation_in() =>
        await _trust.IsRefused(
            TrustOfIssuers.Document($$"""{"Effect":"Allow","Principal":{"Federated":"{{_trust.Arn(GitHub)}}"},"NotAction":"sts:TagSession"}"""));

    [Fact]
    public async Task Escapes_in_the_document_hide_nothing() =>
        await _trust.IsRefused(_trust.Trust(GitHub, null).Replace("token.actions", "\\u0074oken\\u002eactions", StringComparison.Ordinal));

    [Fact]
    public async Task A_provider_whose_tokens_name_it_with_a_slash_can_be_trusted() =>
        await _trust.IsSaved(_trust.Trust("tenant.auth0.example.com/", """{"StringEquals":{"tenant.auth0.example.com/:sub":"client@clients"} }"""));

    /// <summary>A server that is strict about trust.</summary>
    public sealed class StrictWorld : IAsyncLifetime
    {
        public IamWorld World { get; } = new() { Adjust = static options => options with { Trust = new TrustRules { IsStrict = true } } };

        public Task InitializeAsync() => World.InitializeAsync();

        public Task DisposeAsync() => World.DisposeAsync();
    }
}
