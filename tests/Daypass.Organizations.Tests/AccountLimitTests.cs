using Daypass.Core.Stores;
using Daypass.Protocol.Organizations;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Organizations.Tests;

/// <summary>Every account has limits and budgets of its own, so how many somebody can make is one too.</summary>
public sealed class AccountLimitTests
{
    [Fact]
    public async Task No_more_accounts_are_made_than_the_quota_whoever_left()
    {
        await using var server = await RunningServer.Start();
        await server.Api.Get(new CreateOrganizationRequest(), server.Admin);
        var made = new List<string>();
        for (var number = 0; number < 9; number++)
        {
            made.Add((await Make(server, $"{number}@example.com")).AccountId!);
        }

        await Refused(server, server.Admin);

        // The place of one that left is free, and it still counts as made.
        await server.Api.Get(new RemoveAccountFromOrganizationRequest { AccountId = made[0] }, server.Admin);
        Assert.NotNull((await Make(server, "last@example.com")).AccountId);
        await server.Api.Get(new RemoveAccountFromOrganizationRequest { AccountId = made[1] }, server.Admin);
        await Refused(server, server.Admin);

        // Nor does an organisation of one that was made make more.
        var entered = await server.Api.Get(
            new AssumeRoleRequest { RoleArn = OrganizationWorld.AccessRole(made[0]), RoleSessionName = "visitor" }, server.Admin);
        var session = OrganizationWorld.Of(entered.Credentials!);
        await server.Api.Get(new CreateOrganizationRequest(), session);
        await Refused(server, session);
    }

    [Fact]
    public async Task The_operator_says_how_many()
    {
        await using var server = await RunningServer.Start(adjust: static options => options with { OrganizationQuotas = new() { Accounts = 2 } });
        await server.Api.Get(new CreateOrganizationRequest(), server.Admin);
        Assert.NotNull((await Make(server, "only@example.com")).AccountId);
        await Refused(server, server.Admin);
    }

    [Fact]
    public async Task Of_requests_for_accounts_the_newest_hundred_are_kept_for_ninety_days()
    {
        var clock = new ManualClock();
        await using var server = await RunningServer.Start(clock);
        var organization = (await server.Api.Get(new CreateOrganizationRequest(), server.Admin)).Organization!.Id!;
        var first = await Make(server, "taken@example.com");
        clock.Advance(TimeSpan.FromSeconds(1));
        var last = first;
        for (var number = 0; number < 100; number++)
        {
            last = await Make(server, "taken@example.com");
            Assert.Equal("EMAIL_ALREADY_EXISTS", last.FailureReason);
        }

        Assert.Equal(100, await Kept());
        var gone = await server.Api.Call(new DescribeCreateAccountStatusRequest { CreateAccountRequestId = first.Id! }, server.Admin);
        Assert.Equal("CreateAccountStatusNotFoundException", gone.Error?.Code);
        Assert.True((await server.Api.Call(new DescribeCreateAccountStatusRequest { CreateAccountRequestId = last.Id! }, server.Admin)).Succeeded);

        clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));
        await Make(server, "taken@example.com");
        Assert.Equal(100, await Kept());
        clock.Advance(TimeSpan.FromSeconds(1));
        await Make(server, "taken@example.com");
        Assert.Equal(2, await Kept());

        ValueTask<int> Kept() => server.Host.Service.Parts.Store.Count(EntityKind.AccountRequest, organization, default);
    }

    private static async Task<CreateAccountStatus> Make(RunningServer server, string email) =>
        (await server.Api.Get(new CreateAccountRequest { AccountName = "made", Email = email }, server.Admin)).CreateAccountStatus!;

    private static async Task Refused(RunningServer server, SigningCredentials by)
    {
        var refused = (await server.Api.Call(new CreateAccountRequest { AccountName = "more", Email = "more@example.com" }, by)).Error!;
        Assert.Equal("ConstraintViolationException", refused.Code);
        Assert.Contains("exceeded the allowed number of AWS accounts", refused.Message, StringComparison.Ordinal);
    }
}
