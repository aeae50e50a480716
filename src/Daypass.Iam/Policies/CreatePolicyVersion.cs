using Daypass.Iam.Documents;

namespace Daypass.Iam.Policies;

/// <summary>Adds a version to a managed policy.</summary>
internal sealed class CreatePolicyVersion(IamServices iam)
    : PolicyOperation<CreatePolicyVersionRequest, PolicyVersionResponse>(iam, static input => input.PolicyArn)
{
    protected override AwsError? Validate(CreatePolicyVersionRequest input, OperationContext context) =>
        PolicyDocuments.ValidateManaged(input.PolicyDocument, Iam.Quotas);

    protected override ValueTask<Result<PolicyVersionResponse>> Handle(CreatePolicyVersionRequest input, ManagedPolicy policy, OperationContext context) =>
        Change(policy, current => current.Versions.Count >= Iam.Quotas.VersionsPerPolicy ? TooMany() : WithVersion(current, input), context)
            .Then(static changed => new PolicyVersionResponse { PolicyVersion = changed.Versions[^1].ToWire(changed) });

    private ManagedPolicy WithVersion(ManagedPolicy policy, CreatePolicyVersionRequest input)
    {
        var (number, now) = (policy.LastVersion + 1, Iam.Now);
        return policy with
        {
            Versions = [.. policy.Versions, new PolicyVersion(number, input.PolicyDocument, now)],
            LastVersion = number,
            DefaultVersion = input.SetAsDefault is true ? number : policy.DefaultVersion,
            UpdatedAt = now,
        };
    }

    private AwsError TooMany() => new(
        ErrorCode.LimitExceeded,
        409,
        $"A managed policy can have up to {Iam.Quotas.VersionsPerPolicy} versions. Before you create a new version, you must delete an existing version.");
}
