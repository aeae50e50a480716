namespace Daypass.Iam.Policies;

/// <summary>Lists the versions of a managed policy, the newest first.</summary>
internal sealed class ListPolicyVersions(IamServices iam)
    : PolicyOperation<ListPolicyVersionsRequest, ListPolicyVersionsResponse>(iam, static input => input.PolicyArn)
{
    protected override ValueTask<Result<ListPolicyVersionsResponse>> Handle(ListPolicyVersionsRequest input, ManagedPolicy policy, OperationContext context) =>
        Iam.Page(
            PageRequest.From(input, context),
            [.. policy.Versions.Reverse().Select(version => version.ToWire(policy))],
            static version => version.VersionId!).Then(static page => page.In(new ListPolicyVersionsResponse { Versions = page.Items }));
}
