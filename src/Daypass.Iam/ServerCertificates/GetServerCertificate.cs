namespace Daypass.Iam.ServerCertificates;

/// <summary>Shows a server certificate, its chain and its tags.</summary>
internal sealed class GetServerCertificate(IamServices iam)
    : EntityOperation<GetServerCertificateRequest, ServerCertificate, GetServerCertificateResponse>(iam, static input => input.ServerCertificateName)
{
    protected override ValueTask<Result<GetServerCertificateResponse>> Handle(
        GetServerCertificateRequest input, ServerCertificate certificate, OperationContext context) =>
        new(new GetServerCertificateResponse
        {
            ServerCertificate = new ServerCertificateShape
            {
                ServerCertificateMetadata = certificate.ToWire(Iam.Arns),
                CertificateBody = certificate.Body,
                CertificateChain = certificate.Chain,
                Tags = certificate.Tags.ToWire(),
            },
        });
}
