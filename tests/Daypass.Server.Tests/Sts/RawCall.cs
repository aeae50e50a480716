using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>One signed GetCallerIdentity that a test bends before it is sent.</summary>
internal sealed record RawCall
{
    public const string Query = "Action=GetCallerIdentity&Version=2011-06-15";

    public required SigningCredentials Key { get; init; }

    public string Service { get; init; } = "sts";

    public string Region { get; init; } = "us-east-1";

    public string ContentType { get; init; } = "application/x-www-form-urlencoded";

    /// <summary>How far from the server's clock it is signed.</summary>
    public TimeSpan Shift { get; init; }

    /// <summary>Headers that are signed besides those every client signs.</summary>
    public HeaderField[] Extra { get; init; } = [];

    /// <summary>Changes the Authorization header after signing.</summary>
    public Func<string, string>? Authorization { get; init; }

    /// <summary>Changes the date header after signing.</summary>
    public Func<string, string>? Date { get; init; }

    /// <summary>Sends it, and reads the error when it was refused.</summary>
    public async Task<AwsError?> Refusal(World world)
    {
        using var answer = await world.Server.Api.Send(Request(world));
        return await Refusal(answer);
    }

    public static async Task<AwsError?> Refusal(HttpResponseMessage answer) => answer.IsSuccessStatusCode
        ? null
        : ResponseReader.Read<GetCallerIdentityResponse>(
            OperationCatalogue.Find("GetCallerIdentity", Protocol.Catalogue.Service.Sts)!, (int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(),
            out _).Error;

    public HttpRequestMessage Request(World world)
    {
        var body = Encoding.ASCII.GetBytes(Query);
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        HeaderField[] headers = [new("Host", world.Server.Api.Host), new("Content-Type", ContentType), .. Extra];
        var signer = new SigV4Signer(SigV4Rules.For(Service), Region);
        foreach (var header in signer.Sign(new SignedRequest("POST", "/", headers), SHA256.HashData(body), Key, world.Clock.GetUtcNow() + Shift))
        {
            var value = header.Name == "Authorization" ? Authorization?.Invoke(header.Value) ?? header.Value
                : header.Name == "X-Amz-Date" ? Date?.Invoke(header.Value) ?? header.Value
                : header.Value;
            request.Headers.TryAddWithoutValidation(header.Name, value);
        }

        foreach (var header in Extra)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return request;
    }
}
