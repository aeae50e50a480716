using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.SigningCertificates;

/// <summary>Switches a signing certificate on or off.</summary>
internal sealed class UpdateSigningCertificate(IamServices iam)
    : OwnerOperation<UpdateSigningCertificateRequest, NoOutput>(iam, static input => input.UserName)
{
    protected override AwsError? Validate(UpdateSigningCertificateRequest input, OperationContext context) => CredentialStatus.Validate(input.Status);

    protected override ValueTask<Result<NoOutput>> Handle(UpdateSigningCertificateRequest input, Owner owner, OperationContext context) =>
        Iam.Store.WriteOwned<SigningCertificate>(
            owner,
            (reader, current) => reader.FindCertificate(current, input.CertificateId, context.Cancelled),
            (transaction, found) => transaction.TryUpdate(found, found.WithActive(input.Status == CredentialStatus.Active), context.Cancelled),
            context.Cancelled);
}
