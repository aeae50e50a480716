using Daypass.Client.Http;

namespace Daypass.Client.Tests.Support;

/// <summary>Sends nothing: it remembers what it was given and answers what a test says; null stands for an address where nothing listens.</summary>
internal sealed class RecordingSender(Func<HttpRequest, HttpAnswer?>? answer = null) : IHttpSender
{
    /// <summary>The requests so far, each with how it was to be sent.</summary>
    public List<(HttpRequest Request, HttpSettings Settings)> Sent { get; } = [];

    public HttpResult Send(HttpRequest request, HttpSettings settings)
    {
        Sent.Add((request, settings));
        return answer?.Invoke(request) is { } given ? new HttpResult(given) : new HttpResult(null, HttpFailure.Unreachable, "nothing listens");
    }

    /// <summary>An answer of JSON.</summary>
    public static HttpAnswer Json(string body) => new(200, [], System.Text.Encoding.UTF8.GetBytes(body));
}
