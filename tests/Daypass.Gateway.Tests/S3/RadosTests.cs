using System.Security.Cryptography;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Programs of others, with credentials of sessions, in front of Ceph's object gateway, which verifies what reaches it.</summary>
[Trait("Category", "foreign")]
public sealed class RadosTests(RadosGateway rados) : IClassFixture<RadosGateway>, IAsyncLifetime
{
    private S3World _world = null!;
    private SigningCredentials _caller = null!;

    public async Task InitializeAsync()
    {
        _world = await S3World.Start(rados.Url, "radosgw", key: RadosGateway.Key);
        _caller = await _world.AllPowerful();
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Boto3_with_its_transfer_manager()
    {
        await NewBucket("rados-boto");
        var output = await S3Program.Run(
            _world, _caller, "python3", Path.Combine(ForeignProgram.Tools, "python", "s3_story.py"), _world.Url, "rados-boto", "20");
        S3Story.Check(JsonDocument.Parse(output).RootElement, 20);
    }

    [Fact]
    public async Task The_sdk_for_javascript_with_its_defaults()
    {
        await NewBucket("rados-js");
        var output = await S3Program.Run(
            _world, _caller, "node", Path.Combine(ForeignProgram.Tools, "javascript", "s3-story.mjs"), _world.Url, "rados-js");
        var found = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("hello", "here"), (found.GetProperty("text").GetString(), found.GetProperty("metadata").GetString()));
        Assert.Equal(2_500_000, found.GetProperty("stream").GetInt32());
        Assert.Equal(12 * 1024 * 1024, found.GetProperty("parts").GetInt32());
        Assert.Equal(2_500_000, found.GetProperty("copied").GetInt32());
        Assert.Equal((4, "NoSuchKey"), (found.GetProperty("deleted").GetInt32(), found.GetProperty("missing").GetString()));
    }

    [Fact]
    public async Task The_sdk_for_net_with_its_defaults_which_the_store_itself_does_not_take()
    {
        await NewBucket("rados-net");
        using var client = new AmazonS3Client(
            new SessionAWSCredentials(_caller.AccessKeyId, _caller.SecretAccessKey.Reveal(), _caller.SessionToken),
            new AmazonS3Config { ServiceURL = _world.Url, ForcePathStyle = true, AuthenticationRegion = S3World.Region, MaxErrorRetry = 0 });
        await client.PutObjectAsync(new PutObjectRequest { BucketName = "rados-net", Key = "a b/é", ContentBody = "hello" });
        using (var got = await client.GetObjectAsync("rados-net", "a b/é"))
        using (var reader = new StreamReader(got.ResponseStream))
        {
            Assert.Equal("hello", await reader.ReadToEndAsync());
        }

        var data = RandomNumberGenerator.GetBytes(20 * 1024 * 1024);
        using (var transfer = new TransferUtility(client))
        {
            await transfer.UploadAsync(new MemoryStream(data), "rados-net", "large");
        }

        Assert.Equal(data.Length, (await client.GetObjectMetadataAsync("rados-net", "large")).ContentLength);
        using (var got = await client.GetObjectAsync("rados-net", "large"))
        {
            Assert.Equal(SHA256.HashData(data), await SHA256.HashDataAsync(got.ResponseStream));
        }

        await client.CopyObjectAsync("rados-net", "a b/é", "rados-net", "copy");
        var gone = await client.DeleteObjectsAsync(new DeleteObjectsRequest
        {
            BucketName = "rados-net",
            Objects = [new() { Key = "a b/é" }, new() { Key = "large" }, new() { Key = "copy" }],
        });
        Assert.Equal(3, gone.DeletedObjects.Count);
        using var http = new HttpClient();
        var url = await client.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "rados-net", Key = "x", Verb = HttpVerb.PUT, Protocol = Amazon.S3.Protocol.HTTP,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
        });
        using var put = await http.PutAsync(new Uri(url), new StringContent("by a url"));
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task S3cmd_and_rclone_of_debian()
    {
        await NewBucket("rados-others");
        var host = new Uri(_world.Url).Authority;
        var file = Path.Combine(_world.Folder, "file");
        await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(17 * 1024 * 1024));
        string[] s3cmd =
        [
            "--no-ssl", $"--host={host}", $"--host-bucket={host}", $"--access_key={_caller.AccessKeyId}", $"--secret_key={_caller.SecretAccessKey.Reveal()}",
            $"--access_token={_caller.SessionToken}", $"--region={S3World.Region}",
        ];
        await S3Program.Run(_world, _caller, "s3cmd", [.. s3cmd, "put", file, "s3://rados-others/from s3cmd"]);
        await S3Program.Run(_world, _caller, "s3cmd", [.. s3cmd, "get", "s3://rados-others/from s3cmd", file + "2"]);
        Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(file + "2"));
        var remote = $":s3,provider=Ceph,env_auth=true,acl=bucket-owner-full-control,endpoint='{_world.Url}',region={S3World.Region}:rados-others";
        await S3Program.Run(_world, _caller, "rclone", "copyto", file, remote + "/rclone/a b");
        Assert.Contains("17825792 a b", await S3Program.Run(_world, _caller, "rclone", "ls", remote + "/rclone"), StringComparison.Ordinal);
        await S3Program.Run(_world, _caller, "rclone", "purge", remote + "/rclone");
    }

    [Fact]
    public async Task A_wrong_body_is_not_there_and_the_former_one_still_is()
    {
        await NewBucket("rados-whole");
        using var client = _world.Client(_caller);
        const string Target = "/rados-whole/key";
        Assert.Equal(200, (await client.Put(Target, "former")).Status);
        foreach (var length in new[] { 20, 300_000 })
        {
            var upload = StreamedUpload.Create(_caller, client.Host, Target, RandomNumberGenerator.GetBytes(length), 100_000);
            foreach (var place in new[] { upload.Data[0].Start.Value, upload.Data[^2].End.Value - 1, upload.Body.Length - 30 })
            {
                var body = (byte[])upload.Body.Clone();
                body[place] ^= 1;
                Assert.True((await client.SendSigned("PUT", Target, body, upload.Headers)).Status is 400 or 403);
                Assert.Equal("former", (await client.Get(Target)).Text);
            }
        }
    }

    private async Task NewBucket(string name)
    {
        using var client = _world.Client(_caller);
        var made = await client.Send("PUT", "/" + name, null);
        Assert.True(made.Status == 200, made.Text + _world.LastLines);
    }
}
