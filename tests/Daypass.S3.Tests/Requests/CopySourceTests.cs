using Daypass.S3.Requests;

namespace Daypass.S3.Tests.Requests;

public sealed class CopySourceTests
{
    [Theory]
    [InlineData("src/a%20b%2Bc/%C3%A9?versionId=v1", "src", "a b+c/é", "v1", "/src/a%20b%2Bc/%C3%A9?versionId=v1")]
    [InlineData("src%2Fa%20b%2Bc%2F%C3%A9", "src", "a b+c/é", null, "/src/a%20b%2Bc/%C3%A9")]
    [InlineData("/src/key", "src", "key", null, "/src/key")]
    [InlineData("%2Fsrc%2Fkey", "src", "key", null, "/src/key")]
    [InlineData("src//key", "src", "/key", null, "/src//key")]
    [InlineData("src/a/../b", "src", "a/../b", null, "/src/a/../b")]
    [InlineData("src/a+b", "src", "a+b", null, "/src/a%2Bb")]
    [InlineData("src/a b", "src", "a b", null, "/src/a%20b")]
    [InlineData("src/a%3FversionId=x", "src", "a?versionId=x", null, "/src/a%3FversionId%3Dx")]
    [InlineData("src/a?versionId=null", "src", "a", "null", "/src/a?versionId=null")]
    [InlineData("src/a?versionId=a%2Bb", "src", "a", "a+b", "/src/a?versionId=a%2Bb")]
    public void A_source_is_read_in_all_spellings_and_written_in_one(string text, string bucket, string key, string? version, string written)
    {
        var source = CopySource.Read(text)!;
        Assert.Equal((bucket, key, version), (source.Bucket, source.Key, source.VersionId));
        Assert.Equal(written, source.ToHeader(bucket));
        Assert.Equal(source, CopySource.Read(source.ToHeader(bucket)));
        Assert.Equal($"{bucket}/{key}", source.ConditionValue);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("src")]
    [InlineData("src/")]
    [InlineData("//key")]
    [InlineData("///src/key")]
    [InlineData("Src/key")]
    [InlineData("../src/key")]
    [InlineData("src/key?versionId=")]
    [InlineData("src/key?versionId=a&x=y")]
    [InlineData("src/key?versionid=a")]
    [InlineData("src/key?acl")]
    [InlineData("src/key?versionId=a?versionId=b")]
    [InlineData("src/%00")]
    [InlineData("src/%C3")]
    [InlineData("src/%zz")]
    [InlineData("arn:aws:s3:us-east-1:123456789012:accesspoint/a/object/b")]
    public void What_names_no_object_is_none(string text) => Assert.Null(CopySource.Read(text));

    [Fact]
    public void Nor_is_a_key_that_is_too_long() => Assert.Null(CopySource.Read("src/" + new string('k', 1025)));
}
