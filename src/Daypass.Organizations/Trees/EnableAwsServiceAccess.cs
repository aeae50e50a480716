namespace Daypass.Organizations.Trees;

/// <summary>Gives a service access to the organisation; one that has it keeps it.</summary>
internal sealed class EnableAwsServiceAccess(OrganizationServices services)
    : OrganizationOperation<EnableAwsServiceAccessRequest, NoOutput>(services, ResourceNames.None, KeyNames.ServicePrincipal)
{
    protected override string? ServiceOf(EnableAwsServiceAccessRequest input) => input.ServicePrincipal;

    protected override ValueTask<Result<NoOutput>> Handle(
        EnableAwsServiceAccessRequest input, OrganizationTarget target, Organization organization, OperationContext context) =>
        TrustedServices.Add(Services, target, input.ServicePrincipal, context.Cancelled);
}
