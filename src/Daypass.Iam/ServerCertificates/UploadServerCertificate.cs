using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Daypass.Iam.Certificates;
using Daypass.Iam.Tags;
using Daypass.Protocol;

namespace Daypass.Iam.ServerCertificates;

/// <summary>Takes a certificate whose key and chain belong to it; the key is stored under the master key and never shown.</summary>
internal sealed class UploadServerCertificate(IamServices iam) : CreateOperation<UploadServerCertificateRequest, UploadServerCertificateResponse>(
    iam, IamResource.ServerCertificate, static input => (input.Path, input.ServerCertificateName), PermissionKeys.RequestTags, "iam:TagServerCertificate")
{
    private static readonly AwsError Unreadable =
        IamErrors.MalformedCertificate("Unable to parse certificate. Please ensure the certificate is in PEM format.");

    private static readonly AwsError Expired =
        IamErrors.MalformedCertificate("Certificate is no longer valid. The 'Not After' date restriction on the certificate has passed.");

    private static readonly AwsError Early =
        IamErrors.MalformedCertificate("Certificate is not yet valid. The 'Not Before' date restriction on the certificate has not passed.");

    protected override IamRequestKeys KeysOf(UploadServerCertificateRequest input) => new() { Tags = input.Tags };

    protected override async ValueTask<Result<UploadServerCertificateResponse>> Handle(UploadServerCertificateRequest input, OperationContext context)
    {
        using var certificate = CertificatePem.TryRead(input.CertificateBody);
        if (certificate is null)
        {
            return Unreadable;
        }

        if (Validate(certificate, input, context.Now) is { } refusal)
        {
            return refusal;
        }

        var tags = EntityTags.Create<ServerCertificate>(input.Tags, Iam.Quotas);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var made = await Iam.Store.Write(
            transaction => transaction.Add(
                () => Make(input, certificate, tags.Value, context), ("ServerCertificatesPerAccount", Iam.Quotas.ServerCertificates), context.Cancelled),
            context.Cancelled);
        return made.Succeeded
            ? new UploadServerCertificateResponse { ServerCertificateMetadata = made.Value.ToWire(Iam.Arns), Tags = made.Value.Tags.OrNone() }
            : made.Error;
    }

    private static AwsError? Validate(X509Certificate2 certificate, UploadServerCertificateRequest input, DateTimeOffset now) =>
        certificate.NotAfter.ToUniversalTime() < now.UtcDateTime ? Expired
        : certificate.NotBefore.ToUniversalTime() > now.UtcDateTime ? Early
        : CertificateKey.Validate(certificate, input.PrivateKey)
            ?? (input.CertificateChain is { } chain ? CertificateChain.Validate(certificate, chain) : null);

    private ServerCertificate Make(UploadServerCertificateRequest input, X509Certificate2 certificate, EntityTag[] tags, OperationContext context)
    {
        var id = UniqueId.New(UniqueIdKind.ServerCertificate, AccountId.Parse(context.Caller.Account));
        var key = Encoding.UTF8.GetBytes(input.PrivateKey);
        try
        {
            return new ServerCertificate
            {
                Account = context.Caller.Account,
                Name = input.ServerCertificateName,
                Id = id,
                Path = input.Path ?? "/",
                UploadedAt = Iam.Now,
                ExpiresAt = certificate.NotAfter.ToUniversalTime(),
                Body = input.CertificateBody.Trim(),
                Chain = input.CertificateChain?.Trim(),
                SealedKey = Iam.Envelope.Seal(ServerCertificate.KeyPurpose, id, key),
                Tags = tags,
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
