using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;

namespace Daypass.Verifier.Calls;

/// <summary>Calls the <c>daypass</c> service of a server, signed with the service's own credentials. Safe for any number of threads.</summary>
/// <param name="http">Sends the requests; whoever made it disposes of it.</param>
/// <param name="server">The server's URL.</param>
/// <param name="credentials">The credentials of now; asked for each call, so that those that end are replaced in time.</param>
/// <param name="clock">Dates the signatures.</param>
public sealed class VerificationClient(
    HttpMessageInvoker http, Uri server, Func<CancellationToken, ValueTask<SigningCredentials>> credentials, TimeProvider clock)
{
    /// <summary>An answer longer than this is none; the policies of a caller have at most some hundred kilobytes.</summary>
    private const int LongestAnswer = 8 * 1024 * 1024;

    private const string ContentType = "application/x-amz-json-1.1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SigV4Signer _signer = new(SigV4Rules.For(ServiceDescription.Verification.SigningName), "us-east-1");

    /// <summary>What is needed to verify and to decide for a caller.</summary>
    /// <exception cref="ServerUnreachableException">There was no answer.</exception>
    public Task<Result<GetSigningKeyResponse>> GetSigningKey(GetSigningKeyRequest input, CancellationToken cancelled) => Call(
        "GetSigningKey", input, VerificationJson.Default.GetSigningKeyRequest, VerificationJson.Default.GetSigningKeyResponse, Patience, cancelled);

    /// <summary>What bears on a resource.</summary>
    /// <exception cref="ServerUnreachableException">There was no answer.</exception>
    public Task<Result<GetResourceDocumentsResponse>> GetResourceDocuments(GetResourceDocumentsRequest input, CancellationToken cancelled) => Call(
        "GetResourceDocuments", input, VerificationJson.Default.GetResourceDocumentsRequest, VerificationJson.Default.GetResourceDocumentsResponse, Patience,
        cancelled);

    /// <summary>What changed since a mark.</summary>
    /// <exception cref="ServerUnreachableException">There was no answer.</exception>
    public Task<Result<WatchChangesResponse>> WatchChanges(WatchChangesRequest input, CancellationToken cancelled) => Call(
        "WatchChanges", input, VerificationJson.Default.WatchChangesRequest, VerificationJson.Default.WatchChangesResponse,
        Patience + TimeSpan.FromSeconds(input.WaitSeconds ?? 20), cancelled);

    /// <summary>A decision of the server.</summary>
    /// <exception cref="ServerUnreachableException">There was no answer.</exception>
    public Task<Result<CheckAccessResponse>> CheckAccess(CheckAccessRequest input, CancellationToken cancelled) => Call(
        "CheckAccess", input, VerificationJson.Default.CheckAccessRequest, VerificationJson.Default.CheckAccessResponse, Patience, cancelled);

    /// <summary>The policy of a resource of the service's account; NoSuchEntity when it has none.</summary>
    /// <exception cref="ServerUnreachableException">There was no answer.</exception>
    public Task<Result<GetResourcePolicyResponse>> GetResourcePolicy(GetResourcePolicyRequest input, CancellationToken cancelled) => Call(
        "GetResourcePolicy", input, VerificationJson.Default.GetResourcePolicyRequest, VerificationJson.Default.GetResourcePolicyResponse, Patience, cancelled);

    /// <summary>Sets the policy of a resource; null, or why not.</summary>
    /// <exception cref="ServerUnreachableException">There was no answer.</exception>
    public async Task<AwsError?> PutResourcePolicy(PutResourcePolicyRequest input, CancellationToken cancelled) => (await Call(
        "PutResourcePolicy", input, VerificationJson.Default.PutResourcePolicyRequest, VerificationJson.Default.EmptyAnswer, Patience, cancelled)).Error;

    /// <summary>Takes the policy off a resource; null, or why not.</summary>
    /// <exception cref="ServerUnreachableException">There was no answer.</exception>
    public async Task<AwsError?> DeleteResourcePolicy(DeleteResourcePolicyRequest input, CancellationToken cancelled) => (await Call(
        "DeleteResourcePolicy", input, VerificationJson.Default.DeleteResourcePolicyRequest, VerificationJson.Default.EmptyAnswer, Patience, cancelled)).Error;

    private async Task<Result<TOutput>> Call<TInput, TOutput>(
        string operation, TInput input, JsonTypeInfo<TInput> inputJson, JsonTypeInfo<TOutput> outputJson, TimeSpan patience, CancellationToken cancelled)
    {
        using var alarm = new CancellationTokenSource(patience, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancelled, alarm.Token);
        try
        {
            using var request = Create(operation, JsonSerializer.SerializeToUtf8Bytes(input, inputJson), await credentials(enough.Token));
            using var response = await http.SendAsync(request, enough.Token);
            var body = await ReadBody(response, enough.Token);
            if (response.IsSuccessStatusCode)
            {
                return JsonSerializer.Deserialize(body.Length == 0 ? "{}"u8 : body, outputJson) is { } output ? output : throw new JsonException("null");
            }

            if ((int)response.StatusCode >= 500)
            {
                throw new ServerUnreachableException($"{operation} was answered with HTTP status {(int)response.StatusCode}.");
            }

            var error = JsonSerializer.Deserialize(body, VerificationJson.Default.ServerError);
            return new AwsError(error?.Type ?? "UnknownError", (int)response.StatusCode, error?.Message);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            throw new ServerUnreachableException($"{operation} had no answer: {failure.Message}", failure);
        }
    }

    private HttpRequestMessage Create(string operation, byte[] body, SigningCredentials signer)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"{ServiceDescription.Verification.TargetPrefix}.{operation}");
        var request = new HttpRequestMessage(HttpMethod.Post, server) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        request.Headers.Host = server.Authority;
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        HeaderField[] signed = [new("Host", server.Authority), new("Content-Type", ContentType), new("X-Amz-Target", target)];
        foreach (var header in _signer.Sign(
            new SignedRequest("POST", server.PathAndQuery, signed), SHA256.HashData(body), signer, clock.GetUtcNow()))
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return request;
    }

    private static async Task<byte[]> ReadBody(HttpResponseMessage response, CancellationToken cancelled)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancelled);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancelled) is > 0 and var count)
        {
            if (kept.Length + count > LongestAnswer)
            {
                throw new IOException("The answer is too long.");
            }

            kept.Write(buffer, 0, count);
        }

        return kept.ToArray();
    }
}
