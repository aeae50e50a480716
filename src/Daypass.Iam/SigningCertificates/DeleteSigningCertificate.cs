using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.SigningCertificates;

/// <summary>Deletes a signing certificate.</summary>
internal sealed class DeleteSigningCertificate(IamServices iam)
    : OwnerOperation<DeleteSigningCertificateRequest, NoOutput>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteSigningCertificateRequest input, Owner owner, OperationContext context) =>
        Iam.Store.WriteOwned<SigningCertificate>(
            owner,
            (reader, current) => reader.FindCertificate(current, input.CertificateId, context.Cancelled),
            (transaction, found) => transaction.TryDelete(found, context.Cancelled),
            context.Cancelled);
}
