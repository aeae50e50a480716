using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.Server.Tests.Audit;
using Daypass.Server.Tests.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Protocols;

/// <summary>The second protocol, end to end: the same decisions, in its own words.</summary>
public sealed class AwsJsonTests(World world) : IClassFixture<World>
{
    private const string Order = "arn:aws:orders:eu-west-1::order/7";
    private const string Served =
        "This server serves STS (2011-06-15), IAM (2010-05-08), Organizations (2016-11-28), daypass (2026-11-01) and IAM Toolbox (2018-05-10)";

    [Theory]
    [InlineData("orders:Read", "application/x-amz-json-1.0")]
    [InlineData("orders:Read", "application/x-amz-json-1.1")]
    [InlineData("orders:Write", "application/x-amz-json-1.1")]
    [InlineData("orders:Write", "Application/X-Amz-Json-1.1 ; charset=utf-8")]
    public async Task The_decision_is_the_one_of_Query(string allowed, string type)
    {
        var (_, key) = await world.NewUser(allowed);
        var asked = Question(key);
        var byQuery = await world.Server.Api.Get(asked, world.Admin);
        var request = AwsJsonClient.Request(Json(asked).ToJsonString(), type: type);
        using var sent = await request.Signed(world.Server, world.Admin);
        using var answer = await world.Server.Api.Send(sent);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type.ToLowerInvariant().Split(' ')[0], answer.Content.Headers.ContentType!.ToString());
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        string?[] members = ["Decision", "CallerArn", "CallerUserId", "CallerAccount", "ErrorCode", "ErrorStatus", "ErrorMessage"];
        Assert.Equal(
            [byQuery.Decision, byQuery.CallerArn, byQuery.CallerUserId, byQuery.CallerAccount, byQuery.ErrorCode, byQuery.ErrorStatus?.ToString(),
                byQuery.ErrorMessage],
            members.Select(name => body[name!]?.ToString()));
        Assert.Equal(byQuery.EncodedAuthorizationMessage is null, body["EncodedAuthorizationMessage"] is null);
        Assert.True(body["ErrorStatus"] is null || body["ErrorStatus"]!.GetValueKind() == JsonValueKind.Number);
        Assert.Empty(body.Select(static member => member.Key).Except([.. members, "EncodedAuthorizationMessage", "AuthorizationId"]));
    }

    [Fact]
    public async Task Whoever_asks_needs_the_permission_and_is_told_so_in_the_protocols_words()
    {
        var (user, stranger) = await world.NewUser("orders:*");
        using var request = await AwsJsonClient.Request(Json(Question(stranger)).ToJsonString()).Signed(world.Server, stranger);
        var (status, body) = await world.Server.Answer(request);
        Assert.Equal((403, "AccessDenied"), (status, (string?)body["__type"]));
        Assert.StartsWith(
            $"User: {world.Parts.Arns.For(user)} is not authorized to perform: daypass:CheckAccess on resource: {Order}", (string?)body["message"],
            StringComparison.Ordinal);
        Assert.Equal(["__type", "message"], body.Select(static member => member.Key));
    }

    [Theory]
    [InlineData("{", "The body is not a JSON object.")]
    [InlineData("[]", "The body is not a JSON object.")]
    [InlineData("Action=CheckAccess&Version=2026-11-01", "The body is not a JSON object.")]
    [InlineData("""{"Headers":[{"Name":1}]}""", "Headers.1.Name is not a string.")]
    [InlineData("""{"Method":"GET","Method":"DELETE"}""", "Method is there twice.")]
    public async Task A_body_that_is_not_what_the_operation_takes_is_refused(string json, string message)
    {
        using var request = await AwsJsonClient.Request(json).Signed(world.Server, world.Admin);
        var (status, body) = await world.Server.Answer(request);
        Assert.Equal((400, "SerializationException", message), (status, (string?)body["__type"], (string?)body["message"]));
    }

    [Fact]
    public async Task A_body_that_nests_deep_is_refused()
    {
        using var request = await AwsJsonClient.Request("{\"More\":" + new string('[', 200_000)).Signed(world.Server, world.Admin);
        Assert.Equal("SerializationException", (string?)(await world.Server.Answer(request)).Body["__type"]);
    }

    [Theory]
    [InlineData(256 * 1024, HttpStatusCode.BadRequest)]
    [InlineData((256 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_over_256_KiB_is_too_large(int length, HttpStatusCode status)
    {
        using var request = await AwsJsonClient.Request("{}" + new string(' ', length - 2)).Signed(world.Server, world.Admin);
        request.Headers.ExpectContinue = true;
        using var answer = await world.Server.Api.Send(request);
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    public async Task What_is_missing_is_said_in_the_words_of_Query(string json)
    {
        using var request = await AwsJsonClient.Request(json).Signed(world.Server, world.Admin);
        var (status, body) = await world.Server.Answer(request);
        Assert.Equal((400, "ValidationError"), (status, (string?)body["__type"]));
        Assert.StartsWith("6 validation errors detected: Value null at 'method' failed", (string?)body["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWSOrganizationsV20161128.InviteAccountToOrganization", "AWSOrganizationsV20161128.InviteAccountToOrganization")]
    [InlineData("DaypassV20261101.Fly", "DaypassV20261101.Fly")]
    [InlineData("DaypassV20261101.checkaccess", "DaypassV20261101.checkaccess")]
    [InlineData("DaypassV20261101.GetCallerIdentity", "DaypassV20261101.GetCallerIdentity")]
    [InlineData("CheckAccess", "CheckAccess")]
    [InlineData(".CheckAccess", ".CheckAccess")]
    [InlineData(null, "a request without exactly one X-Amz-Target header")]
    public async Task What_is_not_served_is_refused_without_a_signature_and_what_is_served_is_said(string? target, string named)
    {
        using var request = AwsJsonClient.Request("no JSON either", target);
        var (status, body) = await world.Server.Answer(request);
        Assert.Equal(
            (400, "UnknownOperationException", $"{Served}; it does not serve {named}."), (status, (string?)body["__type"], (string?)body["message"]));
    }

    [Theory]
    [InlineData("DynamoDB_20120810.ListTables", "DynamoDB_20120810")]
    [InlineData("daypassV20261101.CheckAccess", "daypassV20261101")]
    public async Task Of_a_service_that_is_not_here_its_name_says_enough(string target, string named)
    {
        using var request = AwsJsonClient.Request("no JSON either", target);
        var (status, body) = await world.Server.Answer(request);
        Assert.Equal((400, "ServiceNotServed", CommonErrors.ServiceNotServed(named).Message), (status, (string?)body["__type"], (string?)body["message"]));
    }

    [Fact]
    public async Task Two_targets_are_none()
    {
        using var request = AwsJsonClient.Request("{}");
        request.Headers.Add("x-amz-target", AwsJsonClient.CheckAccess);
        Assert.Equal("UnknownOperationException", (string?)(await world.Server.Answer(request)).Body["__type"]);
    }

    [Fact]
    public async Task A_long_target_is_not_repeated_in_full()
    {
        using var request = AwsJsonClient.Request("{}", new string('x', 10_000));
        Assert.InRange(((string?)(await world.Server.Answer(request)).Body["message"])!.Length, 256, 500);
    }

    [Fact]
    public async Task Another_path_is_not_served()
    {
        using var request = await AwsJsonClient.Request("{}", path: "/elsewhere").Signed(world.Server, world.Admin);
        Assert.Equal($"{Served}; it does not serve AWS JSON at any path but /.", (string?)(await world.Server.Answer(request)).Body["message"]);
    }

    [Theory]
    [InlineData(false, "daypass", null, "MissingAuthenticationToken")]
    [InlineData(true, "sts", null, "SignatureDoesNotMatch")]
    [InlineData(true, "daypass", "X-Amz-Target", "SignatureDoesNotMatch")]
    public async Task The_signature_is_for_the_service_and_covers_the_target(bool signed, string service, string? without, string code)
    {
        var request = AwsJsonClient.Request(Json(Question(world.Admin)).ToJsonString());
        using var sent = signed ? await request.Signed(world.Server, world.Admin, service, without) : request;
        var (status, body) = await world.Server.Answer(sent);
        Assert.Equal((403, code), (status, (string?)body["__type"]));
    }

    [Theory]
    [InlineData("GET", AwsJsonClient.Type, HttpStatusCode.Found)]
    [InlineData("PUT", AwsJsonClient.Type, HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "application/x-amz-json-1.2", HttpStatusCode.Found)]
    [InlineData("POST", "application/x-amz-json-1.11", HttpStatusCode.Found)]
    [InlineData("POST", "application/json", HttpStatusCode.Found)]
    public async Task What_is_no_POST_of_the_content_type_is_answered_as_Query(string method, string type, HttpStatusCode status)
    {
        using var request = AwsJsonClient.Request("{}", type: type);
        request.Method = new HttpMethod(method);
        using var answer = await world.Server.Api.Send(request);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task By_Query_too_what_is_served_is_said_to_whoever_asks_for_another_service()
    {
        using var answer = await world.Server.Api.Post("Action=ListQueues&Version=2012-11-05", ServiceDescription.Sts, null);
        Assert.Contains(
            $"<Message>Could not find operation ListQueues for version 2012-11-05. {Served}.</Message>", await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_has_the_parameters_and_what_was_asked_in_vain()
    {
        await using var server = await RunningServer.Start(world.Clock);
        var question = Question(server.Admin) with { ServiceKeys = [new ServiceKey { Name = "orders:Amount", Value = "7" }], SecureTransport = true };
        using var request = await AwsJsonClient.Request(Json(question).ToJsonString()).Signed(server, server.Admin);
        await server.Answer(request);
        using var unknown = AwsJsonClient.Request("{}", "DynamoDB_20120810.ListTables");
        await server.Answer(unknown);

        var records = await AuditLines.Read(server);
        var record = records.Of("CheckAccess");
        Assert.Equal(
            ("daypass.amazonaws.com", "orders:Read", Order, "orders:Amount", "7", "true", null),
            (record.At("eventSource"), record.At("requestParameters.requestedAction"), record.At("requestParameters.resource"),
                record.At("requestParameters.serviceKeys.0.name"), record.At("requestParameters.serviceKeys.0.value"),
                record.At("requestParameters.secureTransport"), record.At("errorCode")));
        Assert.DoesNotContain("Signature=", record.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("ServiceNotServed", records.Of("DynamoDB_20120810.ListTables").At("errorCode"));
    }

    private CheckAccessRequest Question(SigningCredentials key)
    {
        HeaderField[] headers = [new("Host", "orders.example.com")];
        var signed = new SigV4Signer(SigV4Rules.For("orders"), "eu-west-1").Sign(
            new SignedRequest("GET", "/orders/7", headers), SHA256.HashData([]), key, world.Clock.GetUtcNow());
        return new CheckAccessRequest
        {
            Method = "GET",
            Target = "/orders/7",
            Headers = [.. headers.Concat(signed).Select(static header => new RequestHeader { Name = header.Name, Value = header.Value })],
            SigningName = "orders",
            RequestedAction = "orders:Read",
            Resource = Order,
        };
    }

    /// <summary>The names of the members are those on the wire.</summary>
    private static JsonObject Json(CheckAccessRequest request) => JsonSerializer.SerializeToNode(request)!.AsObject();
}
