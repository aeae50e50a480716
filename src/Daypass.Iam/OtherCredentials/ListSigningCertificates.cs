namespace Daypass.Iam.OtherCredentials;

/// <summary>Lists credentials this server has none of; clients that tidy up before they delete a user ask for them.</summary>
internal sealed class ListSigningCertificates(IamServices iam)
    : OwnerOperation<ListSigningCertificatesRequest, ListSigningCertificatesResponse>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<ListSigningCertificatesResponse>> Handle(ListSigningCertificatesRequest input, Owner owner, OperationContext context) =>
        Iam.Page<SigningCertificate>(PageRequest.From(input, context), [], static _ => "")
            .Then(static page => page.In(new ListSigningCertificatesResponse { Certificates = page.Items }));
}
