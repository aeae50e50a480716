using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Tests.Support;

namespace Daypass.Protocol.Tests.Answers;

public sealed class StsGoldenTests
{
    [Fact]
    public void GetCallerIdentity_is_written_as_live_STS_does() => Assert.Equal(
        """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>arn:aws:iam::123456789012:user/anna</Arn>
            <UserId>AIDAQ3EGRSM3Q3EGRSM3Q</UserId>
            <Account>123456789012</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata>
            <RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId>
          </ResponseMetadata>
        </GetCallerIdentityResponse>

        """,
        Written.Success(GetCallerIdentityRequest.Operation, new GetCallerIdentityResponse { Account = "123456789012", Arn = "arn:aws:iam::123456789012:user/anna", UserId = "AIDAQ3EGRSM3Q3EGRSM3Q" }));

    [Fact]
    public void An_error_is_written_in_the_namespace_of_its_service() => Assert.Equal(
        """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error>
            <Type>Sender</Type>
            <Code>AccessDenied</Code>
            <Message>a &lt; b</Message>
          </Error>
          <RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId>
        </ErrorResponse>

        """,
        Written.Error(Service.Sts, new AwsError("AccessDenied", 403, "a < b")));
}
