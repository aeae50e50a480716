namespace Daypass.Iam.Tests;

/// <summary>Which trust in the issuers of many organizations is saved: what AWS saves.</summary>
public sealed class SharedIssuerTests(IamWorld world) : IClassFixture<IamWorld>
{
    private const string GitHub = TrustOfIssuers.GitHub;
    private const string Subject = GitHub + ":sub";

    private readonly TrustOfIssuers _trust = new(world);

    [Theory]
    [InlineData("gitlab.com", ":sub")]
    [InlineData("agent.buildkite.com", ":sub")]
    [InlineData("app.terraform.io", ":sub")]
    [InlineData("oidc.codefresh.io", ":sub")]
    [InlineData("studio.datachain.ai/api", ":sub")]
    [InlineData("scalr.io", ":sub")]
    [InlineData("tokens.cloud.shisho.dev", ":sub")]
    [InlineData("proidc.upbound.io", ":sub")]
    [InlineData("oidc.vercel.com", ":aud")]
    [InlineData("api.pulumi.com/oidc", ":aud")]
    [InlineData("sandboxes.cloud", ":aud")]
    [InlineData("vstoken.actions.githubusercontent.com", ":sub")]
    [InlineData("oidc-configuration.audit-log.githubusercontent.com", ":sub")]
    [InlineData("oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu", ":sub")]
    [InlineData("sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "sts:RoleSessionName")]
    public async Task Every_issuer_that_AWS_names_is_trusted_with_its_claim_only(string issuer, string claim)
    {
        var key = claim[0] == ':' ? issuer + claim : claim;
        var sentence = $"Trust policy with trusted principal {issuer} must evaluate, using StringEquals, StringLike or StringEqualsIgnoreCase, {key}"
            + " which is not scoped to all.";

        await _trust.IsRefused(_trust.Trust(issuer, null), sentence);
        await _trust.IsRefused(_trust.Trust(issuer, $$"""{"StringEquals":{"{{issuer}}:amr":"authenticated"} }"""), sentence);
        await _trust.IsRefused(_trust.Trust(issuer, $$"""{"StringLike":{"{{key}}":"*"} }"""), sentence);
        await _trust.IsRefused(_trust.Trust(issuer, $$"""{"StringEqualsIfExists":{"{{key}}":"x"} }"""), sentence);
        await _trust.IsSaved(_trust.Trust(issuer, $$"""{"StringLike":{"{{key}}":"?*"} }"""));
        await _trust.IsSaved(_trust.Trust(issuer, $$"""{"ForAllValues:StringEqualsIgnoreCase":{"{{key.ToUpperInvariant()}}":""} }"""));
    }

    [Theory]
    [InlineData("accounts.google.com", "oaud", "app_id")]
    [InlineData("www.amazon.com", "app_id", "aud")]
    [InlineData("graph.facebook.com", "sub", "oaud")]
    public async Task The_providers_before_OpenID_Connect_want_an_application_letter_for_letter(string issuer, string claim, string other)
    {
        var sentence = $"Policy trusting {issuer} requires a StringEquals condition on an application id";

        await _trust.IsRefused(_trust.Trust(issuer, null), sentence);
        await _trust.IsRefused(_trust.Trust(issuer, $$"""{"StringEquals":{"{{issuer}}:{{other}}":"x"} }"""), sentence);
        await _trust.IsRefused(_trust.Trust(issuer, $$"""{"StringLike":{"{{issuer}}:{{claim}}":"x"} }"""), sentence);
        await _trust.IsRefused(_trust.Trust(issuer, $$"""{"StringEquals":{"{{issuer}}:{{claim.ToUpperInvariant()}}":"x"} }"""), sentence);
        await _trust.IsSaved(_trust.Trust(issuer, $$"""{"ForAnyValue:StringEquals":{"{{issuer}}:{{claim}}":["*",""]} }"""));
    }

    [Fact]
    public async Task Cognito_wants_a_condition_and_then_its_audience()
    {
        const string cognito = "cognito-identity.amazonaws.com";

        await _trust.IsRefused(_trust.Trust(cognito, null), "A condition block must be present for the Cognito provider");
        await _trust.IsRefused(
            _trust.Trust(cognito, $$"""{"StringEquals":{"{{cognito}}:sub":"x"} }"""),
            $"Trust policy with trusted principal {cognito} must evaluate, using StringEquals, StringLike or StringEqualsIgnoreCase, {cognito}:aud"
                + " which is not scoped to all.");
        await _trust.IsSaved(_trust.Trust(cognito, $$"""{"StringEquals":{"{{cognito}}:aud":"us-east-1:x"} }"""));
    }

    [Theory]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:acme*/site*:environment:prod"} }""")]
    [InlineData("""{"ForAllValues:StringLike":{"token.actions.githubusercontent.com:sub":"repo:My-ORG/*"} }""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:acme@12/site@34:*"} }""")]
    [InlineData("""{"StringEqualsIgnoreCase":{"token.actions.githubusercontent.com:sub":"repo:acme/site:x"} }""")]
    [InlineData("""{"ForAnyValue:StringLike":{"token.actions.githubusercontent.com:job_workflow_ref":"acme/*"} }""")]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:sub":[]} }""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"${aws:username}"} }""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:*"} }""")]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:sub":"x"},"StringLike":{"token.actions.githubusercontent.com:sub":"*"} }""")]
    public async Task GitHub_is_trusted_as_widely_as_at_AWS(string condition) => await _trust.IsSaved(_trust.Trust(GitHub, condition));

    [Theory]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"*/site:*"} }""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":["repo:acme/site:*","**"]} }""")]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:sub":"  "} }""")]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:repository":"acme/site"} }""")]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:repository_owner_id":"1"} }""")]
    [InlineData("""{"StringNotLike":{"token.actions.githubusercontent.com:sub":"repo:evil/*"} }""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:a/b:*","token.actions.githubusercontent.com:job_workflow_ref":"*"} }""")]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"*","token.actions.githubusercontent.com:job_workflow_ref":"a/b/*"} }""")]
    public async Task GitHub_is_not_trusted_more_widely_than_at_AWS(string condition) =>
        await _trust.IsRefused(_trust.Trust(GitHub, condition), Sentence(GitHub));

    [Theory]
    [InlineData("/octo-enterprise")]
    [InlineData("/")]
    [InlineData(".example.test")]
    [InlineData("other")]
    public async Task GitHub_is_known_by_how_its_issuer_begins(string rest)
    {
        var issuer = GitHub + rest;

        await _trust.IsRefused(_trust.Trust(issuer, null), Sentence(issuer));
        await _trust.IsRefused(_trust.Trust(issuer, $$"""{"StringEquals":{"{{Subject}}":"repo:a/b:c"} }"""), Sentence(issuer));
        await _trust.IsSaved(_trust.Trust(issuer, $$"""{"StringEquals":{"{{issuer}}:sub":"repo:a/b:c"} }"""));
    }

    [Theory]
    [InlineData("gitlab.com/private")]
    [InlineData("gitlab.example.com")]
    [InlineData("vstoken.actions.githubusercontent.com/private")]
    public async Task Other_issuers_are_known_by_their_whole_name(string issuer) => await _trust.IsSaved(_trust.Trust(issuer, null));

    [Theory]
    [InlineData("sts:*")]
    [InlineData("STS:assumeRolewithWEBidentity")]
    [InlineData("sts:AssumeRole*")]
    public async Task The_action_is_looked_at_before_the_condition(string action) =>
        await _trust.IsRefused(_trust.Trust(GitHub, null, action), "AssumeRole policy may only specify STS AssumeRole actions.");

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public async Task One_open_statement_beside_a_closed_one_is_refused(string place)
    {
        var closed = _trust.Statement(GitHub, $$"""{"StringEquals":{"{{Subject}}":"repo:octo-org/app:ref:refs/heads/main"} }""");
        var open = _trust.Statement(GitHub, null);

        await _trust.IsRefused(TrustOfIssuers.Document(place == "first" ? $"{open},{closed}" : $"{closed},{open}"), Sentence(GitHub));
        await _trust.IsSaved(TrustOfIssuers.Document($"{closed},{closed}"));
    }

    [Fact]
    public async Task Denials_and_other_actions_let_nobody_in()
    {
        await _trust.IsSaved(_trust.Trust(GitHub, null, "sts:TagSession"));
        await _trust.IsSaved(_trust.Trust(GitHub, null).Replace("\"Allow\"", "\"Deny\"", StringComparison.Ordinal));
    }

    private string Sentence(string issuer) =>
        $"Trust policy with trusted principal {_trust.Arn(issuer)} must evaluate, using StringEquals, StringLike or StringEqualsIgnoreCase, {issuer}:sub or "
            + $"{issuer}:job_workflow_ref which is not scoped to all.";
}
