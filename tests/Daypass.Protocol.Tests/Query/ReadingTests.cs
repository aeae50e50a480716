using Daypass.Protocol.Sts;
using Daypass.Protocol.Tests.Support;

namespace Daypass.Protocol.Tests.Query;

public sealed class ReadingTests
{
    private const string Role = "RoleArn=arn:aws:iam::123456789012:role/reader&RoleSessionName=deploy";

    [Fact]
    public void Scalars_lists_and_nested_structures_are_read()
    {
        var request = Forms.Accepted<AssumeRoleRequest>(Role + "&DurationSeconds=%2B900&Tags.member.2.Key=b&Tags.member.2.Value=2&Tags.member.1.Value=1&Tags.member.1.Key=a&PolicyArns.member.1.arn=arn:aws:iam::aws:policy/ReadOnlyAccess&TransitiveTagKeys.member.1=a");
        Assert.Equal(900, request.DurationSeconds);
        Assert.Equal(["a", "b"], request.Tags.Select(static tag => tag.Key));
        Assert.Equal("arn:aws:iam::aws:policy/ReadOnlyAccess", request.PolicyArns[0].Arn);
        Assert.Equal(["a"], request.TransitiveTagKeys);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_in_one_error() => Assert.Equal(
        "3 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null; "
        + "Value 'a/b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*; "
        + "Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
        Forms.Refused<AssumeRoleRequest>("RoleSessionName=a/b&DurationSeconds=43201"));

    [Fact]
    public void A_written_request_reads_as_itself()
    {
        const string Form = "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Freader&RoleSessionName=deploy&DurationSeconds=900&Tags.member.1.Key=a%20b&Tags.member.1.Value=%C3%A4";
        Assert.Equal(Form, Written.Form(Forms.Accepted<AssumeRoleRequest>(Form)));
    }
}
