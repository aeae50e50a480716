using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.ServiceCredentials;

/// <summary>Switches a credential for a service on or off.</summary>
internal sealed class UpdateServiceSpecificCredential(IamServices iam)
    : OwnerOperation<UpdateServiceSpecificCredentialRequest, NoOutput>(iam, static input => input.UserName)
{
    protected override AwsError? Validate(UpdateServiceSpecificCredentialRequest input, OperationContext context) => CredentialStatus.Validate(input.Status);

    protected override ValueTask<Result<NoOutput>> Handle(UpdateServiceSpecificCredentialRequest input, Owner owner, OperationContext context) =>
        Iam.Store.WriteOwned<ServiceCredential>(
            owner,
            (reader, current) => reader.FindServiceCredential(current, input.ServiceSpecificCredentialId, context.Cancelled),
            (transaction, found) => transaction.TryUpdate(found, found.WithActive(input.Status == CredentialStatus.Active), context.Cancelled),
            context.Cancelled);
}
