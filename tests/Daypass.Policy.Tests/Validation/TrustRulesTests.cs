using Daypass.Policy.Language;
using Daypass.Policy.Validation;

namespace Daypass.Policy.Tests.Validation;

/// <summary>Which services may be trusted, and what an operator may change of the rules.</summary>
public sealed class TrustRulesTests
{
    [Theory]
    [InlineData("lambda.amazonaws.com")]
    [InlineData("ec2.amazonaws.com.cn")]
    [InlineData("logs.us-east-1.amazonaws.com")]
    [InlineData("states.us-gov-west-1.amazonaws.com")]
    [InlineData("ec2.cn-north-1.amazonaws.com.cn")]
    [InlineData("s3.eusc-de-east-1.amazonaws.eu")]
    [InlineData("ec2.c2s.ic.gov")]
    [InlineData("delivery.logs.amazonaws.com")]
    [InlineData("ops.apigateway.amazonaws.com")]
    [InlineData("member.org.stacksets.cloudformation.amazonaws.com")]
    [InlineData("dynamodb.application-autoscaling.amazonaws.com")]
    [InlineData("ecs-tasks.amazonaws.com")]
    [InlineData("edgelambda.amazonaws.com")]
    [InlineData("pods.eks.amazonaws.com")]
    [InlineData("alexa-appkit.amazon.com")]
    public void A_service_of_AWS_may_be_trusted(string service) => Assert.Null(Validate(service));

    [Theory]
    [InlineData("amazonaws.com")]
    [InlineData(".amazonaws.com")]
    [InlineData("us-east-1.amazonaws.com")]
    [InlineData("lambda.amazonaws.con")]
    [InlineData("lambda.amazonaws.com.uk")]
    [InlineData("lambda.amazonaws.com.")]
    [InlineData("ec2.aws.com")]
    [InlineData("nosuch.amazonaws.com")]
    [InlineData("lambdas.amazonaws.com")]
    [InlineData("ec3.us-east-1.amazonaws.com")]
    [InlineData("logs.useast1.amazonaws.com")]
    [InlineData("us-east-1.logs.amazonaws.com")]
    [InlineData("x.delivery.logs.amazonaws.com")]
    [InlineData("Lambda.amazonaws.com")]
    [InlineData("lambda.amazonaws.com ")]
    [InlineData("evil.lambda.amazonaws.com.example.org")]
    [InlineData("*.amazonaws.com")]
    [InlineData("lambda")]
    [InlineData("custom.rds")]
    [InlineData("access-grants.s3")]
    [InlineData("nosuch.amazon.com")]
    [InlineData("*")]
    [InlineData("")]
    public void A_service_that_AWS_has_not_is_refused(string service)
    {
        var fault = Validate(service)!;
        Assert.Equal(("MalformedPolicyDocument", $"Invalid principal in policy: \"SERVICE\":\"{service}\""), (fault.Code, fault.Message));
    }

    [Fact]
    public void One_wrong_service_of_several_is_named() => Assert.Equal(
        "Invalid principal in policy: \"SERVICE\":\"nosuch.amazonaws.com\"",
        PolicyValidator.Validate(PolicyFixture.Trust("""{"Service":["lambda.amazonaws.com","nosuch.amazonaws.com"]}"""), PolicyKind.Trust)!.Message);

    [Fact]
    public void Services_of_ones_own_may_be_trusted_when_they_are_named()
    {
        var own = new TrustRules { Services = ["backup.internal", "*.svc.example.com"] };

        Assert.NotNull(Validate("backup.internal"));
        Assert.Null(Validate("backup.internal", own));
        Assert.Null(Validate("billing.svc.example.com", own));
        Assert.Null(Validate("a.b.svc.example.com", own));
        Assert.Null(Validate("lambda.amazonaws.com", own));
        Assert.NotNull(Validate("svc.example.com", own));
        Assert.NotNull(Validate("xsvc.example.com", own));
        Assert.NotNull(Validate("restore.backup.internal", own));
    }

    [Theory]
    [InlineData("StringLike", "\"repo:octo-*\"")]
    [InlineData("StringLike", "\"repo:acme*/site*:environment:prod\"")]
    [InlineData("StringLike", "\"?*\"")]
    [InlineData("StringEquals", "[]")]
    [InlineData("StringEquals", "\"${aws:username}\"")]
    [InlineData("ForAllValues:StringLike", "\"repo:octo-org/*\"")]
    public void What_AWS_takes_of_a_shared_issuer_is_refused_when_strict_only(string comparison, string value)
    {
        var json = GitHub($$"""{"{{comparison}}":{"token.actions.githubusercontent.com:sub":{{value}} } }""");

        Assert.Null(PolicyValidator.Validate(json, PolicyKind.Trust));
        var fault = PolicyValidator.Validate(json, PolicyKind.Trust, new TrustRules { IsStrict = true })!;
        Assert.Equal(("MalformedPolicyDocument", "shared-issuer"), (fault.Code, fault.Detail));
    }

    [Fact]
    public void Strict_servers_say_what_AWS_says_to_what_AWS_refuses()
    {
        var strict = new TrustRules { IsStrict = true };

        Assert.Contains("which is not scoped to all.", PolicyValidator.Validate(GitHub("{}"), PolicyKind.Trust, strict)!.Message, StringComparison.Ordinal);
        Assert.Null(PolicyValidator.Validate(
            GitHub("""{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:octo-org/*"}}"""), PolicyKind.Trust, strict));
    }

    private static PolicyFault? Validate(string service, TrustRules? rules = null) =>
        PolicyValidator.Validate(PolicyFixture.Trust($$"""{"Service":"{{service}}"}"""), PolicyKind.Trust, rules);

    private static string GitHub(string condition) => PolicyFixture.Document(
        """{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com"}"""
        + $$""","Action":"sts:AssumeRoleWithWebIdentity","Condition":{{condition}}}""");
}
