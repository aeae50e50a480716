using Daypass.Core.Operations;
using Daypass.Protocol.Verification;

namespace Daypass.Iam.ResourcePolicies;

/// <summary>Lists the resources of the account that have a policy.</summary>
internal sealed class ListResourcePolicies(IamServices iam) : AccountOperation<ListResourcePoliciesRequest, ListResourcePoliciesResponse>
{
    protected override async ValueTask<Result<ListResourcePoliciesResponse>> Handle(ListResourcePoliciesRequest input, OperationContext context)
    {
        var page = await iam.Page(
            new PageRequest(Description.Name, context.Caller.Account, input.NextToken, input.MaxResults),
            iam.Listing<ResourcePolicy>(context.Caller.Account, input.Prefix, context.Cancelled));
        return page.Succeeded
            ? new ListResourcePoliciesResponse
            {
                ResourceArns = page.Value.Items.ConvertAll(static policy => policy.ResourceArn),
                NextToken = page.Value.Marker,
            }
            : page.Error;
    }
}
