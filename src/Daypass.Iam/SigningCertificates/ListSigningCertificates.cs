namespace Daypass.Iam.SigningCertificates;

/// <summary>Lists the signing certificates of a user, the caller's own when no name is given.</summary>
internal sealed class ListSigningCertificates(IamServices iam)
    : OwnerOperation<ListSigningCertificatesRequest, ListSigningCertificatesResponse>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<ListSigningCertificatesResponse>> Handle(ListSigningCertificatesRequest input, Owner owner, OperationContext context) =>
        Iam.Page(
            PageRequest.From(input, context), Iam.Referrers<SigningCertificate>(owner.Account, Relation.Credential, owner.Id, context.Cancelled))
            .Then(page => page.In(new ListSigningCertificatesResponse { Certificates = page.Items.ConvertAll(found => found.ToWire(owner)) }));
}
