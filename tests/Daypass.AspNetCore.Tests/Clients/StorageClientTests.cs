using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Daypass.AspNetCore.Permissions;
using Daypass.AspNetCore.Tests.Hosting;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;
using Daypass.Verifier.Payloads;
using Daypass.Verifier.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Daypass.AspNetCore.Tests.Clients;

/// <summary>Clients of S3 upload to a service of one's own as they upload to S3.</summary>
public sealed class StorageClientTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, (string Form, string Stream, byte[] Data)> _kept = new();
    private readonly X509Certificate2 _certificate = SelfSigned();
    private ProtectedService _service = null!;
    private SigningCredentials _key = null!;

    public async Task InitializeAsync()
    {
        _service = await ProtectedService.Start(
            app =>
            {
                const string Arn = "arn:aws:s3:::{bucket}/{**key}";
                app.MapPut("/{bucket}/{**key}", Put).RequirePermission("s3:PutObject", Arn);
                app.MapPut("/loose/{**key}", Put).RequirePermission("s3:PutObject", "arn:aws:s3:::loose/{**key}").AllowUnsignedPayload();
                app.MapGet("/{bucket}/{**key}", (string key) => Results.Bytes(_kept[key].Data)).RequirePermission("s3:GetObject", Arn);
            },
            static options =>
            {
                options.SigningName = "s3";
                options.SignsAsStorage = true;
                options.Refusals = RefusalFormat.StorageXml;
            },
            build: builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(_certificate);
            })));
        _key = await _service.NewUser("storage", ProtectedService.Allow("s3:*", "arn:aws:s3:::*/home/*"));
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        _certificate.Dispose();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    [InlineData(300_000)]
    public async Task The_default_upload_of_AWSSDK_S3_is_verified_chunk_by_chunk(int length)
    {
        using var client = Client();
        var data = RandomNumberGenerator.GetBytes(length);
        var key = $"home/a b+{length}";
        await client.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = key, InputStream = new MemoryStream(data) });
        Assert.Equal(data, _kept[key].Data);
        if (length > 0)
        {
            Assert.Equal(("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", nameof(VerifiedChunkStream)), (_kept[key].Form, _kept[key].Stream));
        }

        using var got = await client.GetObjectAsync("bucket", key);
        using var read = new MemoryStream();
        await got.ResponseStream.CopyToAsync(read);
        Assert.Equal(data, read.ToArray());
    }

    [Fact]
    public async Task A_refusal_is_one_that_AWSSDK_S3_understands()
    {
        using var client = Client();
        var refused = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.PutObjectAsync(
            new PutObjectRequest { BucketName = "bucket", Key = "elsewhere/x", ContentBody = "hello" }));
        Assert.Equal(("AccessDenied", HttpStatusCode.Forbidden), (refused.ErrorCode, refused.StatusCode));
        Assert.Contains("is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::bucket/elsewhere/x", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_kept);
    }

    [Fact, Trait("Category", "foreign")]
    public async Task The_default_uploads_of_boto3_are_verified()
    {
        var plain = await Upload(_service.Url.ToString(), "bucket", "home/plain", 20_000);
        Assert.Equal((200, new string('x', 20_000)), (plain.GetProperty("put").GetInt32(), plain.GetProperty("presigned").GetString()));
        Assert.Equal((64, nameof(VerifiedHashStream)), (_kept["home/plain"].Form.Length, _kept["home/plain"].Stream));

        var secure = _service.Urls.First(static url => url.StartsWith("https", StringComparison.Ordinal));
        var trailer = await Upload(secure, "loose", "home/trailer", 20_000);
        Assert.Equal(200, trailer.GetProperty("put").GetInt32());
        Assert.Equal(("STREAMING-UNSIGNED-PAYLOAD-TRAILER", nameof(VerifiedChunkStream)), (_kept["home/trailer"].Form, _kept["home/trailer"].Stream));
        Assert.Equal(20_000, _kept["home/trailer"].Data.Length);

        // Where nobody said that bodies may be unsigned, they may not.
        var refused = await Run(secure, "bucket", "home/trailer", 20_000);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("AccessDenied", refused.Errors, StringComparison.Ordinal);
    }

    private async Task Put(HttpContext http, string key)
    {
        using var data = new MemoryStream();
        await http.Request.Body.CopyToAsync(data);
        _kept[key] = ($"{http.Request.Headers["x-amz-content-sha256"]}", http.Request.Body.GetType().Name, data.ToArray());
        http.Response.Headers.ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(data.ToArray()))}\"";
    }

    private async Task<JsonElement> Upload(string url, string bucket, string key, int length) =>
        JsonDocument.Parse((await Run(url, bucket, key, length)).Succeeded()).RootElement;

    private Task<ForeignProgram.Outcome> Run(string url, string bucket, string key, int length) => ForeignProgram.Run(
        _service.Server, _key, "python3", Path.Combine(ForeignProgram.Tools, "python", "storage_upload.py"), url.TrimEnd('/'), bucket, key, $"{length}");

    private AmazonS3Client Client() => new(
        new BasicAWSCredentials(_key.AccessKeyId, _key.SecretAccessKey.Reveal()),
        new AmazonS3Config
        {
            ServiceURL = _service.Url.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = ProtectedService.Region,
            MaxErrorRetry = 0,
        });

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
