namespace Daypass.Organizations.Trees;

/// <summary>Takes a service's access back; one that has none is none the worse.</summary>
internal sealed class DisableAwsServiceAccess(OrganizationServices services)
    : OrganizationOperation<DisableAwsServiceAccessRequest, NoOutput>(services, ResourceNames.None, KeyNames.ServicePrincipal)
{
    protected override string? ServiceOf(DisableAwsServiceAccessRequest input) => input.ServicePrincipal;

    protected override ValueTask<Result<NoOutput>> Handle(
        DisableAwsServiceAccessRequest input, OrganizationTarget target, Organization organization, OperationContext context) =>
        TrustedServices.Remove(Services, target, input.ServicePrincipal, context.Cancelled);
}
