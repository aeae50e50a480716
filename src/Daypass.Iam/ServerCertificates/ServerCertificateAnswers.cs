using Daypass.Core.Directory;

namespace Daypass.Iam.ServerCertificates;

/// <summary>Shows server certificates; never their keys.</summary>
internal static class ServerCertificateAnswers
{
    /// <summary>A certificate without its texts.</summary>
    public static ServerCertificateMetadata ToWire(this ServerCertificate certificate, EntityArns arns) => new()
    {
        Path = certificate.Path,
        ServerCertificateName = certificate.Name,
        ServerCertificateId = certificate.Id,
        Arn = arns.For(certificate),
        UploadDate = certificate.UploadedAt,
        Expiration = certificate.ExpiresAt,
    };
}
