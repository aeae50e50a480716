using Daypass.Core.Directory;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Policies;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Simulation;

/// <summary>Says what the policies of a user, group or role would decide, with others added to them.</summary>
internal sealed class SimulatePrincipalPolicy(IamParts iam) : IamOperation<SimulatePrincipalPolicyRequest, SimulatePrincipalPolicyResponse>(iam)
{
    public override ValueTask<Result<SimulatePrincipalPolicyResponse>> Handle(SimulatePrincipalPolicyRequest input, OperationContext context) =>
        PolicyHolders.Find(Iam, input.PolicySourceArn, context).Then(holder => Simulate(holder, input, context));

    protected override IamTarget Target(SimulatePrincipalPolicyRequest input) => IamTarget.By(input.PolicySourceArn);

    private async ValueTask<Result<SimulatePrincipalPolicyResponse>> Simulate(PolicyHolder holder, SimulatePrincipalPolicyRequest input, OperationContext context)
    {
        if (input.ResourcePolicy is not null && input.CallerArn is null && holder.Kind == EntityKind.Group)
        {
            return IamErrors.InvalidInput("A group calls nothing: with a ResourcePolicy, CallerArn is needed too.");
        }

        var caller = SimulationInput.Caller(input.CallerArn, CallerOf(holder, context));
        var added = SimulationInput.Compile(input.PolicyInputList, PolicyKind.Identity, "PolicyInputList");
        var boundary = SimulationInput.Compile(input.PermissionsBoundaryPolicyInputList, PolicyKind.Boundary, "PermissionsBoundaryPolicyInputList");
        var session = SimulationInput.Compile(input.SessionPolicyInputList, PolicyKind.Session, "SessionPolicyInputList");
        var resource = SimulationInput.CompileResource(input.ResourcePolicy, input.TrustPolicy);
        var owner = SimulationInput.Owner(input.ResourceOwner);
        if ((SimulationInput.RefuseActions(input.ActionNames) ?? caller.Error ?? added.Error ?? boundary.Error ?? session.Error ?? resource.Error ?? owner.Error) is { } refusal)
        {
            return refusal;
        }

        var held = await PolicyHolders.PoliciesOf(Iam, holder, context);
        var simulated = new SimulationRequest
        {
            Actions = input.ActionNames,
            Resources = input.ResourceArns.Count == 0 ? ["*"] : input.ResourceArns,
            Caller = caller.Value!,
            Identity = [.. held.Select(static policy => new NamedPolicy(LabelOf(policy), policy.Compiled)), .. added.Value!],
            Boundary = boundary.Value!.Count > 0 ? boundary.Value : await BoundaryOf(holder, context),
            Session = session.Value!.Count == 0 ? null : session.Value,
            Resource = resource.Value,
            ResourceAccount = owner.Value,
            Context = input.ContextEntries,
        };
        return await Iam.Pager.Read(PageOf(context, input.Marker, input.MaxItems), Simulator.Results(simulated))
            .Then(static page => new SimulatePrincipalPolicyResponse { EvaluationResults = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker });
    }

    // A group is nobody by itself: it is asked as a member whom no policy names.
    private Principal CallerOf(PolicyHolder holder, OperationContext context) =>
        holder.User is { } user ? Principal.User(holder.Arn, user.Id)
        : holder.Role is { } role ? Principal.Role(holder.Arn, role.Id)
        : Principal.User(Iam.Arns.Iam(context.Caller.Account, "user", "/", "simulated"));

    private async ValueTask<IReadOnlyList<NamedPolicy>?> BoundaryOf(PolicyHolder holder, OperationContext context)
    {
        if (holder.Grants.Boundary is not { } arn)
        {
            return null;
        }

        return await PolicyHolders.DocumentOf(Iam, arn, context) is { } document ? [CompiledDocuments.Managed(document, arn)] : [CompiledDocuments.NothingAllowed(arn)];
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
