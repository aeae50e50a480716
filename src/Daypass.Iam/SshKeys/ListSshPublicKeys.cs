using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.SshKeys;

/// <summary>Lists the SSH public keys of a user, the caller's own when no name is given.</summary>
internal sealed class ListSshPublicKeys(IamServices iam)
    : OwnerOperation<ListSshPublicKeysRequest, ListSshPublicKeysResponse>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<ListSshPublicKeysResponse>> Handle(ListSshPublicKeysRequest input, Owner owner, OperationContext context) =>
        Iam.Page(
            PageRequest.From(input, context), Iam.Referrers<SshPublicKey>(owner.Account, Relation.Credential, owner.Id, context.Cancelled))
            .Then(page => page.In(new ListSshPublicKeysResponse
            {
                SshPublicKeys = page.Items.ConvertAll(key => new SshPublicKeyMetadata
                {
                    UserName = owner.Name,
                    SshPublicKeyId = key.Id,
                    Status = CredentialStatus.Of(key.Active),
                    UploadDate = key.UploadedAt,
                }),
            }));
}
