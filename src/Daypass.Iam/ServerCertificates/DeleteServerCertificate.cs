namespace Daypass.Iam.ServerCertificates;

/// <summary>Deletes a server certificate with its key; nothing here uses one, so nothing is in the way.</summary>
internal sealed class DeleteServerCertificate(IamServices iam)
    : EntityOperation<DeleteServerCertificateRequest, ServerCertificate, NoOutput>(iam, static input => input.ServerCertificateName)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteServerCertificateRequest input, ServerCertificate certificate, OperationContext context) =>
        Iam.Store.Remove(certificate, static (_, _) => new((AwsError?)null), context.Cancelled);
}
