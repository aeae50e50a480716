namespace Daypass.Iam.OtherCredentials;

/// <summary>Lists credentials this server has none of; clients that tidy up before they delete a user ask for them.</summary>
internal sealed class ListSshPublicKeys(IamServices iam)
    : OwnerOperation<ListSshPublicKeysRequest, ListSshPublicKeysResponse>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<ListSshPublicKeysResponse>> Handle(ListSshPublicKeysRequest input, Owner owner, OperationContext context) =>
        Iam.Page<SshPublicKeyMetadata>(PageRequest.From(input, context), [], static _ => "")
            .Then(static page => page.In(new ListSshPublicKeysResponse { SshPublicKeys = page.Items }));
}
