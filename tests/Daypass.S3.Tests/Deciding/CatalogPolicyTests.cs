using Daypass.S3.Bodies;
using Daypass.S3.Deciding;

namespace Daypass.S3.Tests.Deciding;

/// <summary>The session policies that catalogs write for one table, each in its own form, and what engines ask with them.</summary>
public sealed class CatalogPolicyTests
{
    private const string Session = "arn:aws:sts::111122223333:assumed-role/catalog/PolarisAwsCredentialsStorageIntegration";
    private const string Everything = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""";

    /// <summary>Apache Polaris: writes, listing by prefix, location, reads.</summary>
    private const string Polaris = """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":["s3:PutObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::bucket/ns/table/*"},
          {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::bucket","Condition":{"StringLike":{"s3:prefix":["ns/table/*"]}}},
          {"Effect":"Allow","Action":"s3:GetBucketLocation","Resource":"arn:aws:s3:::bucket"},
          {"Effect":"Allow","Action":["s3:GetObject","s3:GetObjectVersion"],"Resource":"arn:aws:s3:::bucket/ns/table/*"}]}
        """;

    /// <summary>Lakekeeper: all of a table's objects in one statement, uploads in parts among them, and a key service that is not here.</summary>
    private const string Lakekeeper = """
        {"Version":"2012-10-17","Statement":[
          {"Sid":"TableAccess","Effect":"Allow","Resource":"arn:aws:s3:::bucket/ns/table/*","Action":["s3:GetObject","s3:GetObjectVersion","s3:PutObject",
            "s3:DeleteObject","s3:AbortMultipartUpload","s3:ListMultipartUploadParts"]},
          {"Sid":"ListBucketForFolder","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::bucket",
            "Condition":{"StringLike":{"s3:prefix":"ns/table/*"}}},
          {"Sid":"GetBucketLocation","Effect":"Allow","Action":"s3:GetBucketLocation","Resource":"arn:aws:s3:::bucket"},
          {"Sid":"KmsAccess","Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"*"}]}
        """;

    /// <summary>Nessie: the bare prefix, and the places where Iceberg's layout for object stores puts files.</summary>
    private const string Nessie = """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::bucket","Condition":{"StringLike":{"s3:prefix":
            ["ns/table","ns/table/*","*/ns/table","*/ns/table/*","*/*/*/*/ns/table","*/*/*/*/ns/table/*"]}}},
          {"Effect":"Allow","Action":["s3:GetObject","s3:GetObjectVersion","s3:PutObject","s3:DeleteObject"],
            "Resource":["arn:aws:s3:::bucket/ns/table/*","arn:aws:s3:::bucket/*/ns/table/*","arn:aws:s3:::bucket/*/*/*/*/ns/table/*"]}]}
        """;

    /// <summary>A table whose name has the characters that are wildcards elsewhere.</summary>
    private const string Escaped = """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::bucket","Condition":{"StringLike":{"s3:prefix":"a${*}b${?}${$}/*"}}},
          {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/a${*}b${?}${$}/*"}]}
        """;

    [Theory]
    [InlineData("GET /bucket/ns/table/data/1.parquet", true)]
    [InlineData("HEAD /bucket/ns/table/metadata/v1.json", true)]
    [InlineData("GET /bucket/ns/table/data/1.parquet?versionId=v", true)]
    [InlineData("PUT /bucket/ns/table/data/2.parquet", true)]
    [InlineData("POST /bucket/ns/table/data/2.parquet?uploads", true)]
    [InlineData("PUT /bucket/ns/table/data/2.parquet?partNumber=1&uploadId=U", true)]
    [InlineData("POST /bucket/ns/table/data/2.parquet?uploadId=U", true)]
    [InlineData("DELETE /bucket/ns/table/data/1.parquet", true)]
    [InlineData("GET /bucket?list-type=2&prefix=ns/table/data/", true)]
    [InlineData("GET /bucket/ns/other/data/1.parquet", false)]
    [InlineData("GET /bucket/ns/table2/data/1.parquet", false)]
    [InlineData("GET /bucket/ns/table", false)]
    [InlineData("PUT /bucket/ns/other/data/2.parquet", false)]
    [InlineData("DELETE /bucket/ns/other/data/1.parquet", false)]
    [InlineData("GET /bucket?list-type=2", false)]
    [InlineData("GET /bucket?list-type=2&prefix=ns/", false)]
    [InlineData("GET /bucket?list-type=2&prefix=ns/other/", false)]
    [InlineData("GET /bucket?versions&prefix=ns/table/", false)]
    [InlineData("GET /bucket?uploads&prefix=ns/table/", false)]
    [InlineData("DELETE /bucket", false)]
    [InlineData("GET /other/ns/table/data/1.parquet", false)]
    public async Task A_session_reaches_its_own_table_and_no_other(string line, bool allowed)
    {
        foreach (var policy in new[] { Polaris, Lakekeeper, Nessie })
        {
            Assert.Equal(allowed, await Decide(line, policy));
        }
    }

    [Theory]
    [InlineData(Polaris, "DELETE /bucket/ns/table/data/2.parquet?uploadId=U", false)]
    [InlineData(Lakekeeper, "DELETE /bucket/ns/table/data/2.parquet?uploadId=U", true)]
    [InlineData(Lakekeeper, "GET /bucket/ns/table/data/2.parquet?uploadId=U", true)]
    [InlineData(Polaris, "GET /bucket?location", true)]
    [InlineData(Nessie, "GET /bucket?location", false)]
    [InlineData(Polaris, "GET /bucket?prefix=ns/table", false)]
    [InlineData(Nessie, "GET /bucket?prefix=ns/table", true)]
    [InlineData(Nessie, "GET /bucket/0101/0110/1001/11/ns/table/1.parquet", true)]
    [InlineData(Escaped, "GET /bucket/a*b%3F%24/x", true)]
    [InlineData(Escaped, "GET /bucket/aXb%3F%24/x", false)]
    [InlineData(Escaped, "GET /bucket/a*bX%24/x", false)]
    [InlineData(Escaped, "GET /bucket?prefix=a%2Ab%3F%24/x", true)]
    [InlineData(Escaped, "GET /bucket?prefix=aXb%3F%24/x", false)]
    public async Task Each_form_gives_what_it_says(string policy, string line, bool allowed) => Assert.Equal(allowed, await Decide(line, policy));

    [Fact]
    public async Task A_copy_and_a_batch_reach_no_other_table_either()
    {
        var judge = Judge(Polaris);
        var bucket = new S3Bucket("bucket", "111122223333", judge);
        foreach (var (target, source, allowed) in new[]
        {
            ("ns/table/b", "ns/table/a", true), ("ns/table/b", "ns/other/a", false), ("ns/other/b", "ns/table/a", false),
        })
        {
            var copy = S3Text.Understood("PUT /bucket/" + target, "x-amz-copy-source: bucket/" + source);
            Assert.Equal(allowed, await S3Decider.Decide(copy, bucket, bucket, Facts, CancellationToken.None) is null);
        }

        var errors = await S3Decider.DecideEach(
            S3Text.Understood("POST /bucket?delete"), bucket, [new DeleteEntry("ns/table/a", null), new DeleteEntry("ns/other/a", null)], Facts,
            CancellationToken.None);
        Assert.Equal(
            [
                null,
                $"User: {Session} is not authorized to perform: s3:DeleteObject on resource: \"arn:aws:s3:::bucket/ns/other/a\" because no session policy "
                    + "allows the s3:DeleteObject action",
            ],
            errors.Select(static error => error?.Message));
    }

    private static RequestFacts Facts { get; } = new() { Now = DateTimeOffset.UnixEpoch };

    private static EngineJudge Judge(string policy) => new(Session, Everything, null, policy);

    private static async Task<bool> Decide(string line, string policy)
    {
        var request = S3Text.Understood(line);
        return await S3Decider.Decide(request, new S3Bucket(request.Bucket!, "111122223333", Judge(policy)), null, Facts, CancellationToken.None) is null;
    }
}
