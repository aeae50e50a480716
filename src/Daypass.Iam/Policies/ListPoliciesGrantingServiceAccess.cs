using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;

namespace Daypass.Iam.Policies;

/// <summary>Lists, for each service, the policies of a user, group or role with an Allow that reaches the service; conditions, denies and boundaries are not
/// weighed, as at AWS.</summary>
internal sealed class ListPoliciesGrantingServiceAccess(IamServices iam)
    : ArnOperation<ListPoliciesGrantingServiceAccessRequest, PolicyHolder, ListPoliciesGrantingServiceAccessResponse>(
        iam, PrincipalResource.Instance, static input => input.Arn)
{
    protected override async ValueTask<Result<ListPoliciesGrantingServiceAccessResponse>> Handle(
        ListPoliciesGrantingServiceAccessRequest input, PolicyHolder holder, OperationContext context)
    {
        var policies = await PolicyHolders.PoliciesOf(Iam, holder, context);
        var entries = input.ServiceNamespaces.Select(service => new ListPoliciesGrantingServiceAccessEntry
        {
            ServiceNamespace = service,
            Policies = [.. policies.Where(policy => Reaches(policy.Compiled, service)).Select(ToWire)],
        }).ToList();
        var wanted = new PageRequest(ListPoliciesGrantingServiceAccessRequest.Operation.Name, context.Caller.Account, input.Marker, null);
        return await Iam.Page(wanted, entries, static entry => entry.ServiceNamespace!)
            .Then(static page => page.In(new ListPoliciesGrantingServiceAccessResponse { PoliciesGrantingServiceAccess = page.Items }));
    }

    private static PolicyGrantingServiceAccess ToWire(HeldPolicy policy) => policy.Arn is { } arn
        ? new PolicyGrantingServiceAccess { PolicyName = policy.Name, PolicyType = "MANAGED", PolicyArn = arn }
        : new PolicyGrantingServiceAccess
        {
            PolicyName = policy.Name,
            PolicyType = "INLINE",
            EntityType = policy.HolderKind switch { EntityKind.User => "USER", EntityKind.Role => "ROLE", _ => "GROUP" },
            EntityName = policy.HolderName,
        };

    private static bool Reaches(CompiledPolicy policy, string service) =>
        policy.Statements.Any(statement => statement is { Effect: Effect.Allow, Actions: { } actions } && (statement.IsNotAction
            ? !actions.Any(action => IsWhole(action, service))
            : actions.Any(action => IsOf(action, service))));

    private static bool IsWhole(string action, string service) => action == "*" || string.Equals(action, service + ":*", StringComparison.OrdinalIgnoreCase);

    private static bool IsOf(string action, string service) => action == "*" || action.StartsWith(service + ":", StringComparison.OrdinalIgnoreCase);
}
