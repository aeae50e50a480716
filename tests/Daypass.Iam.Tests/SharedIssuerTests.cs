using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

/// <summary>No role is saved that everybody with an account at GitHub or GitLab could take, whichever way the document goes about it.</summary>
public sealed class SharedIssuerTests(IamWorld world) : IClassFixture<IamWorld>
{
    private const string GitHub = "token.actions.githubusercontent.com";
    private const string Subject = GitHub + ":sub";

    /// <summary>Each issuer that AWS names, its claim, and a value that says whose the token is.</summary>
    public static TheoryData<string, string, string> Issuers => new()
    {
        { GitHub, ":sub", "repo:octo-org/app:ref:refs/heads/main" },
        { "vstoken.actions.githubusercontent.com", ":sub", "repo:octo-org/app:ref:refs/heads/main" },
        { "oidc-configuration.audit-log.githubusercontent.com", ":sub", "https://github.com/octo-enterprise" },
        { "gitlab.com", ":sub", "project_path:group/project:ref_type:branch:ref:main" },
        { "agent.buildkite.com", ":sub", "organization:acme:pipeline:deploy:ref:refs/heads/main:commit:abc:step:s" },
        { "app.terraform.io", ":sub", "organization:acme:project:p:workspace:w:run_phase:apply" },
        { "oidc.codefresh.io", ":sub", "account:64884faac2751b77ca7ab324:pipeline:64f7232ab698cfcb95d93cef" },
        { "studio.datachain.ai/api", ":sub", "credentials:acme:clouds" },
        { "scalr.io", ":sub", "account:acme:environment:e:workspace:w" },
        { "tokens.cloud.shisho.dev", ":sub", "job:acme:workflow" },
        { "proidc.upbound.io", ":sub", "mcp:acme/plane:provider:provider-aws" },
        { "oidc.vercel.com", ":aud", "https://vercel.com/acme" },
        { "api.pulumi.com/oidc", ":aud", "acme" },
        { "sandboxes.cloud", ":aud", "https://sandboxes.cloud/acme" },
        { "cognito-identity.amazonaws.com", ":aud", "us-east-1:12345678-1234-1234-1234-123456789012" },
        { "accounts.google.com", ":aud", "1234.apps.googleusercontent.com" },
        { "www.amazon.com", ":app_id", "amzn1.application-oa2-client.acme" },
        { "graph.facebook.com", ":app_id", "1234567890" },
        { "oidc.circleci.com/org/12345678-1234-1234-1234-123456789012", ":sub", "org/12345678-1234-1234-1234-123456789012/project/p/user/u" },
        { "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "sts:RoleSessionName", "MicrosoftSentinel_workspace" },
    };

    [Theory, MemberData(nameof(Issuers))]
    public async Task Every_issuer_that_AWS_names_is_trusted_with_its_claim_only(string issuer, string claim, string value)
    {
        var key = claim[0] == ':' ? issuer + claim : claim;

        await IsRefused(Trust(issuer, null));
        await IsRefused(Trust(issuer, $$"""{"StringEquals":{"{{issuer}}:amr":"authenticated"} }"""));
        await IsRefused(Trust(issuer, $$"""{"StringLike":{"{{key}}":"*"} }"""));
        await IsSaved(Trust(issuer, $$"""{"StringEquals":{"{{key}}":"{{value}}"} }"""));
        await IsSaved(Trust(issuer, $$"""{"StringEqualsIgnoreCase":{"{{key.ToUpperInvariant()}}":"{{value}}"} }"""));
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
        await IsRefused(Trust(GitHub, $$"""{"{{comparison}}":{"{{Subject}}":"{{value}}"} }"""));

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
    public async Task A_condition_on_something_else_is_none(string condition) => await IsRefused(Trust(GitHub, condition));

    [Theory]
    [InlineData("sts:*")]
    [InlineData("STS:assumeRolewithWEBidentity")]
    [InlineData("sts:AssumeRole*")]
    [InlineData("sts:Assume?oleWithWebIdentity")]
    public async Task However_the_action_is_written(string action) => await IsRefused(Trust(GitHub, null, action));

    [Theory]
    [InlineData(GitHub + "/")]
    [InlineData("Token.Actions.GithubUserContent.COM")]
    [InlineData("GITLAB.com")]
    [InlineData("gitlab.com/")]
    public async Task A_slash_at_the_end_or_another_case_is_the_same_issuer(string issuer)
    {
        await IsRefused(Trust(issuer, null));
        await IsRefused(Trust(issuer, $$"""{"StringLike":{"{{issuer}}:sub":"*"} }"""));
    }

    [Fact]
    public async Task An_enterprise_of_ones_own_behind_the_host_is_not_shared() => await IsSaved(Trust(GitHub + "/octo-enterprise", null));

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public async Task One_open_statement_beside_a_closed_one_is_refused(string place)
    {
        var closed = Statement(GitHub, $$"""{"StringEquals":{"{{Subject}}":"repo:octo-org/app:ref:refs/heads/main"} }""");
        var open = Statement(GitHub, null);

        await IsRefused(Document(place == "first" ? $"{open},{closed}" : $"{closed},{open}"));
        await IsSaved(Document($"{closed},{closed}"));
    }

    [Fact]
    public async Task One_open_issuer_beside_a_closed_one_in_a_statement_is_refused() =>
        await IsRefused(
            Document($$"""{"Effect":"Allow","Principal":{"Federated":["{{Arn(GitHub)}}","{{Arn("gitlab.com")}}"]}"""
            + $$""","Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"{{Subject}}":"repo:octo-org/app:ref:refs/heads/main"} } }"""));

    [Theory]
    [InlineData("\"Principal\":\"*\"")]
    [InlineData("\"Principal\":{\"Federated\":\"*\"}")]
    [InlineData("\"Principal\":{\"Federated\":\"arn:aws:iam::123456789012:oidc-provider/*\"}")]
    [InlineData("\"NotPrincipal\":{\"AWS\":\"123456789012\"}")]
    [InlineData("\"NotPrincipal\":{\"Federated\":\"arn:aws:iam::123456789012:oidc-provider/gitlab.com\"}")]
    public async Task A_principal_that_takes_every_issuer_in_is_refused(string principal) =>
        await IsRefused(Document($$"""{"Effect":"Allow",{{principal}},"Action":"sts:AssumeRoleWithWebIdentity"}"""));

    [Fact]
    public async Task An_allowance_of_everything_but_something_takes_the_operation_in() =>
        await IsRefused(Document($$"""{"Effect":"Allow","Principal":{"Federated":"{{Arn(GitHub)}}"},"NotAction":"sts:TagSession"}"""));

    [Fact]
    public async Task Escapes_in_the_document_hide_nothing() =>
        await IsRefused(Trust(GitHub, null).Replace("token.actions", "\\u0074oken\\u002eactions", StringComparison.Ordinal));

    [Fact]
    public async Task A_provider_whose_tokens_name_it_with_a_slash_can_be_trusted() =>
        await IsSaved(Trust("tenant.auth0.example.com/", """{"StringEquals":{"tenant.auth0.example.com/:sub":"client@clients"} }"""));

    private static string Document(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";

    private string Arn(string issuer) => issuer is "cognito-identity.amazonaws.com" or "accounts.google.com" or "www.amazon.com" or "graph.facebook.com"
        ? issuer : world.Arn("oidc-provider/" + issuer);

    private string Trust(string issuer, string? condition, string action = "sts:AssumeRoleWithWebIdentity") => Document(Statement(issuer, condition, action));

    private string Statement(string issuer, string? condition, string action = "sts:AssumeRoleWithWebIdentity") =>
        $$"""{"Effect":"Allow","Principal":{"Federated":"{{Arn(issuer)}}"},"Action":"{{action}}" """
        + $$"""{{(condition is null ? "" : ",\"Condition\":" + condition)}}}""";

    private async Task IsRefused(string document)
    {
        Assert.Equal(
            ("MalformedPolicyDocument", 400),
            Of((await world.Server.Api.Call(new CreateRoleRequest { RoleName = "open", AssumeRolePolicyDocument = document }, world.Admin)).Error));
        var name = await NewRole(world.TrustsAccount());
        Assert.Equal(
            ("MalformedPolicyDocument", 400),
            Of((await world.Server.Api.Call(new UpdateAssumeRolePolicyRequest { RoleName = name, PolicyDocument = document }, world.Admin)).Error));
        Assert.Equal(world.TrustsAccount(), (await world.Do(new GetRoleRequest { RoleName = name })).Role.AssumeRolePolicyDocument);
    }

    private async Task IsSaved(string document)
    {
        var name = await NewRole(document);
        await world.Do(new UpdateAssumeRolePolicyRequest { RoleName = name, PolicyDocument = document });
        Assert.Equal(document, (await world.Do(new GetRoleRequest { RoleName = name })).Role.AssumeRolePolicyDocument);
    }

    private async Task<string> NewRole(string document) =>
        (await world.Do(new CreateRoleRequest { RoleName = $"r{Guid.NewGuid():N}", AssumeRolePolicyDocument = document })).Role.RoleName;

    private static (string Code, int Status) Of(AwsError? error) => error is null ? ("saved", 200) : (error.Code, error.Status);
}
