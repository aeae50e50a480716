using System.Text;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Tests.Answers;

public sealed class ResponseReaderTests
{
    private const string Credentials = "<Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
        + "<Expiration>{0}</Expiration></Credentials>";

    [Theory]
    [InlineData("2026-11-22T04:33:14Z")]
    [InlineData("2026-11-22T04:33:14.000Z")]
    [InlineData("2026-11-22T05:33:14+01:00")]
    [InlineData("1795321994")]
    [InlineData("1795321994.0")]
    public void Instants_are_read_in_every_form_the_field_writes(string expiration)
    {
        var answer = Read<GetSessionTokenResponse>(
            GetSessionTokenRequest.Operation,
            $"<GetSessionTokenResponse>"
            + $"<GetSessionTokenResult>{string.Format(System.Globalization.CultureInfo.InvariantCulture, Credentials, expiration)}</GetSessionTokenResult>"
            + "</GetSessionTokenResponse>");
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 4, 33, 14, TimeSpan.Zero), answer.Value?.Credentials?.Expiration);
    }

    [Fact]
    public void Order_namespace_and_unknown_elements_do_not_matter()
    {
        var answer = Read<GetCallerIdentityResponse>(
            GetCallerIdentityRequest.Operation,
            "<?xml version='1.0'?><s:GetCallerIdentityResponse xmlns:s='u'><Other/><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>"
                + "<GetCallerIdentityResult><UserId>u</UserId><New><Arn>x</Arn></New><Account>a</Account><Arn>b</Arn></GetCallerIdentityResult>"
                + "</s:GetCallerIdentityResponse>");
        Assert.Equal(new GetCallerIdentityResponse { UserId = "u", Account = "a", Arn = "b" }, answer.Value);
    }

    [Theory]
    [InlineData("<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>b</Arn><UserId>u</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>",
        "The answer is incomplete: GetCallerIdentityResult has no Account.")]
    [InlineData("<GetCallerIdentityResponse/>", "The answer has no GetCallerIdentityResult.")]
    [InlineData("<UserResponse/>", "The answer is not one to GetCallerIdentity.")]
    [InlineData("<html><body>It works!</body></html>", "The answer is not one to GetCallerIdentity.")]
    [InlineData("It works!", "The answer is not well-formed XML.")]
    [InlineData("", "The answer is not well-formed XML.")]
    public void An_answer_that_is_none_is_an_error_of_its_own(string body, string message)
    {
        var error = Read<GetCallerIdentityResponse>(GetCallerIdentityRequest.Operation, body).Error;
        Assert.Equal(new AwsError(ResponseReader.MalformedResponse, 502, message), error);
    }

    [Theory]
    [InlineData("AccessKeyLastUsed", "LastUsedDate>yesterday</LastUsedDate><ServiceName>sts</ServiceName><Region>r</Region",
        "LastUsedDate in AccessKeyLastUsed is malformed")]
    [InlineData("AccessKeyLastUsed", "LastUsedDate>99999999999999999999</LastUsedDate><ServiceName>sts</ServiceName><Region>r</Region",
        "LastUsedDate in AccessKeyLastUsed is malformed")]
    [InlineData("AccessKeyLastUsed", "Region>r</Region", "AccessKeyLastUsed has no ServiceName")]
    public void A_malformed_member_is_named(string element, string inside, string fault)
    {
        var error = Read<GetAccessKeyLastUsedResponse>(
            GetAccessKeyLastUsedRequest.Operation,
            $"<GetAccessKeyLastUsedResponse><GetAccessKeyLastUsedResult><{element}><{inside}></{element}></GetAccessKeyLastUsedResult>"
            + "</GetAccessKeyLastUsedResponse>").Error;
        Assert.Equal($"The answer is incomplete: {fault}.", error?.Message);
    }

    [Theory]
    [InlineData("<ErrorResponse xmlns='u'><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>No.</Message></Error><RequestId>r</RequestId>"
        + "</ErrorResponse>", "No.")]
    [InlineData("<ErrorResponse><RequestId>r</RequestId><Error><Code>AccessDenied</Code></Error></ErrorResponse>", null)]
    [InlineData("<Response><Errors><Error><Code>AccessDenied</Code><Message>No.</Message></Error></Errors><RequestID>r</RequestID></Response>", "No.")]
    public void An_error_is_read_with_its_request_id(string body, string? message)
    {
        var answer = ResponseReader.Read<NoOutput>(DeleteUserRequest.Operation, 403, Encoding.UTF8.GetBytes(body), out var requestId);
        Assert.Equal(new AwsError("AccessDenied", 403, message), answer.Error);
        Assert.Equal("r", requestId);
    }

    [Theory]
    [InlineData(404, "<UnknownOperationException/>")]
    [InlineData(302, "<a/>")]
    [InlineData(500, "")]
    public void An_error_without_a_code_keeps_its_status_or_blames_the_gateway(int status, string body)
    {
        var error = ResponseReader.Read<NoOutput>(DeleteUserRequest.Operation, status, Encoding.UTF8.GetBytes(body), out _).Error;
        Assert.Equal((ResponseReader.MalformedResponse, status >= 400 ? status : 502), (error!.Code, error.Status));
    }

    [Fact]
    public void An_operation_without_a_result_is_read_from_its_envelope() => Assert.Same(
        NoOutput.Instance,
        Read<NoOutput>(DeleteUserRequest.Operation,
            "<DeleteUserResponse><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DeleteUserResponse>").Value);

    private static Result<T> Read<T>(Protocol.Catalogue.OperationDescription operation, string body)
        where T : IOperationOutput<T> => ResponseReader.Read<T>(operation, 200, Encoding.UTF8.GetBytes(body), out _);
}
