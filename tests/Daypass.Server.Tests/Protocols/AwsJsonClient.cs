using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Protocols;

/// <summary>Sends requests of AWS JSON.</summary>
internal static class AwsJsonClient
{
    public const string CheckAccess = "DaypassV20261101.CheckAccess";
    public const string Type = "application/x-amz-json-1.1";

    /// <summary>A POST that is not signed yet.</summary>
    public static HttpRequestMessage Request(string body, string? target = CheckAccess, string type = Type, string path = "/")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (target is not null)
        {
            request.Headers.Add("X-Amz-Target", target);
        }

        return request;
    }

    /// <summary>Signs it with all its headers, but for one.</summary>
    public static async Task<HttpRequestMessage> Signed(
        this HttpRequestMessage request, RunningServer server, SigningCredentials key, string service = "daypass", string? without = null)
    {
        var body = await request.Content!.ReadAsByteArrayAsync();
        HeaderField[] headers =
        [
            new("Host", server.Api.Host),
            .. request.Headers.Concat(request.Content.Headers).Where(header => header.Key != without && header.Key != "Content-Length")
                .SelectMany(static header => header.Value.Select(value => new HeaderField(header.Key, value))),
        ];
        var target = request.RequestUri!.OriginalString;
        var signer = new SigV4Signer(SigV4Rules.For(service), "us-east-1");
        foreach (var header in signer.Sign(new SignedRequest("POST", target, headers), SHA256.HashData(body), key, server.Clock.GetUtcNow()))
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return request;
    }

    /// <summary>The status and the object that is answered.</summary>
    public static async Task<(int Status, JsonObject Body)> Answer(this RunningServer server, HttpRequestMessage request)
    {
        using var answer = await server.Api.Send(request);
        Assert.Equal(request.Content!.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType?.ToString());
        Assert.NotEmpty(answer.Headers.GetValues("x-amzn-RequestId").Single());
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }
}
