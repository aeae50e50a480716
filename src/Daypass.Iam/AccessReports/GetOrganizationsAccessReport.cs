namespace Daypass.Iam.AccessReports;

/// <summary>Shows a report of the caller's on a part of its organisation, service by service.</summary>
internal sealed class GetOrganizationsAccessReport(IamServices iam)
    : IamAccountOperation<GetOrganizationsAccessReportRequest, GetOrganizationsAccessReportResponse>(iam)
{
    private const string ByNamespace = "SERVICE_NAMESPACE_ASCENDING";

    protected override async ValueTask<Result<GetOrganizationsAccessReportResponse>> Handle(
        GetOrganizationsAccessReportRequest input, OperationContext context)
    {
        var organization = await Iam.Organizations.FindFor(context.Caller.Account, context.Cancelled);
        if (ReportedOrganization.Validate(organization, context.Caller.Account) is { } refusal)
        {
            return refusal;
        }

        var found = await Iam.Store.FindReport(input.JobId, context, ofOrganization: true);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var (report, sortKey) = (found.Value, input.SortKey ?? ByNamespace);
        var answer = new GetOrganizationsAccessReportResponse
        {
            JobStatus = report.Failure is null ? AccessReports.Completed : AccessReports.Failed,
            JobCreationDate = report.CreatedAt,
            JobCompletionDate = report.CreatedAt,
        };
        if (report.Failure is { } failure)
        {
            return answer with { ErrorDetails = new ReportError { Code = failure.Code, Message = failure.Message } };
        }

        // A marker fits the order it was given out for, and no other report.
        var asked = PageRequest.From(input, context);
        return await Iam.Page(
            asked with { Operation = $"{asked.Operation}/{report.Id}/{sortKey}" }, Sort(report.Services, sortKey), static service => service.Namespace)
            .Then(page => answer with
            {
                NumberOfServicesAccessible = report.Services.Count,
                NumberOfServicesNotAccessed = report.Services.Count(static service => service.Last is null),
                AccessDetails = page.Items.ConvertAll(ToWire),
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            });
    }

    // What nobody used is older than all that somebody did.
    private static List<ServiceAccess> Sort(IReadOnlyList<ServiceAccess> services, string sortKey)
    {
        var sorted = sortKey.StartsWith("LAST_", StringComparison.Ordinal)
            ? services.OrderBy(static service => service.Last?.At ?? DateTimeOffset.MinValue)
                .ThenBy(static service => service.Namespace, StringComparer.Ordinal)
            : services.OrderBy(static service => service.Namespace, StringComparer.Ordinal);
        return sortKey.EndsWith("_DESCENDING", StringComparison.Ordinal) ? [.. sorted.Reverse()] : [.. sorted];
    }

    private static AccessDetail ToWire(ServiceAccess service) => new()
    {
        ServiceName = ServiceNames.Of(service.Namespace),
        ServiceNamespace = service.Namespace,

        // AWS says so of IAM even where nobody used it, and of no other service.
        Region = service.Last is { } last ? last.Region : service.Namespace == "iam" ? "us-east-1" : null,
        EntityPath = service.Last?.EntityArn,
        LastAuthenticatedTime = service.Last?.At,
        TotalAuthenticatedEntities = service.Entities,
    };
}
