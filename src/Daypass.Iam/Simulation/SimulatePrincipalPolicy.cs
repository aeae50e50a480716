using Daypass.Iam.Policies;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;

namespace Daypass.Iam.Simulation;

/// <summary>Says what the policies of a user, group or role would decide, with others added to them or some left out.</summary>
internal sealed class SimulatePrincipalPolicy(IamServices iam)
    : ArnOperation<SimulatePrincipalPolicyRequest, PolicyHolder, SimulatePolicyResponse>(iam, PolicySource.Instance, static input => input.PolicySourceArn)
{
    protected override async ValueTask<Result<SimulatePolicyResponse>> Handle(
        SimulatePrincipalPolicyRequest input, PolicyHolder found, OperationContext context)
    {
        var exclusions = new PolicyExclusions(input.PolicyExclusionList);
        var added = new SimulationInput(input, input.PolicyInputList).Compile(CallerOf(found));
        if ((added.Error ?? exclusions.Validate()) is { } refusal)
        {
            return refusal;
        }

        var held = await PolicyHolders.PoliciesOf(Iam, found, context);
        var simulated = added.Value! with
        {
            Identity = [.. PolicyHolders.Once(held).Where(policy => !exclusions.Has(policy)).Select(Named), .. added.Value!.Identity],
            Boundary = added.Value.Boundary ?? (exclusions.HasBoundary ? null : await PolicyHolders.BoundaryOf(Iam, found, context)),

            // A policy that the request gives is tried in the place of those that are stored.
            Stored = input.ResourcePolicy is null && input.TrustPolicy is null
                ? await StoredResourcePolicies.Find(Iam.Store, context.Caller.Account, input.ResourceArns, context.Cancelled)
                : StoredResourcePolicies.None,

            // The principal is of the caller's account, and so are the policies above it; service-linked roles are not bound by them.
            ControlLevels = exclusions.HasControlPolicies || found.Role?.LinkedService is not null ? null : context.ControlLevels,
            ShowsControl = !exclusions.HasControlPolicies,
        };
        return await Iam.PageSimulation(PageRequest.From(input, context), simulated, context.Cancelled);
    }

    private static SimulatedCaller CallerOf(PolicyHolder holder) =>
        holder.User is { } user ? new(Principal.User(holder.Arn, user.Id), holder.Arn)
        : holder.Role is { } role ? new(Principal.Role(holder.Arn, role.Id), holder.Arn)
        : SimulatedCaller.Group(holder.Arn);

    private static NamedPolicy Named(HeldPolicy policy) =>
        new(policy.Arn is null ? $"{PolicyExclusions.KindOf(policy)}_{policy.HolderName}_{policy.Name}" : policy.Name, policy.Compiled);
}
