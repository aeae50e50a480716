using System.Security.Cryptography.X509Certificates;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Verification;
using Daypass.Server.Tests.Sts;
using Daypass.Testing;

namespace Daypass.Server.Tests.Audit;

/// <summary>Passwords, API keys and private keys that pass through are on no record.</summary>
public sealed class CredentialRecordTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Secrets_of_credentials_and_certificates_are_not_on_record()
    {
        var (user, _) = await world.NewUser("git:Pull");
        var secrets = new List<string>();
        foreach (var service in new[] { "codecommit.amazonaws.com", "bedrock.amazonaws.com" })
        {
            var made = (await world.Server.Api.Get(
                new CreateServiceSpecificCredentialRequest { UserName = user.Name, ServiceName = service }, world.Admin)).ServiceSpecificCredential;
            var reset = (await world.Server.Api.Get(
                new ResetServiceSpecificCredentialRequest { UserName = user.Name, ServiceSpecificCredentialId = made.ServiceSpecificCredentialId },
                world.Admin)).ServiceSpecificCredential;
            secrets.AddRange(new[] { made, reset }.Select(static shown => (shown.ServicePassword ?? shown.ServiceCredentialSecret)!));
            await world.Server.Api.Get(
                new CheckServiceCredentialRequest
                {
                    ServiceName = service,
                    ServiceUserName = reset.ServiceUserName,
                    ServicePassword = reset.ServicePassword,
                    ServiceCredentialSecret = reset.ServiceCredentialSecret,
                    RequestedAction = "git:Pull",
                    Resource = "arn:aws:git:eu-west-1::repository/7",
                }, world.Admin);
        }

        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        using var key = certificate.GetECDsaPrivateKey()!;
        var pem = key.ExportPkcs8PrivateKeyPem();
        await world.Server.Api.Call(
            new UploadServerCertificateRequest { ServerCertificateName = "site", CertificateBody = certificate.ExportCertificatePem(), PrivateKey = pem },
            world.Admin);

        // By mistake.
        await world.Server.Api.Call(new UploadSigningCertificateRequest { UserName = user.Name, CertificateBody = pem }, world.Admin);
        await world.Server.Api.Call(new UploadSshPublicKeyRequest { UserName = user.Name, SshPublicKeyBody = pem }, world.Admin);
        secrets.AddRange(pem.Split('\n').Where(static line => !line.StartsWith('-') && line.Length > 20));

        var record = string.Join('\n', (await AuditLines.Read(world.Server)).Select(static line => line.ToJsonString()));
        Assert.Contains("UploadServerCertificate", record, StringComparison.Ordinal);
        Assert.Contains("CheckServiceCredential", record, StringComparison.Ordinal);
        Assert.All(secrets, secret =>
        {
            Assert.DoesNotContain(secret, record, StringComparison.Ordinal);
            Assert.DoesNotContain(Uri.EscapeDataString(secret), record, StringComparison.Ordinal);
        });
    }
}
