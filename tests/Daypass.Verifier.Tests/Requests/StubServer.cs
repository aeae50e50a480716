using System.Net;
using System.Text;
using System.Text.Json;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Testing;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Requests;

namespace Daypass.Verifier.Tests.Requests;

/// <summary>A server that knows one key, so that a verifier can be asked about requests of any day and service.</summary>
internal sealed class StubServer : HttpMessageHandler
{
    public const string AccessKeyId = "AKIDEXAMPLE000000001";
    public const string SecretText = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    public static readonly Secret Secret = Secret.FromText(SecretText);

    public static SigningCredentials Credentials { get; } = new(AccessKeyId, Secret);

    /// <summary>Asks a verifier of a service at a time.</summary>
    public static async Task<T> With<T>(SigV4Rules rules, DateTimeOffset now, Func<RequestVerifier, Task<T>> ask)
    {
        using var server = new StubServer();
        using var http = new HttpMessageInvoker(server);
        var clock = new ManualClock(now);
        var client = new VerificationClient(http, new Uri("http://server.example"), static _ => new(Credentials), clock);
        await using var callers = new CallerDirectory(client, new VerifierOptions(), clock);
        return await ask(new RequestVerifier(rules, callers, clock));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)).RootElement;
        if (request.Headers.GetValues("X-Amz-Target").Single().EndsWith(".WatchChanges", StringComparison.Ordinal))
        {
            if (body.TryGetProperty("Mark", out _))
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return Answer(HttpStatusCode.OK, """{"Mark":"1.a.b","Reset":false,"Changes":[]}""");
        }

        if (body.GetProperty("AccessKeyId").GetString() != AccessKeyId)
        {
            return Answer(HttpStatusCode.Forbidden, """{"__type":"InvalidClientTokenId","message":"The security token included in the request is invalid."}""");
        }

        var key = new byte[DerivedKey.Length];
        DerivedKey.Derive(
            Secret, body.GetProperty("Date").GetString(), body.GetProperty("Region").GetString(), body.GetProperty("SigningName").GetString(), key);
        return Answer(HttpStatusCode.OK, $$"""
            {"DecideBy":"documents","SigningKey":"{{Convert.ToBase64String(key)}}","Mark":"1.a.b","Policies":[],"Keys":[],"MadeOf":[],
            "Caller":{"Arn":"arn:aws:iam::111122223333:user/anna",
            "UserId":"AIDAEXAMPLE","Account":"111122223333","Kind":"User","UniqueId":"AIDAEXAMPLE"} }
            """);
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.1") };
}
