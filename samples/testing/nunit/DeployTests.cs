using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Daypass.Testing;

namespace Deploy.Tests;

/// <summary>Who may assume the role that deploys. Each test has an account of its own, so they run in parallel.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DeployTests
{
    [Test]
    public async Task Who_knows_the_external_id_may_deploy()
    {
        var account = await NewAccount();
        using var sts = account.Client<AmazonSecurityTokenServiceClient>("ci");

        var answer = await sts.AssumeRoleAsync(Request(account.RoleArn("deploy"), "blue"));

        Assert.That(answer.AssumedRoleUser.Arn, Is.EqualTo($"arn:aws:sts::{account.Id}:assumed-role/deploy/build"));
    }

    [Test]
    public async Task Who_does_not_know_it_is_refused_by_the_trust_policy()
    {
        var account = await NewAccount();
        using var sts = account.Client<AmazonSecurityTokenServiceClient>("ci");

        var refused = Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleAsync(Request(account.RoleArn("deploy"), null)));

        Assert.That(refused!.ErrorCode, Is.EqualTo("AccessDenied"));
        Assert.That(account.Decisions[^1].Layer, Is.EqualTo("trust"));
    }

    private static Task<DaypassAccount> NewAccount() => Sts.Server.NewAccount(static account => account
        .User("ci", static user => user.Allow("sts:AssumeRole"))
        .Role("deploy", static role => role.TrustedBy("ci").WithExternalId("blue").Allow("s3:PutObject", "arn:aws:s3:::releases/*")));

    private static AssumeRoleRequest Request(string role, string? externalId) =>
        new() { RoleArn = role, RoleSessionName = "build", ExternalId = externalId };
}
