using Daypass.Core.Iam.Permissions;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Policies;

/// <summary>Lists, for each service, the policies of a user, group or role with an Allow that reaches the service; conditions, denies and boundaries are not weighed, as at AWS.</summary>
internal sealed class ListPoliciesGrantingServiceAccess(IamParts iam) : IamOperation<ListPoliciesGrantingServiceAccessRequest, ListPoliciesGrantingServiceAccessResponse>(iam)
{
    public override async ValueTask<Result<ListPoliciesGrantingServiceAccessResponse>> Handle(ListPoliciesGrantingServiceAccessRequest input, OperationContext context) =>
        await PolicyHolders.Find(Iam, input.Arn, context).Then(async holder =>
        {
            var policies = await PolicyHolders.PoliciesOf(Iam, holder, context);
            var entries = new List<ListPoliciesGrantingServiceAccessEntry>(input.ServiceNamespaces.Count);
            foreach (var service in input.ServiceNamespaces)
            {
                entries.Add(new ListPoliciesGrantingServiceAccessEntry
                {
                    ServiceNamespace = service,
                    Policies = [.. policies.Where(policy => Reaches(policy.Compiled, service)).Select(ToWire)],
                });
            }

            return await Iam.Pager.Read(PageOf(context, input.Marker, null), entries, static entry => entry.ServiceNamespace!);
        }).Then(static page => new ListPoliciesGrantingServiceAccessResponse { PoliciesGrantingServiceAccess = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker });

    protected override IamTarget Target(ListPoliciesGrantingServiceAccessRequest input) => IamTarget.By(input.Arn);

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
