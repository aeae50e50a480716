namespace Daypass.Iam.Policies;

/// <summary>Puts a version of a managed policy in force.</summary>
internal sealed class SetDefaultPolicyVersion(IamServices iam) : PolicyOperation<SetDefaultPolicyVersionRequest, NoOutput>(iam, static input => input.PolicyArn)
{
    protected override ValueTask<Result<NoOutput>> Handle(SetDefaultPolicyVersionRequest input, ManagedPolicy policy, OperationContext context) =>
        Change(
            policy,
            current => current.FindVersion(input.VersionId) is { } version
                ? current with { DefaultVersion = version.Number, UpdatedAt = Iam.Now }
                : IamErrors.UnknownVersion(input.PolicyArn, input.VersionId),
            context).WithoutOutput();
}
