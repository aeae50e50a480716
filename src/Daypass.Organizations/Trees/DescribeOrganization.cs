namespace Daypass.Organizations.Trees;

/// <summary>Describes the organisation of the caller's account, a member's too.</summary>
internal sealed class DescribeOrganization(OrganizationServices services)
    : OrganizationOperation<DescribeOrganizationRequest, DescribeOrganizationResponse>(services, ResourceNames.None)
{
    protected override bool IsForMembers => true;

    protected override async ValueTask<Result<DescribeOrganizationResponse>> Handle(
        DescribeOrganizationRequest input, OrganizationTarget target, Organization organization, OperationContext context) =>
        new DescribeOrganizationResponse { Organization = await Services.Answers.Of(organization, Services.Store, context.Cancelled) };
}
