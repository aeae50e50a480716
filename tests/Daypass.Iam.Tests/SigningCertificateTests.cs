using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

public sealed class SigningCertificateTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public async Task A_certificate_is_listed_as_it_was_sent_switched_off_and_deleted()
    {
        await world.Do(new CreateUserRequest { UserName = "signer" });
        using var certificate = Make("signer");
        var made = (await world.Do(new UploadSigningCertificateRequest { UserName = "signer", CertificateBody = certificate.Pem + "\n" })).Certificate;
        Assert.Equal((32, "signer", "Active", certificate.Pem + "\n"), (made.CertificateId.Length, made.UserName, made.Status, made.CertificateBody));

        await world.Do(new UpdateSigningCertificateRequest { UserName = "signer", CertificateId = made.CertificateId, Status = "Inactive" });
        var listed = Assert.Single((await world.Do(new ListSigningCertificatesRequest { UserName = "signer" })).Certificates);
        Assert.Equal(made with { Status = "Inactive" }, listed);
        await world.Refuses(
            new UpdateSigningCertificateRequest { UserName = "signer", CertificateId = made.CertificateId, Status = "Expired" }, "InvalidInput", 400,
            "Operation does not support status Expired");
        await world.Refuses(
            new DeleteUserRequest { UserName = "signer" }, "DeleteConflict", 409, "Cannot delete entity, must delete certificates first.");
        await world.Do(new DeleteSigningCertificateRequest { UserName = "signer", CertificateId = made.CertificateId });
        Assert.Empty((await world.Do(new ListSigningCertificatesRequest { UserName = "signer" })).Certificates);
        await world.Refuses(
            new DeleteSigningCertificateRequest { UserName = "signer", CertificateId = made.CertificateId }, "NoSuchEntity", 404,
            $"The Certificate with id {made.CertificateId} cannot be found.");
        await world.Do(new DeleteUserRequest { UserName = "signer" });
    }

    [Fact]
    public async Task The_same_again_is_the_same_for_its_user_and_refused_for_another()
    {
        await world.Do(new CreateUserRequest { UserName = "twice" });
        await world.Do(new CreateUserRequest { UserName = "copier" });
        using var certificate = Make("twice", rsa: true, bits: 1024);
        var made = (await world.Do(new UploadSigningCertificateRequest { UserName = "twice", CertificateBody = certificate.Pem })).Certificate;
        await world.Do(new UpdateSigningCertificateRequest { UserName = "twice", CertificateId = made.CertificateId, Status = "Inactive" });
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(made, (await world.Do(new UploadSigningCertificateRequest { UserName = "twice", CertificateBody = certificate.Pem })).Certificate);
        Assert.Equal("Inactive", Assert.Single((await world.Do(new ListSigningCertificatesRequest { UserName = "twice" })).Certificates).Status);

        await world.Refuses(
            new UploadSigningCertificateRequest { UserName = "copier", CertificateBody = certificate.Pem }, "DuplicateCertificate", 409,
            "Duplicate certificate uploaded.");
        await world.Refuses(
            new UpdateSigningCertificateRequest { UserName = "copier", CertificateId = made.CertificateId, Status = "Active" }, "NoSuchEntity", 404,
            $"The Certificate with id {made.CertificateId} cannot be found.");

        var (_, elsewhere) = await world.NewAccount();
        await world.Do(new UploadSigningCertificateRequest { CertificateBody = certificate.Pem }, elsewhere);
    }

    [Fact]
    public async Task A_user_has_two_and_the_credential_report_shows_them()
    {
        await world.Do(new CreateUserRequest { UserName = "third" });
        for (var made = 0; made < 2; made++)
        {
            using var one = Make("one");
            await world.Do(new UploadSigningCertificateRequest { UserName = "third", CertificateBody = one.Pem });
        }

        using var more = Make("more");
        await world.Refuses(
            new UploadSigningCertificateRequest { UserName = "third", CertificateBody = more.Pem }, "LimitExceeded", 409,
            "Cannot exceed quota for CertificatesPerUser: 2");

        world.Clock.Advance(TimeSpan.FromHours(5));
        await world.Do(new GenerateCredentialReportRequest());
        var report = System.Text.Encoding.UTF8.GetString((await world.Do(new GetCredentialReportRequest())).Content!.Value.Span);
        var row = report.Split('\n').Single(static line => line.StartsWith("third,", StringComparison.Ordinal)).Split(',');
        Assert.Equal(("true", "true"), (row[^4], row[^2]));
        Assert.Equal(2, (await world.Do(new GetAccountSummaryRequest())).SummaryMap!["SigningCertificatesPerUserQuota"]);
    }

    [Fact]
    public async Task What_is_no_certificate_of_today_is_refused_and_a_key_is_not_repeated()
    {
        await world.Do(new CreateUserRequest { UserName = "wrong" });
        await Refused("not a certificate", "Certificate not a certificate is malformed.");
        using var expired = Make("expired", fromDay: -9, untilDay: -1);
        await Refused(expired.Pem, "Certificate -----BEGIN CERTIFICATE-----");
        using var early = Make("early", fromDay: 1);
        await Refused(early.Pem, "Certificate -----BEGIN CERTIFICATE-----");
        await Refused(early.KeyPem, "Certificate -----BEGIN PRIVATE KEY-----");
        await Refused(early.KeyPem.ReplaceLineEndings(" "), "Certificate -----BEGIN PRIVATE KEY-----");
        using var good = Make("good");
        await Refused(good.Pem + "\n" + good.Pem, "Certificate -----BEGIN CERTIFICATE-----");

        Task Refused(string body, string message) =>
            world.Refuses(new UploadSigningCertificateRequest { UserName = "wrong", CertificateBody = body }, "MalformedCertificate", 400, message);
    }

    private MadeCertificate Make(string name, bool rsa = false, int fromDay = -1, int untilDay = 30, int bits = 2048) =>
        MadeCertificate.Create(name, world.Clock.GetUtcNow(), rsa: rsa, fromDay: fromDay, untilDay: untilDay, bits: bits);
}
