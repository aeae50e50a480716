using Daypass.Protocol;

namespace Daypass.Iam.AccessReports;

/// <summary>Shows who of those a report is about used a service, who used it last first; whoever is gone is left out.</summary>
internal sealed class GetServiceLastAccessedDetailsWithEntities(IamServices iam)
    : IamAccountOperation<GetServiceLastAccessedDetailsWithEntitiesRequest, GetServiceLastAccessedDetailsWithEntitiesResponse>(iam)
{
    private readonly ReportEntities _entities = new(iam);

    protected override async ValueTask<Result<GetServiceLastAccessedDetailsWithEntitiesResponse>> Handle(
        GetServiceLastAccessedDetailsWithEntitiesRequest input, OperationContext context)
    {
        if (!GrantedServices.IsKnown(input.ServiceNamespace))
        {
            return IamErrors.InvalidInput("Invalid service namespace.");
        }

        var found = await Iam.Store.FindReport(input.JobId, context);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var report = found.Value;
        var details = await Details(report, input.ServiceNamespace, context);
        return await Iam.Page(PageRequest.From(input, context), details, static entity => entity.EntityInfo.Id)
            .Then(page => new GetServiceLastAccessedDetailsWithEntitiesResponse
            {
                JobStatus = AccessReports.Completed,
                JobCreationDate = report.CreatedAt,
                JobCompletionDate = report.CreatedAt,
                EntityDetailsList = page.Items,
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            });
    }

    private async ValueTask<List<EntityDetails>> Details(AccessReport report, string service, OperationContext context)
    {
        var details = new List<EntityDetails>();
        if (!report.Services.Any(access => access.Namespace == service)
            || await ReportResource.Instance.Find(Iam.Store, Iam.Arns, Arn.Parse(report.Arn), context.Cancelled) is not { } subject)
        {
            return details;
        }

        foreach (var entity in await _entities.Of(subject, report.Account, context.Cancelled))
        {
            var uses = await Iam.Uses.Accesses(entity.Id, service, context.Now, context.Cancelled);
            details.Add(new EntityDetails { EntityInfo = entity, LastAuthenticated = uses.Count == 0 ? null : uses.Max(static use => use.At) });
        }

        return [.. details.OrderByDescending(static entity => entity.LastAuthenticated ?? DateTimeOffset.MinValue)
            .ThenBy(static entity => entity.EntityInfo.Arn, StringComparer.Ordinal)];
    }
}
