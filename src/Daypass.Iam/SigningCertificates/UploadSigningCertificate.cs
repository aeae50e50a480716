using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daypass.Iam.Certificates;
using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.SigningCertificates;

/// <summary>Takes an X.509 certificate of a user, or of root.</summary>
internal sealed class UploadSigningCertificate(IamServices iam)
    : OwnerOperation<UploadSigningCertificateRequest, UploadSigningCertificateResponse>(iam, static input => input.UserName)
{
    protected override async ValueTask<Result<UploadSigningCertificateResponse>> Handle(
        UploadSigningCertificateRequest input, Owner owner, OperationContext context)
    {
        using var certificate = CertificatePem.TryRead(input.CertificateBody);
        if (certificate is null || !IsValidAt(certificate, context.Now))
        {
            return IamErrors.MalformedCertificate(Malformed(input.CertificateBody));
        }

#pragma warning disable CA5350 // The id that AWS gives is the SHA-1 of the certificate; nothing is proven by it.
        var digest = SHA1.HashData(certificate.RawDataMemory.Span);
#pragma warning restore CA5350
        var made = new SigningCertificate
        {
            Account = owner.Account,
            CertificateId = Base32Text.Encode(digest),
            OwnerId = owner.Id,
            UploadedAt = Iam.Now,
            Body = input.CertificateBody,
        };
        return await Iam.Store.WriteFor<SigningCertificate>(
            owner, (transaction, _) => Add(transaction, owner, made, context.Cancelled), context.Cancelled)
            .Then(stored => new UploadSigningCertificateResponse { Certificate = stored.ToWire(owner) with { Status = CredentialStatus.Active } });
    }

    // The user's own certificate again is no error and changes nothing, also when it was switched off; AWS says Active all the same.
    private async ValueTask<Result<SigningCertificate>> Add(
        IDirectoryTransaction transaction, Owner owner, SigningCertificate made, CancellationToken cancelled)
    {
        if (await transaction.Find<SigningCertificate>(made.Account, made.CertificateId, cancelled) is { } known)
        {
            return known.OwnerId == owner.Id ? known : IamErrors.DuplicateCertificate;
        }

        if ((await transaction.OwnedBy<SigningCertificate>(owner, cancelled)).Count >= Iam.Quotas.SigningCertificatesPerUser)
        {
            return IamErrors.QuotaExceeded("CertificatesPerUser", Iam.Quotas.SigningCertificatesPerUser);
        }

        return await transaction.TryAdd(made, cancelled) ? made : IamErrors.ConcurrentModification;
    }

    private static bool IsValidAt(X509Certificate2 certificate, DateTimeOffset now) =>
        certificate.NotBefore.ToUniversalTime() <= now.UtcDateTime && now.UtcDateTime <= certificate.NotAfter.ToUniversalTime();

    // As AWS, the first line of what was sent; of PEM its label alone, because what follows may be a private key that was sent by mistake.
    private static string Malformed(string body)
    {
        var lines = body.AsSpan();
        var end = lines.IndexOfAny('\r', '\n');
        var line = end < 0 ? lines : lines[..end];
        const string Dashes = "-----";
        var label = line.IndexOf(Dashes, StringComparison.Ordinal);
        if (label < 0)
        {
            return end < 0 ? $"Certificate {line} is malformed." : $"Certificate {line}";
        }

        var close = line[(label + Dashes.Length)..].IndexOf(Dashes, StringComparison.Ordinal);
        return $"Certificate {line[..(close < 0 ? label : label + close + (2 * Dashes.Length))]}";
    }
}
