namespace Daypass.Iam.Policies;

/// <summary>Describes a managed policy. An empty list of tags is shown, as by every Get of a resource that had no tags before 2021.</summary>
internal sealed class GetPolicy(IamServices iam) : PolicyOperation<GetPolicyRequest, PolicyResponse>(iam, static input => input.PolicyArn)
{
    protected override async ValueTask<Result<PolicyResponse>> Handle(GetPolicyRequest input, ManagedPolicy policy, OperationContext context)
    {
        var shown = await Iam.Show(policy, context.Caller.Account, context.Cancelled);
        return new PolicyResponse { Policy = shown with { Description = policy.Description, Tags = policy.Tags.ToWire() } };
    }
}
