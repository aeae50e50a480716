using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.SigningCertificates;

/// <summary>Finds signing certificates and shows them.</summary>
internal static class SigningCertificates
{
    /// <summary>The certificate of an owner; that another one has it is not told.</summary>
    public static async ValueTask<Result<SigningCertificate>> FindCertificate(
        this IDirectoryReader reader, Owner owner, string id, CancellationToken cancelled) =>
        await reader.Find<SigningCertificate>(owner.Account, id, cancelled) is { } certificate && certificate.OwnerId == owner.Id
            ? certificate
            : IamErrors.NoSuchEntity($"The Certificate with id {id} cannot be found.");

    /// <summary>A certificate.</summary>
    public static SigningCertificateShape ToWire(this SigningCertificate certificate, Owner owner) => new()
    {
        UserName = owner.Name,
        CertificateId = certificate.CertificateId,
        CertificateBody = certificate.Body,
        Status = CredentialStatus.Of(certificate.Active),
        UploadDate = certificate.UploadedAt,
    };
}
