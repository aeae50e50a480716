namespace Daypass.Iam.InstanceProfiles;

/// <summary>Lists the instance profiles below a path.</summary>
internal sealed class ListInstanceProfiles(IamServices iam)
    : ListOperation<ListInstanceProfilesRequest, ListInstanceProfilesResponse>(iam, IamResource.InstanceProfile, static input => input.PathPrefix)
{
    protected override ValueTask<Result<ListInstanceProfilesResponse>> Handle(ListInstanceProfilesRequest input, OperationContext context) =>
        Iam.Page(PageRequest.From(input, context), Iam.Listing<InstanceProfile>(context.Caller.Account, input.PathPrefix, context.Cancelled))
            .Then(async page => (Result<ListInstanceProfilesResponse>)page.In(new ListInstanceProfilesResponse
            {
                InstanceProfiles = await Iam.Show(page.Items, context.Cancelled),
            }));
}
