using System.Text.Json;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Credentials that a catalog vends for one table are good for that table and for no other.</summary>
[Trait("Category", "foreign")]
public sealed class CatalogTests(MotoStore moto) : IClassFixture<MotoStore>
{
    /// <summary>A session policy in the form of Apache Polaris and Gravitino; of Lakekeeper with its statement ids; of Nessie with its six prefixes.</summary>
    public static TheoryData<string, string> Catalogs => new()
    {
        {
            "polaris", """
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":["s3:PutObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::BUCKET/TABLE/*"},
            {"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"arn:aws:kms:*:*:key/*"},
            {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::BUCKET","Condition":{"StringLike":{"s3:prefix":["TABLE/*"]}}},
            {"Effect":"Allow","Action":"s3:GetBucketLocation","Resource":"arn:aws:s3:::BUCKET"},
            {"Effect":"Allow","Action":["s3:GetObject","s3:GetObjectVersion"],"Resource":"arn:aws:s3:::BUCKET/TABLE/*"}]}
            """
        },
        {
            "lakekeeper", """
            {"Version":"2012-10-17","Statement":[
            {"Sid":"TableAccess","Effect":"Allow","Action":["s3:GetObject","s3:GetObjectVersion","s3:PutObject","s3:DeleteObject","s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts"],"Resource":["arn:aws:s3:::BUCKET/TABLE/*"]},
            {"Sid":"ListBucketForFolder","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::BUCKET",
            "Condition":{"StringLike":{"s3:prefix":"TABLE/*"}}},
            {"Sid":"GetBucketLocation","Effect":"Allow","Action":"s3:GetBucketLocation","Resource":"arn:aws:s3:::BUCKET"}]}
            """
        },
        {
            "nessie", """
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::BUCKET","Condition":{"StringLike":{"s3:prefix":["TABLE","TABLE/*","*/TABLE",
            "*/TABLE/*","*/*/*/*/TABLE","*/*/*/*/TABLE/*"]}}},
            {"Effect":"Allow","Action":["s3:GetObject","s3:GetObjectVersion","s3:PutObject","s3:DeleteObject"],"Resource":["arn:aws:s3:::BUCKET/TABLE/*",
            "arn:aws:s3:::BUCKET/*/TABLE/*","arn:aws:s3:::BUCKET/*/*/*/*/TABLE/*"]}]}
            """
        },
    };

    [Theory, MemberData(nameof(Catalogs))]
    public async Task Two_tables_two_sessions_and_each_is_denied_the_others(string catalog, string policy)
    {
        await using var world = await S3World.Start(moto.Url, "moto", key: MotoStore.Key);
        var bucket = $"many-{catalog}";
        await moto.NewBucket(bucket);
        var role = await world.NewRole(
            "warehouse", $$"""{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::{{bucket}}","arn:aws:s3:::{{bucket}}/*"]}""");
        var sessions = new List<SigningCredentials>();
        foreach (var table in new[] { "db/orders", "db/people" })
        {
            sessions.Add(await world.Assume(
                role, policy.Replace("BUCKET", bucket, StringComparison.Ordinal).Replace("TABLE", table, StringComparison.Ordinal), "catalog"));
        }

        for (var index = 0; index < 2; index++)
        {
            var (own, other) = index == 0 ? ("db/orders", "db/people") : ("db/people", "db/orders");
            var output = await S3Program.Run(
                world, sessions[index], "python3", Path.Combine(ForeignProgram.Tools, "python", "s3_table.py"), world.Url, bucket, own, other);
            var found = JsonDocument.Parse(output).RootElement;
            Assert.All(
                found.GetProperty("own").EnumerateObject(),
                tried => Assert.Equal(
                    (tried.Name, catalog == "nessie" && tried.Name == "location" ? "AccessDenied" : "ok"), (tried.Name, tried.Value.GetString())));
            Assert.All(
                found.GetProperty("other").EnumerateObject(),
                static tried => Assert.Equal((tried.Name, "AccessDenied"), (tried.Name, tried.Value.GetString())));
            Assert.Equal(11, found.GetProperty("other").EnumerateObject().Count());
        }
    }
}
