using Daypass.Core.Usage;
using Daypass.Protocol;

namespace Daypass.Iam.AccessReports;

/// <summary>Makes a report of what somebody's policies grant and when it was used last, from what this server saw itself.</summary>
internal sealed class GenerateServiceLastAccessedDetails(IamServices iam)
    : ArnOperation<GenerateServiceLastAccessedDetailsRequest, ReportSubject, GenerateServiceLastAccessedDetailsResponse>(
        iam, ReportResource.Instance, static input => input.Arn)
{
    private readonly ReportEntities _entities = new(iam);

    protected override async ValueTask<Result<GenerateServiceLastAccessedDetailsResponse>> Handle(
        GenerateServiceLastAccessedDetailsRequest input, ReportSubject found, OperationContext context)
    {
        var (account, ofActions) = (context.Caller.Account, input.Granularity == AccessReports.OfActions);
        var granted = await _entities.GrantsOf(found, context);
        var uses = new List<(ReportedEntity Entity, ServiceUse Use)>();
        foreach (var entity in await _entities.Of(found, account, context.Cancelled))
        {
            uses.AddRange((await Iam.Uses.Accesses(entity.Id, "", context.Now, context.Cancelled)).Select(use => (entity, use)));
        }

        var byService = uses.ToLookup(static seen => seen.Use.Service, StringComparer.Ordinal);
        return await Iam.Store.Keep(
            new AccessReport
            {
                Account = account,
                Id = RandomSupply.NewUuid().ToString(),
                AskedBy = context.Caller.UserId,
                Arn = input.Arn,
                OfActions = ofActions,
                CreatedAt = context.Now,
                Services = granted.List().ConvertAll(service => Describe(service, [.. byService[service]], ofActions ? granted : null)),
            },
            context.Cancelled).Then(static report => new GenerateServiceLastAccessedDetailsResponse { JobId = report.Id });
    }

    private static ServiceAccess Describe(string service, List<(ReportedEntity Entity, ServiceUse Use)> uses, GrantedServices? granted)
    {
        var actions = granted?.Tracked(service, uses.Select(static seen => seen.Use.Action).Distinct(StringComparer.Ordinal))
            .Select(name => new ActionAccess(name, Last(uses.FindAll(seen => seen.Use.Action == name)))).ToList();
        var entities = uses.Select(static seen => seen.Entity.Id).Distinct(StringComparer.Ordinal).Count();
        return new ServiceAccess(service, Last(uses), entities, actions is { Count: > 0 } ? actions : null);
    }

    private static AccessUse? Last(List<(ReportedEntity Entity, ServiceUse Use)> uses)
    {
        if (uses.Count == 0)
        {
            return null;
        }

        var (entity, use) = uses.MaxBy(static seen => seen.Use.At);
        return new AccessUse(use.At, entity.Arn, use.Region.Length == 0 ? null : use.Region);
    }
}
