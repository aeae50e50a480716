using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

/// <summary>Roles that trust identity providers, and whether a server saves them.</summary>
internal sealed class TrustOfIssuers(IamWorld world)
{
    public const string GitHub = "token.actions.githubusercontent.com";

    /// <summary>Each issuer that many organizations share, its claim, and a value that says whose the token is.</summary>
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

    public static string Document(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";

    public string Arn(string issuer) => issuer is "cognito-identity.amazonaws.com" or "accounts.google.com" or "www.amazon.com" or "graph.facebook.com"
        ? issuer : world.Arn("oidc-provider/" + issuer);

    public string Trust(string issuer, string? condition, string action = "sts:AssumeRoleWithWebIdentity") => Document(Statement(issuer, condition, action));

    public string Statement(string issuer, string? condition, string action = "sts:AssumeRoleWithWebIdentity") =>
        $$"""{"Effect":"Allow","Principal":{"Federated":"{{Arn(issuer)}}"},"Action":"{{action}}" """
        + $$"""{{(condition is null ? "" : ",\"Condition\":" + condition)}}}""";

    public async Task IsRefused(string document, string? message = null)
    {
        var error = (await world.Server.Api.Call(new CreateRoleRequest { RoleName = "open", AssumeRolePolicyDocument = document }, world.Admin)).Error;
        Assert.Equal(("MalformedPolicyDocument", 400), Of(error));
        Assert.Equal(message ?? error!.Message, error!.Message);
        var name = await NewRole(world.TrustsAccount());
        Assert.Equal(
            ("MalformedPolicyDocument", 400),
            Of((await world.Server.Api.Call(new UpdateAssumeRolePolicyRequest { RoleName = name, PolicyDocument = document }, world.Admin)).Error));
        Assert.Equal(world.TrustsAccount(), (await world.Do(new GetRoleRequest { RoleName = name })).Role.AssumeRolePolicyDocument);
    }

    public async Task IsSaved(string document)
    {
        var name = await NewRole(document);
        await world.Do(new UpdateAssumeRolePolicyRequest { RoleName = name, PolicyDocument = document });
        Assert.Equal(document, (await world.Do(new GetRoleRequest { RoleName = name })).Role.AssumeRolePolicyDocument);
    }

    private async Task<string> NewRole(string document) =>
        (await world.Do(new CreateRoleRequest { RoleName = $"r{Guid.NewGuid():N}", AssumeRolePolicyDocument = document })).Role.RoleName;

    private static (string Code, int Status) Of(AwsError? error) => error is null ? ("saved", 200) : (error.Code, error.Status);
}
