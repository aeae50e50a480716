using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Organizations;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Nodes;

namespace Daypass.Server.Tests.Organizations;

/// <summary>What is attached, moved and changed on one node decides on the other, within two seconds.</summary>
[Trait("Category", "foreign")]
public sealed class TwoNodesOrganizationTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    private const string Scp = "SERVICE_CONTROL_POLICY";
    private const string Rcp = "RESOURCE_CONTROL_POLICY";

    [Fact]
    public async Task Attached_on_one_node_it_denies_on_both_and_detached_on_the_other_it_denies_on_none()
    {
        await nodes.First.Get(new CreateOrganizationRequest(), nodes.Admin);
        var root = (await nodes.Second.Get(new ListRootsRequest(), nodes.Admin)).Roots.Single().Id!;
        await nodes.Second.Get(new EnablePolicyTypeRequest { RootId = root, PolicyType = Scp }, nodes.Admin);
        await nodes.First.Get(new EnablePolicyTypeRequest { RootId = root, PolicyType = Rcp }, nodes.Admin);
        var status = await nodes.First.Get(new CreateAccountRequest { AccountName = "member", Email = "member@example.com" }, nodes.Admin);
        var member = status.CreateAccountStatus!.AccountId!;
        var unit = (await nodes.Second.Get(new CreateOrganizationalUnitRequest { ParentId = root, Name = "unit" }, nodes.Admin)).OrganizationalUnit!.Id!;
        var assume = new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{member}:role/OrganizationAccountAccessRole", RoleSessionName = "visitor" };
        await Until(async () => (await nodes.Second.Call(assume, nodes.Admin)).Succeeded);
        var session = Of((await nodes.First.Get(assume, nodes.Admin)).Credentials!);
        var scp = await NewPolicy(Scp, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:ListUsers","Resource":"*"}]}""");
        var rcp = await NewPolicy(
            Rcp, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}]}""");
        await Spread.AssertWithinBound(async _ =>
        {
            await Both(new ListUsersRequest(), session, allowed: true);
            await nodes.First.Get(new AttachControlPolicyRequest { PolicyId = scp, TargetId = unit }, nodes.Admin);
            await Both(new ListUsersRequest(), session, allowed: true);
            await nodes.Second.Get(
                new MoveAccountRequest { AccountId = member, SourceParentId = root, DestinationParentId = unit }, nodes.Admin);
            var moved = await Both(new ListUsersRequest(), session, allowed: false);
            await nodes.Second.Get(new DetachControlPolicyRequest { PolicyId = scp, TargetId = unit }, nodes.Admin);
            var detached = await Both(new ListUsersRequest(), session, allowed: true);
            await nodes.First.Get(
                new MoveAccountRequest { AccountId = member, SourceParentId = unit, DestinationParentId = root }, nodes.Admin);
            return moved > detached ? moved : detached;
        });
        await Spread.AssertWithinBound(async _ =>
        {
            await Both(assume, nodes.Admin, allowed: true);
            await nodes.Second.Get(new AttachControlPolicyRequest { PolicyId = rcp, TargetId = root }, nodes.Admin);
            var attached = await Both(assume, nodes.Admin, allowed: false);
            await nodes.First.Get(new DetachControlPolicyRequest { PolicyId = rcp, TargetId = root }, nodes.Admin);
            var detached = await Both(assume, nodes.Admin, allowed: true);
            return attached > detached ? attached : detached;
        });
    }

    private static SigningCredentials Of(Credentials made) => new(made.AccessKeyId, Secret.FromText(made.SecretAccessKey), made.SessionToken);

    private async Task<string> NewPolicy(string type, string document) => (await nodes.First.Get(
        new CreateControlPolicyRequest { Name = "policy", Description = "", Type = type, Content = document }, nodes.Admin)).Policy!.PolicySummary!.Id!;

    private Task<TimeSpan> Both<TInput, TOutput>(Protocol.Query.IOperationInput<TInput, TOutput> asked, SigningCredentials by, bool allowed)
        where TInput : Protocol.Query.IOperationInput<TInput, TOutput>
        where TOutput : Protocol.Answers.IOperationOutput<TOutput> => Until(async () =>
            (await nodes.First.Call(asked, by)).Succeeded == allowed && (await nodes.Second.Call(asked, by)).Succeeded == allowed);

    private static Task<TimeSpan> Until(Func<Task<bool>> condition) => Spread.TimeUntil(condition);
}
