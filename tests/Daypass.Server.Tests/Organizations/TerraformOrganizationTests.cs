using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Organizations;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Clients;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Organizations;

/// <summary>Every <c>aws_organizations_*</c> resource of what decides, by the unmodified provider with only its endpoints set.</summary>
[Trait("Category", "foreign"), Trait("Category", "slow")]
public sealed class TerraformOrganizationTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [TerraformFact]
    public async Task An_organisation_is_made_changed_and_destroyed_with_no_difference_in_between_and_decides()
    {
        var terraform = await Terraform.Start(_server, _folder.Path, new Dictionary<string, string>(), "terraform-organizations");
        (await terraform.Run("apply", "-auto-approve")).Succeeded();
        await SamePlan(terraform, changed: false);
        var member = (await terraform.Run("output", "-raw", "member")).Succeeded().Trim();
        var session = await Enter(member);
        Assert.Contains("service control policy", (await Refused(new ListUsersRequest(), session)).Message, StringComparison.Ordinal);
        await _server.Api.Get(new ListGroupsRequest(), session);

        (await terraform.Run("apply", "-auto-approve", "-var", "changed=true")).Succeeded();
        await SamePlan(terraform, changed: true);
        await _server.Api.Get(new ListUsersRequest(), session);
        Assert.Contains("service control policy", (await Refused(new ListGroupsRequest(), session)).Message, StringComparison.Ordinal);

        // A closed account stays a member for ninety days at AWS, and here until the operator takes it out, so the organisation stays as well.
        var destroyed = await terraform.Run("destroy", "-auto-approve", "-var", "changed=true");
        Assert.NotEqual(0, destroyed.ExitCode);
        Assert.Contains("OrganizationNotEmptyException", destroyed.Errors + destroyed.Output, StringComparison.Ordinal);
        await _server.Api.Get(new ListGroupsRequest(), session);
        var closed = (await _server.Api.Get(new ListAccountsRequest(), _server.Admin)).Accounts.Single(static account => account.Name == "closed");
        Assert.Equal("SUSPENDED", closed.Status);
        await _server.Api.Get(new RemoveAccountFromOrganizationRequest { AccountId = closed.Id! }, _server.Admin);
        (await terraform.Run("destroy", "-auto-approve", "-var", "changed=true")).Succeeded();
        Assert.Equal(
            "AWSOrganizationsNotInUseException", (await _server.Api.Call(new DescribeOrganizationRequest(), _server.Admin)).Error!.Code);
    }

    private static async Task SamePlan(Terraform terraform, bool changed)
    {
        var plan = await terraform.Run("plan", "-detailed-exitcode", "-var", $"changed={(changed ? "true" : "false")}");
        Assert.True(plan.ExitCode == 0, $"The plan ended with {plan.ExitCode}:\n{plan.Output}\n{plan.Errors}");
    }

    private async Task<SigningCredentials> Enter(string member)
    {
        var session = await _server.Api.Get(
            new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{member}:role/OrganizationAccountAccessRole", RoleSessionName = "visitor" }, _server.Admin);
        return new SigningCredentials(
            session.Credentials!.AccessKeyId, Secret.FromText(session.Credentials.SecretAccessKey), session.Credentials.SessionToken);
    }

    private async Task<Protocol.Errors.AwsError> Refused<TInput, TOutput>(Protocol.Query.IOperationInput<TInput, TOutput> input, SigningCredentials by)
        where TInput : Protocol.Query.IOperationInput<TInput, TOutput>
        where TOutput : Protocol.Answers.IOperationOutput<TOutput> => (await _server.Api.Call(input, by)).Error!;
}
