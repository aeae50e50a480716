using System.Buffers.Text;
using System.Text.Json;
using Daypass.Core.Entities;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Organizations;
using Daypass.Protocol.Sts;

namespace Daypass.Organizations.Tests;

/// <summary>What attached policies decide, for whom, and how a refusal names them.</summary>
public sealed class DecisionTests(OrganizationWorld world) : IClassFixture<OrganizationWorld>
{
    private const string Scp = OrganizationWorld.Scp;
    private const string Rcp = OrganizationWorld.Rcp;

    [Fact]
    public async Task A_service_control_policy_decides_at_each_level_and_is_named()
    {
        var outer = await world.NewUnit();
        var inner = await world.NewUnit(outer);
        var member = await world.NewMember(inner);
        var session = await world.Enter(member);
        var policy = await world.NewDeny(Scp, "iam:ListUsers");
        foreach (var target in new[] { world.Root, outer, inner, member })
        {
            await world.Do(new ListUsersRequest(), session);
            await world.Do(new AttachControlPolicyRequest { PolicyId = policy, TargetId = target });
            var refused = await world.Refused(new ListUsersRequest(), session);
            Assert.Equal("AccessDenied", refused.Code);
            Assert.StartsWith(
                $"User: arn:aws:sts::{member}:assumed-role/OrganizationAccountAccessRole/visitor is not authorized to perform: iam:ListUsers on resource: "
                    + $"arn:aws:iam::{member}:user/ with an explicit deny in a service control policy: arn:aws:organizations::{world.Account}:policy/"
                    + $"{world.Organization.Id}/service_control_policy/{policy}",
                refused.Message, StringComparison.Ordinal);
            await world.Do(new ListRolesRequest(), session);
            await world.Do(new DetachControlPolicyRequest { PolicyId = policy, TargetId = target });
        }

        await world.Do(new ListUsersRequest(), session);
    }

