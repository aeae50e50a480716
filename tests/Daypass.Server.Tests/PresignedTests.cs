using System.Net;
using Daypass.Protocol.Catalogue;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests;

public sealed class PresignedTests
{
    private const string Query = "Action=GetCallerIdentity&Version=2011-06-15";

    [Theory]
    [Trait("Conformance", "presigned with X-Amz-Expires=60 at 2 min still valid")]
    [Trait("Conformance", "presigned GET at 14:59 and 15:01")]
    [InlineData(0, 60, true)]
    [InlineData(120, 60, true)]
    [InlineData(899, 60, true)]
    [InlineData(899, 3600, true)]
    [InlineData(901, 3600, false)]
    public async Task A_presigned_call_is_good_for_fifteen_minutes_whatever_it_says_itself(int seconds, int expires, bool accepted)
    {
        var clock = new ManualClock();
        await using var server = await RunningServer.Start(clock);
        var url = server.Api.Presign(Query, ServiceDescription.Sts, server.Admin, TimeSpan.FromSeconds(expires));
        clock.Advance(TimeSpan.FromSeconds(seconds));

        using var answer = await server.Api.Send(new HttpRequestMessage(HttpMethod.Get, url));

        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(accepted ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(accepted ? ":user/admin</Arn>" : "Signature expired: ", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_presigned_call_answers_JSON_to_those_who_ask_for_it()
    {
        await using var server = await RunningServer.Start();
        var request = new HttpRequestMessage(HttpMethod.Get, server.Api.Presign(Query, ServiceDescription.Sts, server.Admin, TimeSpan.FromSeconds(60)));
        request.Headers.Add("Accept", "application/json");

        using var answer = await server.Api.Send(request);

        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        var json = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(server.Account, (string?)json["GetCallerIdentityResponse"]!["GetCallerIdentityResult"]!["Account"]);
    }
}
