using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>The wire as AWS has it: namespaces, request ids, JSON where it is asked for, with real signatures.</summary>
public sealed partial class WireTests(World world) : IClassFixture<World>
{
    [Theory, Trait("Conformance", "get-caller-identity GET/POST/charset")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8")]
    [InlineData("Application/X-WWW-Form-Urlencoded;charset=UTF-8")]
    [InlineData(null)]
    public async Task GetCallerIdentity_by_post_with_and_without_a_charset_and_by_get(string? contentType)
    {
        var request = contentType is null
            ? new HttpRequestMessage(HttpMethod.Get, world.Server.Api.Presign(RawCall.Query, ServiceDescription.Sts, world.Admin, TimeSpan.FromMinutes(1)))
            : new RawCall { Key = world.Admin, ContentType = contentType }.Request(world);
        using var answer = await world.Server.Api.Send(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains($"<Arn>arn:aws:iam::{world.Account}:user/admin</Arn>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact, Trait("Conformance", "JSON accept success and error")]
    public async Task JSON_for_those_who_accept_it()
    {
        var (_, arn) = await world.NewTrustingRole();
        var success = await Json($"Action=AssumeRole&Version=2011-06-15&RoleArn={Uri.EscapeDataString(arn)}&RoleSessionName=deploy");
        var result = success.Body.GetProperty("AssumeRoleResponse").GetProperty("AssumeRoleResult");
        Assert.Equal(
            (HttpStatusCode.OK, world.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds()),
            (success.Status, result.GetProperty("Credentials").GetProperty("Expiration").GetInt64()));
        Assert.NotEmpty(success.Body.GetProperty("AssumeRoleResponse").GetProperty("ResponseMetadata").GetProperty("RequestId").GetString()!);

        var error = await Json("Action=AssumeRole&Version=2011-06-15");
        Assert.Equal(HttpStatusCode.BadRequest, error.Status);
        Assert.Equal(["Error", "RequestId"], error.Body.EnumerateObject().Select(static property => property.Name));
        Assert.Equal(
            ("ValidationError", "Sender"),
            (error.Body.GetProperty("Error").GetProperty("Code").GetString(), error.Body.GetProperty("Error").GetProperty("Type").GetString()));
    }

    [Fact, Trait("Conformance", "two namespaces")]
    public async Task Dispatch_speaks_in_one_namespace_and_the_service_in_the_other()
    {
        Assert.StartsWith(
            "<ErrorResponse xmlns=\"http://webservices.amazon.com/AWSFault/2005-15-09\">", await Text("Action=Nothing&Version=2011-06-15"),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">", await Text("Action=AssumeRole&Version=2011-06-15"),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">", await Text(RawCall.Query), StringComparison.Ordinal);
    }

    [Theory, Trait("Conformance", "request id equality")]
    [InlineData(RawCall.Query)]
    [InlineData("Action=AssumeRole&Version=2011-06-15")]
    [InlineData("Action=Nothing&Version=2011-06-15")]
    public async Task The_request_id_is_the_same_in_header_and_body(string form)
    {
        using var answer = await world.Server.Api.Post(form, ServiceDescription.Sts, world.Admin);
        var id = Assert.Single(answer.Headers.GetValues("x-amzn-RequestId"));
        Assert.Matches(RequestId(), id);
        Assert.Contains($"<RequestId>{id}</RequestId>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotEmpty(Assert.Single(answer.Headers.GetValues("x-amz-sts-extended-request-id")));
    }

    [Fact, Trait("Conformance", "empty `Tags=`")]
    public async Task An_empty_list_is_no_tags()
    {
        var (_, arn) = await world.NewRole(World.TrustAccount(world.Account, "sts:AssumeRole"));
        var text = await Text(
            $"Action=AssumeRole&Version=2011-06-15&RoleArn={Uri.EscapeDataString(arn)}&RoleSessionName=deploy&Tags=&TransitiveTagKeys=&PolicyArns=");

        // Neither sts:TagSession was needed nor is there anything packed.
        Assert.Contains("<AssumeRoleResult>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PackedPolicySize", text, StringComparison.Ordinal);
    }

    [Fact, Trait("Conformance", "ExternalId present/absent/duplicate")]
    public async Task Of_two_external_ids_the_first_counts_for_the_decision_too()
    {
        var (_, arn) = await world.NewRole(World.TrustPrincipal(world.Account, condition: """{"StringEquals":{"sts:ExternalId":"right"}}"""));
        var call = $"Action=AssumeRole&Version=2011-06-15&RoleArn={Uri.EscapeDataString(arn)}&RoleSessionName=deploy";
        Assert.Contains("<AssumeRoleResult>", await Text(call + "&ExternalId=right&ExternalId=wrong"), StringComparison.Ordinal);
        Assert.Contains("<Code>AccessDenied</Code>", await Text(call + "&ExternalId=wrong&ExternalId=right"), StringComparison.Ordinal);
    }

    [Fact, Trait("Conformance", "unicode length")]
    public async Task A_length_counts_characters_and_not_bytes()
    {
        var (_, arn) = await world.NewTrustingRole();
        var beyond = string.Concat(Enumerable.Repeat("\U00010330", 256));
        var tags = new[] { new Tag { Key = "k", Value = beyond } };
        Assert.Null(await world.Refusal(arn, world.Admin, request => request with { Tags = tags }));
        var refusal = await world.Refusal(arn, world.Admin, request => request with { Tags = [tags[0] with { Value = beyond + "a" }] });
        Assert.Equal(
            $"1 validation error detected: Value '{beyond}a' at 'tags.1.member.value' failed to satisfy constraint: Member must have length less than or "
            + "equal to 256", refusal!.Message);

        // Thirty bytes, and yet one character short.
        var id = new string('é', 15);
        refusal = (await world.Server.Api.Call(new GetAccessKeyInfoRequest { AccessKeyId = id }, world.Admin)).Error;
        Assert.StartsWith(
            $"2 validation errors detected: Value '{id}' at 'accessKeyId' failed to satisfy constraint: Member must have length greater than or equal to 16; ",
            refusal!.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Conformance", "GetAccessKeyInfo arithmetic")]
    public async Task An_account_is_read_from_a_key_nobody_has()
    {
        var other = await world.NewAccount();
        var made = Protocol.AccessKeyId.New("AKIA", Protocol.AccountId.Parse("123456789012"));
        Assert.Equal("123456789012", (await world.Server.Api.Get(new GetAccessKeyInfoRequest { AccessKeyId = made }, world.Admin)).Account);
        Assert.Equal(other.Id, (await world.Server.Api.Get(new GetAccessKeyInfoRequest { AccessKeyId = other.Admin.AccessKeyId }, world.Admin)).Account);
        var (_, arn) = await world.NewTrustingRole();
        Assert.Equal(
            world.Account,
            (await world.Server.Api.Get(new GetAccessKeyInfoRequest { AccessKeyId = (await world.Assume(arn, world.Admin)).AccessKeyId }, world.Admin))
            .Account);
        foreach (var example in new[] { "AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE", "ASIAIOSFODNN7EXAMPLE" })
        {
            var told = (await world.Server.Api.Call(new GetAccessKeyInfoRequest { AccessKeyId = example }, world.Admin)).Error;
            Assert.Equal(
                ("ValidationError", $"{example} is an access key ID of the examples in AWS's documentation. It belongs to no account."),
                (told!.Code, told.Message));
        }

        var refusal = (await world.Server.Api.Call(new GetAccessKeyInfoRequest { AccessKeyId = "ABCDEFGHIJKLMNOPQRST" }, world.Admin)).Error;
        Assert.Equal(("ValidationError", 400, "Invalid AccessKeyId"), (refusal!.Code, refusal.Status, refusal.Message));
    }

    private async Task<string> Text(string form)
    {
        using var answer = await world.Server.Api.Post(form, ServiceDescription.Sts, world.Admin);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Json(string form)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, world.Server.Api.Presign(form, ServiceDescription.Sts, world.Admin, TimeSpan.FromMinutes(1)));
        request.Headers.Add("Accept", "application/json");
        using var answer = await world.Server.Api.Send(request);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    private static partial Regex RequestId();
}
