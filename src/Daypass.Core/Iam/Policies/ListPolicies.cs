using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Policies;

/// <summary>Lists the managed policies an account may use: its own, the shared ones, or both.</summary>
internal sealed class ListPolicies(IamParts iam) : IamOperation<ListPoliciesRequest, ListPoliciesResponse>(iam)
{
    public override ValueTask<Result<ListPoliciesResponse>> Handle(ListPoliciesRequest input, OperationContext context)
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

        return Iam.Pager.Read(PageOf(context, input.Marker, input.MaxItems), sources)
            .Then(static page => new ListPoliciesResponse { Policies = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker });
    }

    protected override IamTarget Target(ListPoliciesRequest input) => IamTarget.Under(input.PathPrefix);

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

    private static bool IsWanted(ManagedPolicyShape policy, ListPoliciesRequest input)
    {
        var (attached, bounds) = (policy.AttachmentCount > 0, policy.PermissionsBoundaryUsageCount > 0);
        return input.PolicyUsageFilter switch
        {
            "PermissionsPolicy" => attached,
            "PermissionsBoundary" => bounds,
            _ => input.OnlyAttached is not true || attached || bounds,
        };
    }
}
