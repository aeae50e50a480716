using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Deploy.Tests;

/// <summary>Who may assume the role that deploys. Each test has an account of its own, so they run in parallel.</summary>
public sealed class DeployTests(StsFixture fixture) : IClassFixture<StsFixture>
{
    [Fact]
    public async Task Who_knows_the_external_id_may_deploy()
    {
        var account = await NewAccount();
        using var sts = account.Client<AmazonSecurityTokenServiceClient>("ci");

        var answer = await sts.AssumeRoleAsync(Request(account.RoleArn("deploy"), "blue"));

        Assert.Equal($"arn:aws:sts::{account.Id}:assumed-role/deploy/build", answer.AssumedRoleUser.Arn);
    }

    [Fact]
    public async Task Who_does_not_know_it_is_refused_by_the_trust_policy()
    {
        var account = await NewAccount();
        using var sts = account.Client<AmazonSecurityTokenServiceClient>("ci");

        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleAsync(Request(account.RoleArn("deploy"), null)));

        Assert.Equal("AccessDenied", refused.ErrorCode);
        Assert.Equal(("implicitDeny", "trust"), (account.Decisions[^1].Outcome, account.Decisions[^1].Layer));
    }

    [Fact]
    public async Task A_session_ends_after_an_hour()
    {
        await using var own = await Daypass.Testing.DaypassServer.StartAsync(static world => Fill(world.Account()));
        using var ci = own.Client<AmazonSecurityTokenServiceClient>("ci");
        var session = (await ci.AssumeRoleAsync(Request(own.Account.RoleArn("deploy"), "blue"))).Credentials;
        using var deploy = own.Client<AmazonSecurityTokenServiceClient>(session);

        own.Clock.Advance(TimeSpan.FromMinutes(59));
        await deploy.GetCallerIdentityAsync(new GetCallerIdentityRequest());
        own.Clock.Advance(TimeSpan.FromMinutes(2));

        var ended = await Assert.ThrowsAnyAsync<AmazonSecurityTokenServiceException>(() => deploy.GetCallerIdentityAsync(new GetCallerIdentityRequest()));
        Assert.Equal("ExpiredToken", ended.ErrorCode);
    }

    private Task<Daypass.Testing.DaypassAccount> NewAccount() => fixture.Server.NewAccount(static account => Fill(account));

    private static void Fill(Daypass.Testing.AccountBuilder account) => account
        .User("ci", static user => user.Allow("sts:AssumeRole"))
        .Role("deploy", static role => role.TrustedBy("ci").WithExternalId("blue").Allow("s3:PutObject", "arn:aws:s3:::releases/*"));

    private static AssumeRoleRequest Request(string role, string? externalId) =>
        new() { RoleArn = role, RoleSessionName = "build", ExternalId = externalId };
}
