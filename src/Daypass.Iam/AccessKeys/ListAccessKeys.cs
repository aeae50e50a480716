namespace Daypass.Iam.AccessKeys;

/// <summary>Lists the access keys of a user, the caller's own when no name is given.</summary>
internal sealed class ListAccessKeys(IamServices iam) : OwnerOperation<ListAccessKeysRequest, ListAccessKeysResponse>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<ListAccessKeysResponse>> Handle(ListAccessKeysRequest input, Owner owner, OperationContext context) =>
        Iam.Page(PageRequest.From(input, context), Iam.Referrers<AccessKey>("", Relation.Owner, owner.Id, context.Cancelled)).Then(page =>
            page.In(new ListAccessKeysResponse
            {
                AccessKeyMetadata = page.Items.ConvertAll(key => new AccessKeyMetadata
                {
                    UserName = owner.Name,
                    AccessKeyId = key.Id,
                    Status = AccessKeyAnswers.StatusOf(key),
                    CreateDate = key.CreatedAt,
                }),
            }));
}
