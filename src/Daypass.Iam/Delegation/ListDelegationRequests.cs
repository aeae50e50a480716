using Daypass.Core.Delegation;

namespace Daypass.Iam.Delegation;

/// <summary>Lists the delegation requests that the caller's account decides.</summary>
internal sealed class ListDelegationRequests(IamServices iam) : IamAccountOperation<ListDelegationRequestsRequest, ListDelegationRequestsResponse>(iam)
{
    protected override ValueTask<Result<ListDelegationRequestsResponse>> Handle(ListDelegationRequestsRequest input, OperationContext context)
    {
        var all = Iam.Referrers<DelegationRequest>("", Relation.DecidedBy, context.Caller.Account, context.Cancelled);
        PageSource<DelegationRequest> wanted = async (after, limit) =>
            (await all(after, limit)).ConvertAll(row => row with { Item = Shown(row.Item!, input.OwnerId, context) });
        return Iam.Page(PageRequest.From(input, context), wanted).Then(static page => new ListDelegationRequestsResponse
        {
            DelegationRequests = page.Items.ConvertAll(DelegationAnswers.ToWire),
            Marker = page.Marker,
            IsTruncated = page.IsTruncated,
        });
    }

    private static DelegationRequest? Shown(DelegationRequest request, string? owner, OperationContext context) =>
        owner is null || owner == request.OwnerAccount || owner == request.Owner?.Arn ? DelegationSteps.At(request, context.Now) : null;
}
