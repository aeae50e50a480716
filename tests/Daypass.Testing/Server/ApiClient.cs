using System.Buffers;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Query;
using Daypass.Protocol.Signing;

namespace Daypass.Testing.Server;

/// <summary>Calls a server through the front door: records written as a form, signed at the test's time, answers read back.</summary>
public sealed class ApiClient(Uri endpoint, TimeProvider clock, SslClientAuthenticationOptions? tls = null) : IDisposable
{
    private const int Large = 128 * 1024;
    private const string Form = "application/x-www-form-urlencoded; charset=utf-8";

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        SslOptions = tls ?? new SslClientAuthenticationOptions(),
        Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
    })
    { BaseAddress = endpoint };

    /// <summary>The Host header every request is signed with.</summary>
    public string Host => endpoint.Authority;

    /// <summary>Calls an operation; null credentials send it unsigned.</summary>
    public async Task<Result<TOutput>> Call<TInput, TOutput>(IOperationInput<TInput, TOutput> input, SigningCredentials? credentials)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput>
    {
        var form = new ArrayBufferWriter<byte>();
        ((TInput)input).Write(new QueryWriter(form));
        using var answer = await Post(form.WrittenMemory.ToArray(), TInput.Operation.Service, credentials);
        return ResponseReader.Read<TOutput>(TInput.Operation, (int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), out _);
    }

    /// <summary>Calls an operation that must succeed.</summary>
    public async Task<TOutput> Get<TInput, TOutput>(IOperationInput<TInput, TOutput> input, SigningCredentials? credentials)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput>
    {
        var result = await Call(input, credentials);
        return result.Succeeded ? result.Value : throw new InvalidOperationException($"{TInput.Operation.Name}: {result.Error.Code}: {result.Error.Message}");
    }

    /// <summary>Posts a form, signed when there are credentials.</summary>
    public Task<HttpResponseMessage> Post(string form, ServiceDescription service, SigningCredentials? credentials, string query = "") =>
        Post(Encoding.UTF8.GetBytes(form), service, credentials, query);

    /// <summary>Posts a form, signed when there are credentials.</summary>
    public Task<HttpResponseMessage> Post(byte[] form, ServiceDescription service, SigningCredentials? credentials, string query = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, query.Length == 0 ? "/" : "/?" + query) { Content = new ByteArrayContent(form) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(Form);

        // A large form waits to be asked for, as curl lets it: a server that refuses its length hangs up, and whoever is still writing then sees no answer.
        request.Headers.ExpectContinue = form.Length > Large ? true : null;
        if (credentials is not null)
        {
            Sign(request, form, service, credentials);
        }

        return _http.SendAsync(request);
    }

    /// <summary>Sends a request as it is.</summary>
    public Task<HttpResponseMessage> Send(HttpRequestMessage request) => _http.SendAsync(request);

    /// <summary>A presigned URL for a query string.</summary>
    public string Presign(string query, ServiceDescription service, SigningCredentials credentials, TimeSpan expires) =>
        new SigV4Signer(SigV4Rules.For(service.SigningName), "us-east-1").Presign(
            new SignedRequest("GET", "/?" + query, new HeaderField[] { new("Host", Host) }), SHA256.HashData([]), credentials, clock.GetUtcNow(), expires);

    /// <summary>Signs a request with this form as its body.</summary>
    public void Sign(HttpRequestMessage request, byte[] form, ServiceDescription service, SigningCredentials credentials)
    {
        var signer = new SigV4Signer(SigV4Rules.For(service.SigningName), "us-east-1");
        HeaderField[] headers = [new("Host", Host), new("Content-Type", Form)];
        var signed = new SignedRequest(request.Method.Method, request.RequestUri!.OriginalString, headers);
        foreach (var header in signer.Sign(signed, SHA256.HashData(form), credentials, clock.GetUtcNow()))
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
