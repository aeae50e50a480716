using System.Text;
using Daypass.Core.Entities;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Tests;

public sealed class ServerCertificateTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public async Task A_certificate_is_shown_with_its_chain_and_tags_renamed_moved_and_deleted()
    {
        using var root = Make("root", isAuthority: true);
        using var middle = Make("middle", root, isAuthority: true, rsa: true);
        using var site = Make("site.example", middle);
        var made = await Upload("site", site, chain: middle.Pem + "\n" + root.Pem + "\n", path: "/web/", tags: [new() { Key = "Team", Value = "one" }]);
        var metadata = made.ServerCertificateMetadata;
        Assert.Equal(
            (21, "ASCA", "/web/", world.Arn("server-certificate/web/site"), site.NotAfter),
            (metadata.ServerCertificateId.Length, metadata.ServerCertificateId[..4], metadata.Path, metadata.Arn, metadata.Expiration));
        Assert.Equal("one", Assert.Single(made.Tags!).Value);

        var shown = (await world.Do(new GetServerCertificateRequest { ServerCertificateName = "SITE" })).ServerCertificate;
        Assert.Equal((metadata, site.Pem.Trim(), middle.Pem + "\n" + root.Pem.Trim()), (shown.ServerCertificateMetadata, shown.CertificateBody,
            shown.CertificateChain));

        await world.Do(new UpdateServerCertificateRequest { ServerCertificateName = "site", NewServerCertificateName = "shop", NewPath = "/sale/" });
        await world.Refuses(
            new GetServerCertificateRequest { ServerCertificateName = "site" }, "NoSuchEntity", 404,
            "The Server Certificate with name site cannot be found.");
        await world.Do(new UpdateServerCertificateRequest { ServerCertificateName = "shop" });
        var moved = Assert.Single((await world.Do(new ListServerCertificatesRequest { PathPrefix = "/sale/" })).ServerCertificateMetadataList);
        Assert.Equal((world.Arn("server-certificate/sale/shop"), metadata.ServerCertificateId), (moved.Arn, moved.ServerCertificateId));
        Assert.Single((await world.Do(new ListServerCertificateTagsRequest { ServerCertificateName = "shop" })).Tags);

        await world.Do(new DeleteServerCertificateRequest { ServerCertificateName = "shop" });
        await world.Refuses(
            new DeleteServerCertificateRequest { ServerCertificateName = "shop" }, "NoSuchEntity", 404,
            "The Server Certificate with name shop cannot be found.");
    }

    [Fact]
    public async Task The_key_is_stored_under_the_master_key_and_nowhere_else()
    {
        using var site = Make("secret.example");
        await Upload("secret", site);
        var stored = (await world.Parts.Store.Find<ServerCertificate>(world.Account, "secret", CancellationToken.None))!;
        Assert.Equal(site.KeyPem, Encoding.UTF8.GetString(world.Parts.Envelope.Open(ServerCertificate.KeyPurpose, stored.Id, stored.SealedKey)!));
        Assert.DoesNotContain("PRIVATE", Encoding.UTF8.GetString(stored.ToRow().Body.Span), StringComparison.Ordinal);
        Assert.DoesNotContain(site.KeyPem[30..60], UploadRequest("secret", site).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_either_kind_and_form_are_taken()
    {
        using var curve = Make("curve.example");
        using var rsa = Make("rsa.example", rsa: true);
        using var small = Make("small.example", rsa: true, bits: 1024);
        foreach (var (name, certificate) in new[] { ("curve", curve), ("rsa", rsa), ("small", small) })
        {
            await Upload(name, certificate);
            await world.Do(UploadRequest(name + "-old", certificate) with { PrivateKey = certificate.OldKeyPem });
        }
    }

    [Fact]
    public async Task What_does_not_belong_together_is_refused()
    {
        using var root = Make("authority", isAuthority: true);
        using var middle = Make("between", root, isAuthority: true);
        using var namesake = Make("between", isAuthority: true);
        using var site = Make("whole.example", middle);
        using var other = Make("other.example");
        using var rsa = Make("other.example", rsa: true);
        var request = UploadRequest("whole", site);

        const string Mismatch = "The private key did not match the public key provided. Please verify the key material and try again.";
        await Refused(request with { PrivateKey = other.KeyPem }, "KeyPairMismatch", Mismatch);
        await Refused(request with { PrivateKey = rsa.KeyPem }, "KeyPairMismatch", Mismatch);
        foreach (var key in new[] { "none", site.Pem, site.EncryptedKeyPem })
        {
            await Refused(request with { PrivateKey = key }, "MalformedCertificate", "Invalid Private Key.");
        }

        const string Unreadable = "Unable to parse certificate. Please ensure the certificate is in PEM format.";
        await Refused(request with { CertificateBody = "none" }, "MalformedCertificate", Unreadable);
        await Refused(request with { CertificateBody = site.Pem + "\n" + middle.Pem }, "MalformedCertificate", Unreadable);

        await Refused(request with { CertificateChain = "none" }, "MalformedCertificate", "Unknown");
        await Refused(request with { CertificateChain = middle.Pem + "\nnone" }, "MalformedCertificate", "Unknown");
        foreach (var (chain, index) in new[]
        {
            (other.Pem, -1), (root.Pem, -1), (namesake.Pem, -1), (middle.Pem + "\n" + site.Pem, 1), (middle.Pem + "\n" + root.Pem + "\n" + site.Pem, 2),
        })
        {
            await Refused(
                request with { CertificateChain = chain }, "MalformedCertificate",
                "Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any"
                    + $" intermediaries in order. The index within the chain of the invalid certificate is: {index}");
        }

        await world.Do(request with { CertificateChain = middle.Pem + "\n" + root.Pem + "\n" + root.Pem });
        await world.Refuses(
            UploadRequest("WHOLE", other), "EntityAlreadyExists", 409, "The Server Certificate with name WHOLE already exists.");

        Task Refused(UploadServerCertificateRequest asked, string code, string message) => world.Refuses(asked, code, 400, message);
    }

    [Fact]
    public async Task A_certificate_that_is_not_of_today_is_refused()
    {
        using var expired = Make("expired.example", fromDay: -9, untilDay: -1);
        using var early = Make("early.example", fromDay: 1);
        await world.Refuses(
            UploadRequest("expired", expired), "MalformedCertificate", 400,
            "Certificate is no longer valid. The 'Not After' date restriction on the certificate has passed.");
        await world.Refuses(
            UploadRequest("early", early), "MalformedCertificate", 400,
            "Certificate is not yet valid. The 'Not Before' date restriction on the certificate has not passed.");
    }

    [Fact]
    public async Task Tags_keep_their_case_and_decide_who_may()
    {
        using var site = Make("tagged.example");
        await Upload("tagged", site, tags: [new() { Key = "Team", Value = "one" }, new() { Key = "team", Value = "two" }]);
        await world.Do(new UntagServerCertificateRequest { ServerCertificateName = "tagged", TagKeys = ["Team"] });
        Assert.Equal("two", Assert.Single((await world.Do(new ListServerCertificateTagsRequest { ServerCertificateName = "tagged" })).Tags).Value);
        await world.Refuses(
            new TagServerCertificateRequest { ServerCertificateName = "tagged", Tags = [] }, "InvalidInput", 400,
            "The provided tag map must not be null/empty.");
        await world.Refuses(
            new UntagServerCertificateRequest { ServerCertificateName = "tagged", TagKeys = [] }, "InvalidInput", 400,
            "The provided tag keys must not be null/empty.");

        var key = await world.NewUser(
            "by-tag",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*ServerCertificate*","Resource":"*",
             "Condition":{"StringEquals":{"aws:ResourceTag/team":"two"}}}]}
            """);
        await world.Do(new GetServerCertificateRequest { ServerCertificateName = "tagged" }, key);
        await world.Do(new TagServerCertificateRequest { ServerCertificateName = "tagged", Tags = [new() { Key = "team", Value = "three" }] });
        Assert.Equal("AccessDenied", (await world.Refused(new GetServerCertificateRequest { ServerCertificateName = "tagged" }, key)).Code);
    }

    [Fact]
    public async Task An_account_has_twenty_and_the_summary_counts_them()
    {
        var (_, admin) = await world.NewAccount();
        using var site = Make("many.example");
        for (var made = 0; made < 20; made++)
        {
            await world.Do(UploadRequest($"many-{made}", site), admin);
        }

        await world.Refuses(
            UploadRequest("more", site), "LimitExceeded", 409, "Cannot exceed quota for ServerCertificatesPerAccount: 20", admin);
        var summary = (await world.Do(new GetAccountSummaryRequest(), admin)).SummaryMap!;
        Assert.Equal((20, 20), (summary["ServerCertificates"], summary["ServerCertificatesQuota"]));
        var page = await world.Do(new ListServerCertificatesRequest { MaxItems = 15 }, admin);
        Assert.Equal(5, (await world.Do(new ListServerCertificatesRequest { Marker = page.Marker }, admin)).ServerCertificateMetadataList.Count);
    }

    private MadeCertificate Make(
        string name, MadeCertificate? issuer = null, bool rsa = false, bool isAuthority = false, int fromDay = -1, int untilDay = 30, int bits = 2048) =>
        MadeCertificate.Create(name, world.Clock.GetUtcNow(), issuer, rsa, isAuthority, fromDay, untilDay, bits);

    private static UploadServerCertificateRequest UploadRequest(string name, MadeCertificate certificate) =>
        new() { ServerCertificateName = name, CertificateBody = certificate.Pem, PrivateKey = certificate.KeyPem };

    private Task<UploadServerCertificateResponse> Upload(
        string name, MadeCertificate certificate, string? chain = null, string? path = null, IReadOnlyList<Tag>? tags = null) =>
        world.Do(UploadRequest(name, certificate) with { CertificateChain = chain, Path = path, Tags = tags ?? [] });
}
