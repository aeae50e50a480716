using System.CommandLine;
using System.Text;
using Daypass.Server.Commands;

namespace Daypass.Server.Tests.Commands;

public class SigV4CommandTests
{
    private const string At = "2015-08-30T12:36:00Z";

    /// <summary>The worked example of AWS's documentation of the signing process.</summary>
    private const string Documented =
        """
        GET /?Action=ListUsers&Version=2010-05-08 HTTP/1.1
        Host: iam.amazonaws.com
        Content-Type: application/x-www-form-urlencoded; charset=utf-8
        X-Amz-Date: 20150830T123600Z
        Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date,
        """ + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7\n\n";

    private static readonly string[] Expectations = ["--at", At, "--region", "us-east-1", "--service", "iam"];

    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal)
    {
        ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
        ["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    };

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task The_documented_example_is_accepted_whatever_ends_its_lines(string lineEnd)
    {
        var (code, output, _) = await Run(Documented.ReplaceLineEndings(lineEnd), Expectations);
        Assert.Equal("accepted\n", output);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task A_head_without_its_blank_line_is_read_too()
    {
        var (code, _, _) = await Run(Documented.TrimEnd(), Expectations);
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData("20150830T125100Z", 0)]
    [InlineData("1440938160", 0)]
    [InlineData("2015-08-30T14:36:00+02:00", 0)]
    [InlineData("2015-08-30T12:52:00Z", 1)]
    public async Task The_clock_is_an_option(string at, int expected)
    {
        var (code, output, _) = await Run(Documented, "--at", at, "--service", "iam");
        Assert.Equal(expected, code);
        Assert.StartsWith(
            expected == 0 ? "accepted"
            : "refused: SignatureDoesNotMatch: Signature expired: 20150830T123600Z is now earlier", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2015-08-30")]
    [InlineData("99999999999999999")]
    public async Task A_time_that_is_none_is_said_so(string at)
    {
        var (code, output, error) = await Run(Documented, "--at", at);
        Assert.Equal((1, "", "--at is not a time\n"), (code, output, error));
    }

    [Fact]
    public async Task Another_region_or_service_is_refused_in_AWSs_words()
    {
        var (code, output, _) = await Run(Documented, "--at", At, "--region", "eu-west-1");
        Assert.Equal(1, code);
        Assert.StartsWith(
            "refused: SignatureDoesNotMatch: Credential should be scoped to a valid region. Credential should be scoped to correct service: 'sts'. [DP-SIG-25",
            output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explaining_prints_what_is_signed_for_good_and_for_bad_requests()
    {
        const string Texts =
            """

            canonical request:
            GET
            /
            Action=ListUsers&Version=2010-05-08
            content-type:application/x-www-form-urlencoded; charset=utf-8
            host:iam.amazonaws.com
            x-amz-date:20150830T123600Z

            content-type;host;x-amz-date
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855

            string to sign:
            AWS4-HMAC-SHA256
            20150830T123600Z
            20150830/us-east-1/iam/aws4_request
            f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59

            """;
        Assert.Equal("accepted\n" + Texts, (await Run(Documented, [.. Expectations, "--explain"])).Output);
        _environment["AWS_SECRET_ACCESS_KEY"] = "another";
        var (code, output, _) = await Run(Documented, [.. Expectations, "--explain"]);
        Assert.Equal(1, code);
        Assert.StartsWith("refused: SignatureDoesNotMatch: The request signature we calculated does not match", output, StringComparison.Ordinal);
        Assert.EndsWith(Texts, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_and_token_come_from_the_environment()
    {
        _environment["AWS_SESSION_TOKEN"] = "abc";
        Assert.Contains("the request has no session token", (await Run(Documented, Expectations)).Output, StringComparison.Ordinal);
        _environment["AWS_SESSION_TOKEN"] = null;
        _environment["AWS_ACCESS_KEY_ID"] = "AKIDOTHER";
        Assert.StartsWith(
            "refused: InvalidClientTokenId: The security token included in the request is invalid.", (await Run(Documented, Expectations))
            .Output, StringComparison.Ordinal);
        _environment["AWS_ACCESS_KEY_ID"] = "";
        var (code, output, error) = await Run(Documented, Expectations);
        Assert.Equal((1, "", "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set\n"), (code, output, error));
    }

    [Theory]
    [InlineData("", "the first line is not 'METHOD target HTTP/version'")]
    [InlineData("GET /\nHost: a\n\n", "the first line is not 'METHOD target HTTP/version'")]
    [InlineData("GET  HTTP/1.1\nHost: a\n\n", "the first line is not 'METHOD target HTTP/version'")]
    [InlineData("GET / HTTP/1.1\nHost: a\n folded\n\n", "a header is folded over two lines")]
    [InlineData("GET / HTTP/1.1\nHost\n\n", "a header line has no name before its colon")]
    [InlineData("GET / HTTP/1.1\nHost : a\n\n", "a header line has no name before its colon")]
    [InlineData("POST / HTTP/1.1\nContent-Length: 4\n\nabc", "the body is shorter than Content-Length says")]
    [InlineData("POST / HTTP/1.1\nContent-Length: -1\n\nabc", "the body is shorter than Content-Length says")]
    [InlineData("POST / HTTP/1.1\nContent-Length: 2\n\nabc", "more follows the body than Content-Length says")]
    [InlineData("POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n0\n\n", "the body has a transfer encoding; save it decoded, without that header")]
    public async Task A_file_that_holds_no_request_is_refused_with_the_reason(string request, string fault)
    {
        var (code, output, _) = await Run(request, Expectations);
        Assert.Equal((1, $"refused: BadRequest: {fault}\n"), (code, output));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_and_files_over_a_mebibyte_are_refused()
    {
        Assert.Equal("refused: BadRequest: the head is not UTF-8\n", (await Run([0xff, 0xfe, (byte)'\n'], Expectations)).Output);
        Assert.Equal("refused: RequestEntityTooLarge: the request is longer than 1 MiB\n", (await Run(new byte[(1024 * 1024) + 1], Expectations)).Output);
    }

    [Fact]
    public void A_body_ends_where_its_length_says_and_a_target_may_hold_blanks()
    {
        Assert.True(RawRequest.TryParse("POST /a b HTTP/1.1\r\nHost:a\r\nContent-Length: 3\r\n\r\nx\ny\n"u8, out var request, out _));
        Assert.Equal("/a b", request.Signed.RawTarget);
        Assert.Equal("x\ny", Encoding.ASCII.GetString(request.Body));
        Assert.True(RawRequest.TryParse("POST / HTTP/1.1\nHost:a\n\n\nx\n"u8, out request, out _));
        Assert.Equal("\nx\n", Encoding.ASCII.GetString(request.Body));
    }

    private Task<(int Code, string Output, string Error)> Run(string request, params string[] options) => Run(Encoding.UTF8.GetBytes(request), options);

    private async Task<(int Code, string Output, string Error)> Run(byte[] request, params string[] options)
    {
        var command = SigV4Command.Create(() => new MemoryStream(request), _environment.GetValueOrDefault, TimeProvider.System);
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var parse = new RootCommand { command }.Parse(["sigv4", "verify", .. options]);
        var code = await parse.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
