namespace Daypass.Iam.Policies;

/// <summary>Shows a version of a managed policy.</summary>
internal sealed class GetPolicyVersion(IamServices iam) : PolicyOperation<GetPolicyVersionRequest, PolicyVersionResponse>(iam, static input => input.PolicyArn)
{
    protected override ValueTask<Result<PolicyVersionResponse>> Handle(GetPolicyVersionRequest input, ManagedPolicy policy, OperationContext context) =>
        new(policy.FindVersion(input.VersionId) is { } version
            ? new PolicyVersionResponse { PolicyVersion = version.ToWire(policy) with { Document = version.Document } }
            : IamErrors.UnknownVersion(input.PolicyArn, input.VersionId));
}
