using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daypass.Protocol.Errors;
using Daypass.Server.Tests.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Protocols;

/// <summary>Requests for services that are not here: each is told so in the protocol of its service, before anything is proven.</summary>
public sealed class ForeignServiceTests(World world) : IClassFixture<World>
{
    private const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("GET", "/", "s3", null, "application/xml", "<Error><Code>ServiceNotServed</Code><Message>{0}</Message><RequestId>")]
    [InlineData("GET", "/bucket/a/b?acl", "s3", null, "application/xml", "<Error><Code>ServiceNotServed</Code><Message>{0}</Message><RequestId>")]
    [InlineData("PUT", "/bucket/a", "s3express", "text/plain", "application/xml", "<Error><Code>ServiceNotServed</Code><Message>{0}</Message><RequestId>")]
    [InlineData("POST", "/", "ec2", Form, "text/xml", "<Error><Code>ServiceNotServed</Code><Message>{0}</Message></Error></Errors><RequestID>")]
    [InlineData("POST", "/", "sns", Form, "text/xml", "<Error><Type>Sender</Type><Code>ServiceNotServed</Code><Message>{0}</Message></Error>")]
    [InlineData("GET", "/2013-04-01/hostedzone", "route53", null, "text/xml", "<Code>ServiceNotServed</Code><Message>{0}</Message></Error>")]
    [InlineData("GET", "/2015-03-31/functions", "lambda", null, "application/json", "{{\"message\":\"{0}\"}}")]
    [InlineData("DELETE", "/v2/apis/x", "apigateway", null, "application/json", "{{\"message\":\"{0}\"}}")]
    [InlineData("POST", "/", "monitoring", Form, "text/xml", "<Code>ServiceNotServed</Code><Message>{0}</Message>")]
    public async Task It_is_said_in_the_protocol_of_the_service(string method, string path, string service, string? type, string answered, string body)
    {
        foreach (var presigned in new[] { false, true })
        {
            using var request = Request(method, path, service, type, presigned);
            using var answer = await world.Server.Api.Send(request);
            Assert.Equal((HttpStatusCode.BadRequest, answered), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            var sentence = CommonErrors.ServiceNotServed(service == "monitoring" ? "cloudwatch" : service).Message;
            var said = Regex.Replace(await answer.Content.ReadAsStringAsync(), @">\s+<", "><");
            Assert.Contains(string.Format(null, body, sentence), said, StringComparison.Ordinal);
            Assert.Equal(answered == "application/json", answer.Headers.Contains("x-amzn-ErrorType"));
            Assert.Equal(service.StartsWith("s3", StringComparison.Ordinal), answer.Headers.Contains("x-amz-id-2"));
        }
    }

    [Fact]
    public async Task A_client_that_came_from_Query_gets_the_code_by_its_old_name_too()
    {
        using var request = AwsJsonClient.Request("{}", "AmazonSQS.ListQueues", type: "application/x-amz-json-1.0");
        request.Headers.Add("x-amzn-query-mode", "true");
        Sign(request, "sqs");
        using var answer = await world.Server.Api.Send(request);
        Assert.Equal("ServiceNotServed;Sender", Assert.Single(answer.Headers.GetValues("x-amzn-query-error")));
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(("ServiceNotServed", CommonErrors.ServiceNotServed("sqs").Message), ((string?)said["__type"], (string?)said["message"]));
    }

    [Fact]
    public async Task By_CBOR_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/service/GraniteServiceVersion20100801/operation/ListMetrics")
        {
            Content = new ByteArrayContent([0xA0]) { Headers = { ContentType = new MediaTypeHeaderValue("application/cbor") } },
        };
        request.Headers.Add("smithy-protocol", "rpc-v2-cbor");
        Sign(request, "monitoring");
        using var answer = await world.Server.Api.Send(request);
        Assert.Equal("rpc-v2-cbor", Assert.Single(answer.Headers.GetValues("smithy-protocol")));
        var said = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(0xA2, said[0]);
        var text = Encoding.UTF8.GetString(said);
        Assert.Contains("__type", text, StringComparison.Ordinal);
        Assert.EndsWith(CommonErrors.ServiceNotServed("cloudwatch").Message!, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3 /<script>")]
    [InlineData("s3\u00e9")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("")]
    public async Task A_name_that_is_none_is_not_repeated(string service)
    {
        using var request = Request("GET", "/x", service, null, presigned: true);
        using var answer = await world.Server.Api.Send(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("script", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sts")]
    [InlineData("iam")]
    [InlineData("organizations")]
    public async Task What_is_signed_for_a_service_that_is_here_is_answered_as_AWS_does(string service)
    {
        using var redirected = Request("GET", "/", service, null, presigned: false);
        using var answer = await world.Server.Api.Send(redirected);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        using var put = Request("PUT", "/", service, "text/plain", presigned: false);
        using var refused = await world.Server.Api.Send(put);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
    }

    [Fact]
    public async Task A_file_for_a_store_is_not_read()
    {
        using var request = Request("PUT", "/bucket/large", "s3", "text/plain", presigned: false);
        request.Content = new ByteArrayContent(new byte[4_000_000]);
        request.Headers.ExpectContinue = true;
        using var answer = await world.Server.Api.Send(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        Assert.Contains("ServiceNotServed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_larger_than_all_bodies_may_be_takes_no_room_from_them()
    {
        var server = new Uri(world.Server.Url);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT /bucket/large HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Length: 5000000000\r\nExpect: 100-continue\r\n"
                + "Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261130/us-east-1/s3/aws4_request, "
                + "SignedHeaders=host, Signature=00\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("ServiceNotServed", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_gets_a_page_and_not_AWS()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml");
        using var answer = await world.Server.Api.Send(request);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains("AWS_ENDPOINT_URL_STS", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "foreign")]
    public async Task Boto3_and_the_aws_CLI_show_it_in_words()
    {
        var said = (await ForeignProgram.Run(world.Server, world.Admin, "python3", Path.Combine(ForeignProgram.Tools, "python", "not_served.py"))).Succeeded();
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(11, lines.Length);
        Assert.All(lines, static line => Assert.Equal(
            ("ServiceNotServed", CommonErrors.ServiceNotServed((string)line["service"]!).Message), ((string?)line["code"], (string?)line["message"])));
        foreach (var command in new[] { "s3 ls", "dynamodb list-tables", "lambda list-functions", "sqs list-queues" })
        {
            var shown = await ForeignProgram.Run(world.Server, world.Admin, "aws", ["--endpoint-url", world.Server.Url, .. command.Split(' ')]);
            Assert.NotEqual(0, shown.ExitCode);
            Assert.Contains(CommonErrors.ServiceNotServed(command.Split(' ')[0]).Message!, shown.Errors, StringComparison.Ordinal);
        }
    }

    private static HttpRequestMessage Request(string method, string path, string service, string? type, bool presigned)
    {
        var target = presigned
            ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                + Uri.EscapeDataString($"AKIAIOSFODNN7EXAMPLE/20261130/us-east-1/{service}/aws4_request")
            : path;
        var request = new HttpRequestMessage(new HttpMethod(method), target);
        if (type is not null)
        {
            request.Content = new StringContent(type == Form ? "Action=Any&Version=2000-01-01" : "text", Encoding.UTF8, type);
        }

        if (!presigned)
        {
            Sign(request, service);
        }

        return request;
    }

    // Nobody looks at the signature.
    private static void Sign(HttpRequestMessage request, string service) => request.Headers.TryAddWithoutValidation(
        "Authorization", $"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261130/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=00");
}
