using Daypass.Core.Directory;
using Daypass.Iam.Policies;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;

namespace Daypass.Iam.Simulation;

/// <summary>Says what the policies of a user, group or role would decide, with others added to them.</summary>
internal sealed class SimulatePrincipalPolicy(IamServices iam)
    : ArnOperation<SimulatePrincipalPolicyRequest, PolicyHolder, SimulatePolicyResponse>(iam, PrincipalResource.Instance, static input => input.PolicySourceArn)
{
    protected override async ValueTask<Result<SimulatePolicyResponse>> Handle(
        SimulatePrincipalPolicyRequest input, PolicyHolder found, OperationContext context)
    {
        if (input.ResourcePolicy is not null && input.CallerArn is null && found.Kind == EntityKind.Group)
        {
            return IamErrors.InvalidInput("A group calls nothing: with a ResourcePolicy, CallerArn is needed too.");
        }

        var parts = new SimulationInput(input, input.PolicyInputList);
        var added = parts.Compile(CallerOf(found, context));
        if (!added.Succeeded)
        {
            return added.Error;
        }

        var held = await PolicyHolders.PoliciesOf(Iam, found, context);
        var simulated = added.Value with
        {
            Identity = [.. held.Select(static policy => new NamedPolicy(LabelOf(policy), policy.Compiled)), .. added.Value.Identity],
            Boundary = added.Value.Boundary ?? await BoundaryOf(found, context),
        };
        return await Iam.PageSimulation(PageRequest.From(input, context), simulated);
    }

    // A group is nobody by itself: it is asked as a member whom no policy names.
    private Principal CallerOf(PolicyHolder holder, OperationContext context) =>
        holder.User is { } user ? Principal.User(holder.Arn, user.Id)
        : holder.Role is { } role ? Principal.Role(holder.Arn, role.Id)
        : Iam.NamedByNoPolicy(context);

    private async ValueTask<IReadOnlyList<NamedPolicy>?> BoundaryOf(PolicyHolder holder, OperationContext context)
    {
        if (holder.Grants.Boundary is not { } arn)
        {
            return null;
        }

        return await PolicyHolders.DocumentOf(Iam, arn, context) is { } document
            ? [CompiledDocuments.Managed(document, arn)]
            : [CompiledDocuments.NothingAllowed(arn)];
    }

    private static string LabelOf(HeldPolicy policy)
    {
        var kind = policy.HolderKind switch
        {
            EntityKind.User => "user",
            EntityKind.Group => "group",
            _ => "role",
        };
        return policy.Arn is null ? $"{kind}_{policy.HolderName}_{policy.Name}" : policy.Name;
    }
}
