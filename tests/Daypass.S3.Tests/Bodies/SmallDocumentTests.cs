using System.Text;
using Daypass.S3.Bodies;
using Daypass.S3.Buckets;
using Daypass.S3.Errors;

namespace Daypass.S3.Tests.Bodies;

public sealed class SmallDocumentTests
{
    [Fact]
    public void Tags_are_read_and_written()
    {
        Assert.Null(TaggingDocument.Read(
            Of("<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag><Tag><Value/><Key>c</Key></Tag></TagSet></Tagging>"), false, out var tags));
        Assert.Equal([new("a", "b"), new("c", "")], tags);
        Assert.Null(TaggingDocument.Read(TaggingDocument.Write(tags), false, out var again));
        Assert.Equal(tags, again);
        Assert.Null(TaggingDocument.Read(Of("<Tagging><TagSet/></Tagging>"), false, out _));
    }

    [Theory]
    [InlineData("<Tagging/>", "MalformedXML")]
    [InlineData("<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>", "MalformedXML")]
    [InlineData("<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>a</Key><Value>2</Value></Tag></TagSet></Tagging>", "InvalidTag")]
    [InlineData("<Tagging><TagSet><Tag><Key>aws:a</Key><Value>1</Value></Tag></TagSet></Tagging>", "InvalidTag")]
    [InlineData("<Tagging><TagSet><Tag><Key></Key><Value>1</Value></Tag></TagSet></Tagging>", "InvalidTag")]
    [InlineData("<Tagging><TagSet><Tag><Key>a</Key><Value>{}</Value></Tag></TagSet></Tagging>", "InvalidTag")]
    public void Tags_that_cannot_be_are_refused(string xml, string code) => Assert.Equal(code, TaggingDocument.Read(Of(xml), false, out _)?.Code);

    [Theory]
    [InlineData(10, false, null)]
    [InlineData(11, false, "BadRequest")]
    [InlineData(50, true, null)]
    [InlineData(51, true, "BadRequest")]
    public void There_are_only_so_many(int count, bool isOfBucket, string? code) => Assert.Equal(
        code,
        TaggingDocument.Read(
            TaggingDocument.Write([.. Enumerable.Range(0, count).Select(static number => new KeyValuePair<string, string>($"k{number}", "v"))]),
            isOfBucket, out _)?.Code);

    [Fact]
    public void A_retention_and_a_legal_hold_are_read()
    {
        Assert.Null(LockDocuments.ReadRetention(
            Of("<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2027-01-01T00:00:00Z</RetainUntilDate></Retention>"), out var retention));
        Assert.Equal(("GOVERNANCE", "2027-01-01T00:00:00Z"), (retention.LockMode, retention.LockUntil));
        Assert.Null(LockDocuments.ReadRetention(Of("<Retention/>"), out _));
        Assert.Null(LockDocuments.ReadLegalHold(Of("<LegalHold><Status>ON</Status></LegalHold>"), out var hold));
        Assert.Equal("ON", hold.LegalHold);
        Assert.Equal(S3Errors.MalformedXml, LockDocuments.ReadRetention(Of("<Retention><Mode>GOVERNANCE</Mode></Retention>"), out _));
        Assert.Equal(
            S3Errors.MalformedXml,
            LockDocuments.ReadRetention(Of("<Retention><Mode>X</Mode><RetainUntilDate>2027-01-01T00:00:00Z</RetainUntilDate></Retention>"), out _));
        Assert.Equal(S3Errors.MalformedXml, LockDocuments.ReadLegalHold(Of("<LegalHold><Status>on</Status></LegalHold>"), out _));
    }

    [Fact]
    public void A_bucket_is_made_with_its_wishes()
    {
        Assert.Null(CreateBucketDocument.Read(default, out var none));
        Assert.Equal(BodyFacts.None, none);
        Assert.Null(CreateBucketDocument.Read(
            Of("<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>"), out var facts));
        Assert.Equal("eu-west-1", facts.Location);
        Assert.Equal(
            S3Errors.MalformedXml,
            CreateBucketDocument.Read(Of("<CreateBucketConfiguration><Bucket><Type>Directory</Type></Bucket></CreateBucketConfiguration>"), out _));
    }

    [Fact]
    public void The_switches_are_read_and_written()
    {
        Assert.Null(PublicAccessDocument.Read(
            Of("<PublicAccessBlockConfiguration><BlockPublicPolicy>TRUE</BlockPublicPolicy></PublicAccessBlockConfiguration>"), out var block));
        Assert.Equal(new PublicAccessBlock(false, false, true, false), block);
        Assert.Null(PublicAccessDocument.Read(PublicAccessDocument.Write(block), out var again));
        Assert.Equal(block, again);
        Assert.Equal(new PublicAccessBlock(true, false, true, false), block.With(PublicAccessBlock.None with { BlockPublicAcls = true }));
        Assert.Equal(S3Errors.MalformedXml, PublicAccessDocument.Read(Of("<PublicAccessBlockConfiguration/>"), out _));
        Assert.Equal(
            S3Errors.MalformedXml,
            PublicAccessDocument.Read(Of("<PublicAccessBlockConfiguration><BlockPublicAcls>1</BlockPublicAcls></PublicAccessBlockConfiguration>"), out _));
    }

    [Theory]
    [InlineData("BucketOwnerEnforced", null)]
    [InlineData("ObjectWriter", "NotImplemented")]
    [InlineData("BucketOwnerPreferred", "NotImplemented")]
    [InlineData("Nobody", "InvalidArgument")]
    public void Objects_are_the_owners(string word, string? code) => Assert.Equal(
        code, OwnershipDocument.Check(Of($"<OwnershipControls><Rule><ObjectOwnership>{word}</ObjectOwnership></Rule></OwnershipControls>"))?.Code);

    [Fact]
    public void What_Daypass_says_of_buckets_is_what_it_reads()
    {
        Assert.Null(OwnershipDocument.Check(OwnershipDocument.Written));
        Assert.Equal(S3Errors.MalformedXml, OwnershipDocument.Check(Of("<OwnershipControls/>")));
        Assert.Contains("<IsPublic>TRUE</IsPublic>", Text(BucketAnswers.PolicyStatus(true)), StringComparison.Ordinal);
        Assert.EndsWith("/>", Text(BucketAnswers.Location("us-east-1")), StringComparison.Ordinal);
        Assert.Contains(">eu&amp;1<", Text(BucketAnswers.Location("eu&1")), StringComparison.Ordinal);
        Assert.Contains("<ID>o</ID></Grantee><Permission>FULL_CONTROL</Permission>", Text(BucketAnswers.Acl("o")), StringComparison.Ordinal);
        Assert.Contains(
            "<Bucket><Name>b</Name><CreationDate>1970-01-01T00:00:00.000Z</CreationDate></Bucket></Buckets><Prefix>b</Prefix>",
            Text(BucketAnswers.List("o", [new("b", DateTimeOffset.UnixEpoch)], "b", null)), StringComparison.Ordinal);
    }

    private static ReadOnlyMemory<byte> Of(string xml) => Encoding.UTF8.GetBytes(xml);

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);
}
