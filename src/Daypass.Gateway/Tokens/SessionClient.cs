using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using Daypass.Gateway.Routes;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Query;
using Daypass.Protocol.Sts;
using Daypass.Verifier.Calls;

namespace Daypass.Gateway.Tokens;

/// <summary>Gets sessions for tokens from the server.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="server">The server's URL.</param>
internal sealed class SessionClient(HttpMessageInvoker http, Uri server)
{
    private const string ContentType = "application/x-www-form-urlencoded";
    private const int LongestAnswer = 1024 * 1024;

    /// <summary>The session of a token, or the server's refusal.</summary>
    /// <exception cref="ServerUnreachableException">There was no answer.</exception>
    public async Task<Result<Credentials>> Assume(string token, TokenRule rule, string name, CancellationToken cancelled)
    {
        var form = new ArrayBufferWriter<byte>();
        new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = rule.Role,
            RoleSessionName = name,
            WebIdentityToken = token,
            DurationSeconds = (int?)rule.Duration?.TotalSeconds,
        }.Write(new QueryWriter(form));
        using var request = new HttpRequestMessage(HttpMethod.Post, server) { Content = new ByteArrayContent(form.WrittenSpan.ToArray()) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        try
        {
            using var answer = await http.SendAsync(request, cancelled);
            await answer.Content.LoadIntoBufferAsync(LongestAnswer, cancelled);
            var result = ResponseReader.Read<AssumeRoleWithWebIdentityResponse>(
                AssumeRoleWithWebIdentityRequest.Operation, (int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancelled), out _);
            return result.Succeeded
                ? result.Value.Credentials ?? throw new ServerUnreachableException("AssumeRoleWithWebIdentity was answered without credentials.")
                : result.Error.Status >= 500 || result.Error.Code is ResponseReader.MalformedResponse or "Throttling" or "IDPCommunicationError"
                    ? throw new ServerUnreachableException($"AssumeRoleWithWebIdentity was answered with {result.Error.Code}.")
                    : result.Error;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new ServerUnreachableException(string.Create(CultureInfo.InvariantCulture,
                $"AssumeRoleWithWebIdentity had no answer: {failure.Message}"), failure);
        }
    }
}
