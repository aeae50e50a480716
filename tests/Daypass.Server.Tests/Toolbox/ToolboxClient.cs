using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Daypass.Core.Authorization;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Toolbox;

/// <summary>Calls iam-toolbox in restJson1, as SDKs do.</summary>
internal static class ToolboxClient
{
    public const string Root = "/authorization-details/";

    /// <summary>The authorization id in a denial, or null.</summary>
    public static string? IdIn(string? denial) =>
        denial is not null && denial.IndexOf(Denials.Introduction, StringComparison.Ordinal) is >= 0 and var at
            ? denial[(at + Denials.Introduction.Length)..].Split('.')[0]
            : null;

    /// <summary>Asks for the details of a denial.</summary>
    public static Task<(int Status, string? Error, JsonObject Body)> Details(this ApiClient api, TimeProvider clock, string id, SigningCredentials? key) =>
        api.Get(clock, Root + id, key);

    /// <summary>Asks for a policy of a denial.</summary>
    public static Task<(int Status, string? Error, JsonObject Body)> Policy(
        this ApiClient api, TimeProvider clock, string id, string uri, SigningCredentials? key) =>
        api.Get(clock, $"{Root}{id}/policy?policyUri={Uri.EscapeDataString(uri)}", key);

    /// <summary>A signed GET: the status, the code in the header, the object in the body.</summary>
    public static async Task<(int Status, string? Error, JsonObject Body)> Get(
        this ApiClient api, TimeProvider clock, string target, SigningCredentials? key, string service = "iam", HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, target);
        if (key is not null)
        {
            var signer = new SigV4Signer(SigV4Rules.For(service), "us-east-1");
            var signed = new SignedRequest(request.Method.Method, target, new HeaderField[] { new("Host", api.Host) });
            foreach (var header in signer.Sign(signed, SHA256.HashData([]), key, clock.GetUtcNow()))
            {
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }

        using var answer = await api.Send(request);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        Assert.NotEmpty(answer.Headers.GetValues("x-amzn-RequestId").Single());
        var error = answer.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.Single() : null;
        Assert.Equal(answer.StatusCode == HttpStatusCode.OK, error is null);
        return ((int)answer.StatusCode, error, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }
}
