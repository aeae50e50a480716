using System.Net.Http.Headers;
using Daypass.Core.Delegation;

namespace Daypass.Server.Hosting;

/// <summary>Posts notices to the webhooks that the operator registered. Redirects are not followed: the registered URL is the one that was meant.</summary>
internal sealed class WebhookSender : INoticeSender, IDisposable
{
    private const string SignatureHeader = "Daypass-Signature";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Patience }) { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };

    /// <inheritdoc/>
    public async Task<bool> Send(Uri url, ReadOnlyMemory<byte> body, string signature, CancellationToken cancelled)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation(SignatureHeader, signature);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancelled);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !cancelled.IsCancellationRequested))
        {
            // Not there now; the notice stays stored and is tried again.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
