namespace Daypass.Organizations.Accounts;

/// <summary>Takes the caller's account out of its organisation.</summary>
internal sealed class LeaveOrganization(OrganizationServices services)
    : OrganizationOperation<LeaveOrganizationRequest, NoOutput>(services, ResourceNames.None)
{
    protected override bool IsForMembers => true;

    protected override ValueTask<Result<NoOutput>> Handle(
        LeaveOrganizationRequest input, OrganizationTarget target, Organization organization, OperationContext context) =>
        Leaving.Leave(Services, target, context.Caller.Account, context.Cancelled);
}