    [Fact]
    public async Task Every_level_has_to_allow()
    {
        var unit = await world.NewUnit();
        var session = await world.Enter(await world.NewMember(unit));
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewPolicy(Scp, OrganizationWorld.Allows("iam:List*")), TargetId = unit });
        await world.Do(new GetAccountSummaryRequest(), session);
        await world.Do(new DetachControlPolicyRequest { PolicyId = "p-FullAWSAccess", TargetId = unit });
        await world.Do(new ListUsersRequest(), session);
        var refused = await world.Refused(new GetAccountSummaryRequest(), session);
        Assert.Contains(
            " because no service control policy allows the iam:GetAccountSummary action", refused.Message, StringComparison.Ordinal);
        await world.Do(new AttachControlPolicyRequest { PolicyId = "p-FullAWSAccess", TargetId = unit });
        await world.Do(new GetAccountSummaryRequest(), session);
    }

    [Fact]
    public async Task A_change_of_the_text_of_the_place_and_of_the_type_decides_at_once()
    {
        var (unit, member) = (await world.NewUnit(), await world.NewMember());
        var session = await world.Enter(member);
        var policy = await world.NewDeny(Scp, "iam:ListUsers");
        await world.Do(new AttachControlPolicyRequest { PolicyId = policy, TargetId = unit });
        await world.Do(new ListUsersRequest(), session);
        await world.Do(new MoveAccountRequest { AccountId = member, SourceParentId = world.Root, DestinationParentId = unit });
        await world.Refused(new ListUsersRequest(), session);
        await world.Do(new UpdateControlPolicyRequest
        {
            PolicyId = policy,
            Content = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:ListRoles","Resource":"*"}]}""",
        });
        await world.Do(new ListUsersRequest(), session);
        await world.Refused(new ListRolesRequest(), session);
        await world.Do(new RemoveAccountFromOrganizationRequest { AccountId = member });
        await world.Do(new ListRolesRequest(), session);
    }

    [Fact]
    public async Task The_management_account_is_not_touched_by_either_type()
    {
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Scp, "iam:ListGroups"), TargetId = world.Account });
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Rcp, "sts:AssumeRole"), TargetId = world.Account });
        await world.Do(new ListGroupsRequest());
        var trusts = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{world.Account}}"},"Action":"sts:AssumeRole"}]}""";
        await world.Do(new CreateRoleRequest { RoleName = "untouched", AssumeRolePolicyDocument = trusts });
        await world.Do(new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{world.Account}:role/untouched", RoleSessionName = "session" });
    }

    [Fact]
    public async Task Root_of_a_member_is_bound_and_what_no_policy_can_refuse_is_not()
    {
        await world.Do(new EnableAwsServiceAccessRequest { ServicePrincipal = "iam.amazonaws.com" });
        await world.Do(new EnableOrganizationsRootSessionsRequest());
        var member = await world.NewMember();
        var root = OrganizationWorld.Of((await world.Do(new AssumeRootRequest
        {
            TargetPrincipal = member,
            TaskPolicyArn = new PolicyDescriptor { Arn = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials" },
        })).Credentials!);
        await world.Do(new GetAccountSummaryRequest(), root);
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Scp, "*"), TargetId = member });
        Assert.Contains("service control policy", (await world.Refused(new GetAccountSummaryRequest(), root)).Message, StringComparison.Ordinal);
        Assert.Equal(member, (await world.Do(new GetCallerIdentityRequest(), root)).Account);
    }

    [Fact]
    public async Task A_resource_control_policy_guards_the_roles_of_a_member_whoever_asks()
    {
        var (unit, member) = (await world.NewUnit(), await world.NewMember());
        var (_, stranger) = await world.NewStranger();
        var session = await world.Enter(member);
        const string Everybody = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";
        await world.Do(new CreateRoleRequest { RoleName = "open", AssumeRolePolicyDocument = Everybody }, session);
        var assume = new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{member}:role/open", RoleSessionName = "session" };
        await world.Do(assume, stranger);
        await world.Do(new MoveAccountRequest { AccountId = member, SourceParentId = world.Root, DestinationParentId = unit });

        // The policy that AWS shows: only principals of the organisation.
        var policy = await world.NewPolicy(Rcp, $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Resource":"*",
             "Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"{{world.Organization.Id}}"},
             "BoolIfExists":{"aws:PrincipalIsAWSService":"false"} } } ]}
            """);
        await world.Do(new AttachControlPolicyRequest { PolicyId = policy, TargetId = unit });
        var refused = await world.Refused(assume, stranger);
        Assert.Equal("AccessDenied", refused.Code);
        Assert.DoesNotContain("resource control policy", refused.Message, StringComparison.Ordinal);
        await world.Do(assume);
        await world.Do(assume, session);

        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Rcp, "sts:AssumeRole"), TargetId = member });
        await world.Refused(assume);
        Assert.Equal("AccessDenied", (await world.Refused(assume, session)).Code);
    }

    [Fact]
    public async Task A_service_linked_role_is_bound_by_neither_type()
    {
        var member = await world.NewMember();
        var session = await world.Enter(member);
        var trusts = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{member}}"},"Action":"sts:AssumeRole"}]}""";
        await world.Do(new CreateRoleRequest { RoleName = "target", AssumeRolePolicyDocument = trusts }, session);
        await world.Do(new CreateRoleRequest { RoleName = "ordinary", AssumeRolePolicyDocument = trusts }, session);
        await world.Do(
            new PutRolePolicyRequest { RoleName = "ordinary", PolicyName = "may", PolicyDocument = OrganizationWorld.Allows("*") }, session);
        var linked = (await world.Do(new CreateServiceLinkedRoleRequest { AwsServiceName = "elasticache.amazonaws.com" }, session)).Role!;

        // Only its service becomes such a role, so the trust is changed where it is stored.
        await ChangeStored(member, linked.RoleName!, role => role with
        {
            Trust = new TrustPolicy { Document = trusts },
            Grants = role.Grants with { Inline = [new InlinePolicy("may", OrganizationWorld.Allows("*"))] },
        });
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Rcp, "sts:TagSession"), TargetId = member });
        var byService = await Assume(linked.Arn!, session);
        var byOrdinary = await Assume($"arn:aws:iam::{member}:role/ordinary", session);
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Scp, "iam:ListUsers"), TargetId = member });
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Rcp, "sts:AssumeRole"), TargetId = member });

        var target = new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{member}:role/target", RoleSessionName = "session" };
        await world.Do(new ListUsersRequest(), byService);
        await world.Do(target, byService);
        Assert.Contains("service control policy", (await world.Refused(new ListUsersRequest(), byOrdinary)).Message, StringComparison.Ordinal);
        await world.Refused(target, byOrdinary);

        var simulated = new SimulatePrincipalPolicyRequest { PolicySourceArn = linked.Arn!, ActionNames = ["iam:ListUsers"] };
        Assert.Equal("allowed", (await world.Do(simulated, byService)).EvaluationResults![0].EvalDecision);
        Assert.Equal(
            "explicitDeny",
            (await world.Do(simulated with { PolicySourceArn = $"arn:aws:iam::{member}:role/ordinary" }, byService)).EvaluationResults![0].EvalDecision);
    }

    [Fact]
    public async Task A_web_identity_token_tells_the_organisation_and_the_path_to_the_account()
    {
        var unit = await world.NewUnit();
        var member = await world.NewMember(await world.NewUnit(unit));
        var session = await world.Enter(member);
        await world.Do(new EnableOutboundWebIdentityFederationRequest(), session);
        var inner = (await world.Do(new ListParentsRequest { ChildId = member })).Parents![0].Id;
        var token = (await world.Do(new GetWebIdentityTokenRequest { Audience = ["https://api.example.com"], SigningAlgorithm = "ES384" }, session))
            .WebIdentityToken!;
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        var caller = claims.RootElement.GetProperty("https://sts.amazonaws.com/");
        Assert.Equal(world.Organization.Id, caller.GetProperty("org_id").GetString());
        Assert.Equal(
            [$"{world.Organization.Id}/{world.Root}/{unit}/{inner}/"], caller.GetProperty("ou_path").EnumerateArray().Select(static path => path.GetString()));
    }

    [Fact]
    public async Task Conditions_read_the_organisation_and_the_path_of_principal_and_resource()
    {
        var unit = await world.NewUnit();
        var session = await world.Enter(await world.NewMember(unit));
        var path = $"{world.Organization.Id}/{world.Root}/{unit}/";
        var user = await world.NewUser($$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"iam:ListUsers","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"{{world.Organization.Id}}",
               "aws:ResourceOrgID":"{{world.Organization.Id}}"} } },
              {"Effect":"Allow","Action":"iam:ListRoles","Resource":"*","Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"{{path}}*"} } },
              {"Effect":"Allow","Action":"iam:ListGroups","Resource":"*","Condition":{"ForAnyValue:StringLike":{"aws:ResourceOrgPaths":"o-other/*"} } }]}
            """, session);
        await world.Do(new ListUsersRequest(), user);
        await world.Do(new ListRolesRequest(), user);
        await world.Refused(new ListGroupsRequest(), user);
        var (_, stranger) = await world.NewStranger();
        var outside = await world.NewUser(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Null":{"aws:PrincipalOrgID":"false"}}}]}""",
            stranger);
        await world.Refused(new ListUsersRequest(), outside);
    }

    [Fact]
    public async Task Sessions_of_a_member_are_bound_as_their_users_are()
    {
        var member = await world.NewMember();
        var user = await world.NewUser(OrganizationWorld.Allows("*"), await world.Enter(member));
        await world.Do(new GetAccessKeyInfoRequest { AccessKeyId = world.Admin.AccessKeyId }, user);
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Scp, "sts:GetAccessKeyInfo"), TargetId = member });
        await world.Refused(new GetAccessKeyInfoRequest { AccessKeyId = world.Admin.AccessKeyId }, user);

        // Neither is a session of GetFederationToken, and it may ask Organizations, which only STS and IAM refuse it.
        var federated = new GetFederationTokenRequest { Name = "fed", Policy = OrganizationWorld.Allows("*") };
        var session = OrganizationWorld.Of((await world.Do(federated, user)).Credentials!);
        Assert.Equal(world.Organization.Id, (await world.Do(new DescribeOrganizationRequest(), session)).Organization!.Id);
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Scp, "organizations:*"), TargetId = member });
        Assert.Contains("service control policy", (await world.Refused(new DescribeOrganizationRequest(), session)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simulation_of_a_principal_asks_the_policies_above_its_account()
    {
        var (unit, member) = (await world.NewUnit(), await world.NewMember());
        var session = await world.Enter(member);
        await world.Do(new MoveAccountRequest { AccountId = member, SourceParentId = world.Root, DestinationParentId = unit });
        var simulated = new SimulatePrincipalPolicyRequest
        {
            PolicySourceArn = OrganizationWorld.AccessRole(member), ActionNames = ["s3:GetObject", "sqs:SendMessage", "sns:Publish"],
        };
        Assert.Equal("allowed:True allowed:True allowed:True", await Simulate(simulated, session));
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Scp, "s3:GetObject"), TargetId = unit });
        await world.Do(new AttachControlPolicyRequest
        {
            PolicyId = await world.NewPolicy(Scp, """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":"sqs:*","Resource":"*"}]}"""),
            TargetId = member,
        });
        await world.Do(new DetachControlPolicyRequest { PolicyId = "p-FullAWSAccess", TargetId = member });
        Assert.Equal("explicitDeny:False implicitDeny:False allowed:True", await Simulate(simulated, session));

        // Left out by their type, and never there for the management account and for policies of the request alone.
        var without = simulated with { PolicyExclusionList = [new PolicyIdentifier { PolicyType = "scp" }] };
        Assert.Equal("allowed: allowed: allowed:", await Simulate(without, session));
        var admin = (await world.Do(new GetUserRequest())).User.Arn;
        Assert.Equal("allowed:True", await Simulate(simulated with { PolicySourceArn = admin, ActionNames = ["s3:GetObject"] }, world.Admin));
        var custom = await world.Do(
            new SimulateCustomPolicyRequest { PolicyInputList = [OrganizationWorld.Allows("*")], ActionNames = ["s3:GetObject"] }, session);
        Assert.Equal(("allowed", null), (custom.EvaluationResults[0].EvalDecision, custom.EvaluationResults[0].OrganizationsDecisionDetail));
    }

    private async Task<string> Simulate(SimulatePrincipalPolicyRequest request, Protocol.Signing.SigningCredentials by) => string.Join(
        ' ', (await world.Do(request, by)).EvaluationResults.Select(static result =>
            $"{result.EvalDecision}:{result.OrganizationsDecisionDetail?.AllowedByOrganizations}"));

    private async Task<SigningCredentials> Assume(string arn, SigningCredentials by) => OrganizationWorld.Of(
        (await world.Do(new AssumeRoleRequest { RoleArn = arn, RoleSessionName = "session" }, by)).Credentials!);

    private async Task ChangeStored(string account, string name, Func<Role, Role> change)
    {
        var written = await world.Server.Host.Service.Parts.Store.Write<bool>(
            async transaction =>
            {
                var role = (await transaction.Find<Role>(account, name, CancellationToken.None))!;
                return await transaction.TryUpdate(role, change(role), CancellationToken.None);
            },
            CancellationToken.None);
        Assert.True(written.Succeeded);
    }
}
