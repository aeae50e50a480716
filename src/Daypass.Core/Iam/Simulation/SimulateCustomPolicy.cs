using Daypass.Core.Iam.Permissions;
using Daypass.Core.Requests;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Simulation;

/// <summary>Says what the policies in the request would decide.</summary>
internal sealed class SimulateCustomPolicy(IamParts iam) : IamOperation<SimulateCustomPolicyRequest, SimulateCustomPolicyResponse>(iam)
{
    public override async ValueTask<Result<SimulateCustomPolicyResponse>> Handle(SimulateCustomPolicyRequest input, OperationContext context)
    {
        if (input.ResourcePolicy is not null && input.CallerArn is null)
        {
            return IamErrors.InvalidInput("A ResourcePolicy is about a caller: CallerArn is needed too.");
        }

        // Somebody whom no policy names.
        var nobody = Principal.User(Iam.Arns.Iam(context.Caller.Account, "user", "/", "simulated"));
        var caller = SimulationInput.Caller(input.CallerArn, nobody);
        var identity = SimulationInput.Compile(input.PolicyInputList, PolicyKind.Identity, "PolicyInputList");
        var boundary = SimulationInput.Compile(input.PermissionsBoundaryPolicyInputList, PolicyKind.Boundary, "PermissionsBoundaryPolicyInputList");
        var session = SimulationInput.Compile(input.SessionPolicyInputList, PolicyKind.Session, "SessionPolicyInputList");
        var resource = SimulationInput.CompileResource(input.ResourcePolicy, input.TrustPolicy);
        var owner = SimulationInput.Owner(input.ResourceOwner);
        if ((SimulationInput.RefuseActions(input.ActionNames) ?? caller.Error ?? identity.Error ?? boundary.Error ?? session.Error ?? resource.Error ?? owner.Error) is { } refusal)
        {
            return refusal;
        }

        var simulated = new SimulationRequest
        {
            Actions = input.ActionNames,
            Resources = input.ResourceArns.Count == 0 ? ["*"] : input.ResourceArns,
            Caller = caller.Value!,
            Identity = identity.Value!,
            Boundary = boundary.Value!.Count == 0 ? null : boundary.Value,
            Session = session.Value!.Count == 0 ? null : session.Value,
            Resource = resource.Value,
            ResourceAccount = owner.Value,
            Context = input.ContextEntries,
        };
        return await Iam.Pager.Read(PageOf(context, input.Marker, input.MaxItems), Simulator.Results(simulated))
            .Then(static page => new SimulateCustomPolicyResponse { EvaluationResults = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker });
    }

    protected override IamTarget Target(SimulateCustomPolicyRequest input) => IamTarget.None;
}
