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
        var services = granted.List();
        var uses = new UsesByService(services, ofActions);
        foreach (var entity in await _entities.Of(found, account, context.Cancelled))
        {
            uses.Add(entity, await Iam.Uses.Accesses(entity.Id, "", context.Now, context.Cancelled));
        }

        return await Iam.Store.Keep(
            new AccessReport
            {
                Account = account,
                Id = RandomSupply.NewUuid().ToString(),
                AskedBy = context.Caller.UserId,
                Arn = input.Arn,
                OfActions = ofActions,
                CreatedAt = context.Now,
                Services = services.ConvertAll(service => Describe(service, uses[service], ofActions ? granted : null)),
            },
            context.Cancelled).Then(static report => new GenerateServiceLastAccessedDetailsResponse { JobId = report.Id });
    }

    private static ServiceAccess Describe(string service, UsesOfService uses, GrantedServices? granted)
    {
        var actions = granted?.Tracked(service, uses.Actions.Keys)
            .Select(name => new ActionAccess(name, uses.Actions.GetValueOrDefault(name))).ToList();
        return new ServiceAccess(service, uses.Last, uses.Entities, actions is { Count: > 0 } ? actions : null);
    }
}
