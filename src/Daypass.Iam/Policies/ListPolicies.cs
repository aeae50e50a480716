using Daypass.Core.Directory;

namespace Daypass.Iam.Policies;

/// <summary>Lists the managed policies an account may use: its own, the shared ones, or both.</summary>
internal sealed class ListPolicies(IamServices iam)
    : ListOperation<ListPoliciesRequest, ListPoliciesResponse>(iam, IamResource.Policy, static input => input.PathPrefix)
{
    protected override ValueTask<Result<ListPoliciesResponse>> Handle(ListPoliciesRequest input, OperationContext context)
    {
        var sources = new List<PageSource<ManagedPolicyShape>>(2);
        if (input.Scope is not "AWS")
        {
            sources.Add(Source(context.Caller.Account, input, context));
        }

        if (input.Scope is not "Local")
        {
            sources.Add(Source(EntityArns.SharedAccount, input, context));
        }

        return Iam.Page(PageRequest.From(input, context), sources).Then(static page => page.In(new ListPoliciesResponse { Policies = page.Items }));
    }

    private PageSource<ManagedPolicyShape> Source(string owner, ListPoliciesRequest input, OperationContext context) => async (after, limit) =>
    {
        var rows = new List<Listed<ManagedPolicyShape>>(limit);
        foreach (var policy in await Iam.Store.List<ManagedPolicy>(owner, input.PathPrefix ?? "/", after, limit, context.Cancelled))
        {
            var shown = await Iam.Show(policy, context.Caller.Account, context.Cancelled);
            rows.Add(new Listed<ManagedPolicyShape>(EntityKey.Fold(policy.Name), IsWanted(shown, input) ? shown : null));
        }

        return rows;
    };

    // How a policy is used is only asked about those that are.
    private static bool IsWanted(ManagedPolicyShape policy, ListPoliciesRequest input)
    {
        var (attached, bounds) = (policy.AttachmentCount > 0, policy.PermissionsBoundaryUsageCount > 0);
        return input.OnlyAttached is not true || input.PolicyUsageFilter switch
        {
            "PermissionsPolicy" => attached,
            "PermissionsBoundary" => bounds,
            _ => attached || bounds,
        };
    }
}
