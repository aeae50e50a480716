using System.Net;
using System.Net.Sockets;
using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests;

/// <summary>What is answered before anybody is asked who they are.</summary>
public sealed class DispatchTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Success_is_written_exactly_as_live_STS_writes_it()
    {
        using var answer = await _server.Api.Post("Action=GetCallerIdentity&Version=2011-06-15", ServiceDescription.Sts, _server.Root);

        var id = answer.Headers.GetValues("x-amzn-RequestId").Single();
        Assert.Equal("text/xml", answer.Content.Headers.ContentType!.ToString());
        Assert.NotEmpty(answer.Headers.GetValues("x-amz-sts-extended-request-id").Single());
        Assert.Equal(
            $"""
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <GetCallerIdentityResult>
                <Arn>arn:aws:iam::{_server.Account}:root</Arn>
                <UserId>{_server.Account}</UserId>
                <Account>{_server.Account}</Account>
              </GetCallerIdentityResult>
              <ResponseMetadata>
                <RequestId>{id}</RequestId>
              </ResponseMetadata>
            </GetCallerIdentityResponse>

            """.ReplaceLineEndings("\n"),
            await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [Trait("Conformance", "unknown/empty/duplicate action and version")]
    [InlineData("Action=Nothing&Version=2011-06-15", "Could not find operation Nothing for version 2011-06-15")]
    [InlineData("Action=&Version=2011-06-15", "Could not find operation  for version 2011-06-15")]
    [InlineData("Action=GetCallerIdentity", "Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED")]
    [InlineData("Action=GetCallerIdentity&Version=2010-05-08", "Could not find operation GetCallerIdentity for version 2010-05-08")]
    [InlineData("Action=getcalleridentity&Version=2011-06-15", "Could not find operation getcalleridentity for version 2011-06-15")]
    public async Task An_unknown_action_or_version_is_refused_without_a_signature_in_the_dispatchers_namespace(string form, string message)
    {
        using var answer = await _server.Api.Post(form, ServiceDescription.Sts, null);

        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("""<ErrorResponse xmlns="http://webservices.amazon.com/AWSFault/2005-15-09">""", body, StringComparison.Ordinal);
        Assert.Contains("<Code>InvalidAction</Code>", body, StringComparison.Ordinal);
        Assert.Contains($"<Message>{message}</Message>", body, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Conformance", "unknown/empty/duplicate action and version")]
    [InlineData("", "Action=Nothing&Action=GetCallerIdentity&Version=2011-06-15", "Action")]
    [InlineData("", "Action=GetCallerIdentity&Version=2011-06-15&Action=", "Action")]
    [InlineData("", "Action=GetCallerIdentity&Version=2011-06-15&Version=2010-05-08", "Version")]
    [InlineData("Action=GetSessionToken", "Action=GetCallerIdentity&Version=2011-06-15", "Action")]
    [InlineData("DurationSeconds=900", "Action=GetSessionToken&Version=2011-06-15&DurationSeconds=3600", "DurationSeconds")]
    [InlineData("DurationSeconds=900", "Action=GetSessionToken&Version=2011-06-15&DurationSeconds=900&DurationSeconds=3600", "DurationSeconds")]
    [InlineData("Tags.member.1.Key=a", "Action=GetFederationToken&Version=2011-06-15&Tags.member.1.%4Bey=b", "Tags.member.1.Key")]
    public async Task A_request_in_which_another_reader_may_see_another_value_is_refused(string query, string form, string name)
    {
        using var answer = await _server.Api.Post(form, ServiceDescription.Sts, _server.Admin, query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<Code>MalformedQueryString</Code>", body, StringComparison.Ordinal);
        Assert.Contains($"<Message>The parameter '{name}' is given twice with different values.</Message>", body, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Conformance", "unknown/empty/duplicate action and version")]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15", "")]
    [InlineData("Action=GetCallerIdentity", "Version=2011-06-15")]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15", "Action=GetCallerIdentity&Action=GetCallerIdentity")]
    [InlineData("", "Action=GetSessionToken&Version=2011-06-15&DurationSeconds=900&DurationSeconds=3600")]
    public async Task Parameters_in_the_query_and_in_the_body_are_one_request_and_the_first_of_two_counts(string query, string form)
    {
        using var answer = await _server.Api.Post(form, ServiceDescription.Sts, _server.Admin, query);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [Trait("Conformance", "missing action 302")]
    [InlineData("/", "https://aws.amazon.com/iam")]
    [InlineData("/?a=b", "https://aws.amazon.com/iam?a=b")]
    public async Task A_request_without_an_action_is_sent_to_the_documentation(string target, string location)
    {
        using var answer = await _server.Api.Send(new HttpRequestMessage(HttpMethod.Get, target));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    [Trait("Conformance", "missing action 302")]
    public async Task A_post_that_is_no_form_is_sent_to_the_documentation()
    {
        using var answer = await _server.Api.Send(new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new StringContent("Action=GetCallerIdentity&Version=2011-06-15", Encoding.UTF8, "text/plain"),
        });

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    [Fact]
    [Trait("Conformance", "wrong path 404")]
    public async Task Another_path_is_unknown()
    {
        using var answer = await _server.Api.Send(new HttpRequestMessage(HttpMethod.Get, "/elsewhere"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("<UnknownOperationException/>\n", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    [Trait("Conformance", "wrong path 404")]
    public async Task Another_path_with_an_operation_never_verifies()
    {
        using var answer = await _server.Api.Send(new HttpRequestMessage(HttpMethod.Get, "/elsewhere?Action=GetCallerIdentity&Version=2011-06-15"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("<Code>SignatureDoesNotMatch</Code>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15&x=%zz")]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15&x=%4")]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15&x=%FF")]
    public async Task A_malformed_escape_is_a_bare_400(string form)
    {
        using var answer = await _server.Api.Post(form, ServiceDescription.Sts, _server.Admin);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.False(answer.Headers.Contains("x-amzn-RequestId"));
    }

    [Theory]
    [InlineData(256 * 1024, HttpStatusCode.OK)]
    [InlineData((256 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_over_256_KiB_is_too_large(int length, HttpStatusCode status)
    {
        const string Call = "Action=GetCallerIdentity&Version=2011-06-15&x=";
        using var answer = await _server.Api.Post(Call + new string('y', length - Call.Length), ServiceDescription.Sts, _server.Admin);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    public async Task Other_methods_never_reach_an_operation(string method)
    {
        using var answer = await _server.Api.Send(new HttpRequestMessage(new HttpMethod(method), "/?Action=GetCallerIdentity&Version=2011-06-15"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task A_preflight_gets_an_empty_answer()
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/");
        request.Headers.Add("Origin", "https://console.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");

        using var answer = await _server.Api.Send(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("POST", answer.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Equal("172800", answer.Headers.GetValues("Access-Control-Max-Age").Single());
    }

    [Fact]
    public async Task Two_lengths_for_one_body_close_the_connection()
    {
        var uri = new Uri(_server.Url);
        using var socket = new TcpClient(uri.Host, uri.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST / HTTP/1.1\r\nHost: {uri.Authority}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_needs_no_signature()
    {
        using var answer = await _server.Api.Send(new HttpRequestMessage(HttpMethod.Get, "/healthz"));

        Assert.Equal("ok\n", await answer.Content.ReadAsStringAsync());
    }
}
