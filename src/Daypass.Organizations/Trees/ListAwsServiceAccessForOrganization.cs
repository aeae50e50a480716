namespace Daypass.Organizations.Trees;

/// <summary>Lists the services that have access to the organisation.</summary>
internal sealed class ListAwsServiceAccessForOrganization(OrganizationServices services)
    : OrganizationOperation<ListAwsServiceAccessForOrganizationRequest, ListAwsServiceAccessForOrganizationResponse>(services, ResourceNames.None)
{
    protected override async ValueTask<Result<ListAwsServiceAccessForOrganizationResponse>> Handle(
        ListAwsServiceAccessForOrganizationRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var all = TrustedServices.Of(organization).OrderBy(static trusted => trusted.Service, StringComparer.Ordinal).ToList();
        var page = await Services.Page<ListAwsServiceAccessForOrganizationRequest, TrustedService>(
            input, context, (after, limit) => new(
                [.. all.Where(trusted => string.CompareOrdinal(trusted.Service, after) > 0).Take(limit)
                    .Select(static trusted => new Listed<TrustedService>(trusted.Service, trusted))]));
        return page.Succeeded
            ? new ListAwsServiceAccessForOrganizationResponse
            {
                EnabledServicePrincipals = page.Value.Items.ConvertAll(static trusted =>
                    new EnabledServicePrincipal { ServicePrincipal = trusted.Service, DateEnabled = trusted.EnabledAt }),
                NextToken = page.Value.Marker,
            }
            : page.Error;
    }
}
