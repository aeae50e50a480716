using Daypass.Core.Operations;
using Daypass.Organizations.Accounts;
using Daypass.Organizations.Policies;
using Daypass.Organizations.Tags;
using Daypass.Organizations.Trees;

namespace Daypass.Organizations;

/// <summary>The operations of Organizations, folder by folder. A new one is its records in Daypass.Protocol, its file in the folder of what it is about,
/// and its name here.</summary>
public static class OrganizationOperations
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Operation> Create(OrganizationServices services) =>
    [
        new CloseAccount(services), new CreateAccount(services), new DescribeAccount(services), new DescribeCreateAccountStatus(services),
        new LeaveOrganization(services), new ListAccounts(services), new ListAccountsForParent(services), new ListCreateAccountStatus(services),
        new MoveAccount(services), new RemoveAccountFromOrganization(services),
        new AttachControlPolicy(services), new CreateControlPolicy(services), new DeleteControlPolicy(services), new DescribeEffectivePolicy(services),
        new DescribeControlPolicy(services), new DetachControlPolicy(services), new DisablePolicyType(services), new EnablePolicyType(services),
        new ListControlPolicies(services), new ListPoliciesForTarget(services), new ListTargetsForPolicy(services), new UpdateControlPolicy(services),
        new ListTagsForResource(services), new TagResource(services), new UntagResource(services),
        new CreateOrganization(services), new CreateOrganizationalUnit(services), new DeleteOrganization(services),
        new DeleteOrganizationalUnit(services), new DescribeOrganization(services), new DescribeOrganizationalUnit(services),
        new DisableAwsServiceAccess(services), new EnableAwsServiceAccess(services), new ListAwsServiceAccessForOrganization(services),
        new ListChildren(services), new ListOrganizationalUnitsForParent(services), new ListParents(services), new ListRoots(services),
        new UpdateOrganizationalUnit(services),
    ];
}
