namespace Daypass.Iam.Policies;

/// <summary>Deletes a version of a managed policy that is not the default one.</summary>
internal sealed class DeletePolicyVersion(IamServices iam) : PolicyOperation<DeletePolicyVersionRequest, NoOutput>(iam, static input => input.PolicyArn)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeletePolicyVersionRequest input, ManagedPolicy policy, OperationContext context) =>
        Change(
            policy,
            current => current.FindVersion(input.VersionId) is not { } version ? IamErrors.UnknownVersion(input.PolicyArn, input.VersionId)
                : version.Number == current.DefaultVersion ? IamErrors.DefaultVersionStays
                : current with { Versions = [.. current.Versions.Where(other => other != version)] },
            context).WithoutOutput();
}
