using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.ServiceCredentials;

/// <summary>Deletes a credential for a service.</summary>
internal sealed class DeleteServiceSpecificCredential(IamServices iam)
    : OwnerOperation<DeleteServiceSpecificCredentialRequest, NoOutput>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteServiceSpecificCredentialRequest input, Owner owner, OperationContext context) =>
        Iam.Store.WriteOwned<ServiceCredential>(
            owner,
            (reader, current) => reader.FindServiceCredential(current, input.ServiceSpecificCredentialId, context.Cancelled),
            (transaction, found) => transaction.TryDelete(found, context.Cancelled),
            context.Cancelled);
}
