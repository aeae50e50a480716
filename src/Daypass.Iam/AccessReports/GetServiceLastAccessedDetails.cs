namespace Daypass.Iam.AccessReports;

/// <summary>Shows a report of the caller's, service by service.</summary>
internal sealed class GetServiceLastAccessedDetails(IamServices iam)
    : IamAccountOperation<GetServiceLastAccessedDetailsRequest, GetServiceLastAccessedDetailsResponse>(iam)
{
    protected override async ValueTask<Result<GetServiceLastAccessedDetailsResponse>> Handle(
        GetServiceLastAccessedDetailsRequest input, OperationContext context)
    {
        var found = await Iam.Store.FindReport(input.JobId, context);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var report = found.Value;
        return await Iam.Page(PageRequest.From(input, context), report.Services, static service => service.Namespace)
            .Then(page => new GetServiceLastAccessedDetailsResponse
            {
                JobStatus = AccessReports.Completed,
                JobType = report.OfActions ? AccessReports.OfActions : AccessReports.OfServices,
                JobCreationDate = report.CreatedAt,
                JobCompletionDate = report.CreatedAt,
                ServicesLastAccessed = page.Items.ConvertAll(ToWire),
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            });
    }

    private static ServiceLastAccessed ToWire(ServiceAccess service) => new()
    {
        ServiceName = ServiceNames.Of(service.Namespace),
        ServiceNamespace = service.Namespace,
        LastAuthenticated = service.Last?.At,
        LastAuthenticatedEntity = service.Last?.EntityArn,
        LastAuthenticatedRegion = service.Last?.Region,
        TotalAuthenticatedEntities = service.Entities,
        TrackedActionsLastAccessed = service.Actions?.Select(static action => new TrackedActionLastAccessed
        {
            ActionName = action.Name,
            LastAccessedEntity = action.Last?.EntityArn,
            LastAccessedTime = action.Last?.At,
            LastAccessedRegion = action.Last?.Region,
        }).ToList(),
    };
}
