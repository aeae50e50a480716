using System.Net.Http.Headers;
using System.Text;
using Daypass.Client.Tests.Support;

namespace Daypass.Sessions.Tests.Support;

/// <summary>Stands before a server, hands every request on as it came, and remembers it.</summary>
internal sealed class Relay : IDisposable
{
    private readonly FakeService _service;
    private readonly HttpClient _http;

    public Relay(string server)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(server) };
        _service = new FakeService(Forward);
    }

    /// <summary>Its address.</summary>
    public string Url => _service.Url;

    /// <summary>How often an operation was asked for.</summary>
    public int Count(string action) => _service.Requests.Count(request => request.Field("Action") == action);

    /// <summary>The requests for an operation.</summary>
    public IReadOnlyList<FakeRequest> Requests(string action) => [.. _service.Requests.Where(request => request.Field("Action") == action)];

    /// <summary>The access key ids that signed requests for an operation, in order.</summary>
    public IReadOnlyList<string> Signers(string action) =>
        [.. Requests(action).Select(static request => request.Headers["authorization"].Split("Credential=")[1].Split('/')[0])];

    public void Dispose()
    {
        _service.Dispose();
        _http.Dispose();
    }

    private FakeAnswer Forward(FakeRequest request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Target)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body)),
        };
        foreach (var (name, value) in request.Headers)
        {
            if (name == "content-type")
            {
                message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
            else if (name is not ("content-length" or "connection"))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = _http.Send(message);
        using var body = new StreamReader(answer.Content.ReadAsStream());
        return new FakeAnswer(body.ReadToEnd(), (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "text/xml")
        {
            Headers = [.. answer.Headers.Where(static header => header.Key.StartsWith("x-amzn-", StringComparison.OrdinalIgnoreCase))
                .Select(static header => $"{header.Key}: {string.Join(',', header.Value)}")],
        };
    }
}
