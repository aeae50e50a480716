namespace Daypass.Iam.ServerCertificates;

/// <summary>Lists the server certificates below a path.</summary>
internal sealed class ListServerCertificates(IamServices iam)
    : ListOperation<ListServerCertificatesRequest, ListServerCertificatesResponse>(iam, IamResource.ServerCertificate, static input => input.PathPrefix)
{
    protected override ValueTask<Result<ListServerCertificatesResponse>> Handle(ListServerCertificatesRequest input, OperationContext context) =>
        Iam.Page(PageRequest.From(input, context), Iam.Listing<ServerCertificate>(context.Caller.Account, input.PathPrefix, context.Cancelled))
            .Then(page => page.In(new ListServerCertificatesResponse
            {
                ServerCertificateMetadataList = page.Items.ConvertAll(certificate => certificate.ToWire(Iam.Arns)),
            }));
}
