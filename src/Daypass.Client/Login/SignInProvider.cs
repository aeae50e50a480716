using System.Text;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Login;

/// <summary>An OpenID Connect provider as its discovery document describes it (OpenID Connect Discovery 1.0).</summary>
public sealed class SignInProvider
{
    private readonly MapValue _document;
    private readonly IHttpSender _http;
    private readonly ClientEnvironment _environment;

    private SignInProvider(string issuer, MapValue document, IHttpSender http, ClientEnvironment environment) =>
        (Issuer, _document, _http, _environment) = (issuer, document, http, environment);

    /// <summary>The issuer, exactly as tokens name it.</summary>
    public string Issuer { get; }

    /// <summary>Reads a provider's discovery document.</summary>
    /// <param name="issuer">The issuer; without TLS only on this machine.</param>
    /// <param name="http">Sends the requests.</param>
    /// <param name="environment">The environment.</param>
    public static ClientResult<SignInProvider> Discover(string issuer, IHttpSender http, ClientEnvironment environment)
    {
        if (!Uri.TryCreate(issuer.TrimEnd('/') + "/.well-known/openid-configuration", UriKind.Absolute, out var url) || !IsAcceptable(url))
        {
            return ClientError.Usage($"{issuer} is no issuer: it must be an https address, or an http address of this machine.");
        }

        var outcome = http.Send(new HttpRequest("GET", url) { Headers = [new("Accept", "application/json")] }, Settings(url, environment));
        if (outcome.Answer is not { Status: 200 } answer || JsonText.Parse(answer.Body, out _) is not MapValue document)
        {
            return ClientError.General($"{url} gave no discovery document: {(outcome.Answer is { } refused ? $"HTTP status {refused.Status}" : outcome.Detail)}");
        }

        // A document that speaks for another issuer would let that issuer's tokens pass for this one's.
        return document.FindText("issuer") == issuer
            ? new SignInProvider(issuer, document, http, environment)
            : ClientError.General($"The discovery document at {url} is for the issuer {document.FindText("issuer")}, not for {issuer}.");
    }

    /// <summary>The address of an endpoint, or that the provider has none that may be used.</summary>
    public ClientResult<Uri> FindEndpoint(string name) =>
        Uri.TryCreate(_document.FindText(name), UriKind.Absolute, out var url) && IsAcceptable(url)
            ? url
            : ClientError.General($"{Issuer} has no {name} that may be used.");

    /// <summary>Posts a form to an endpoint and reads the JSON answer, whatever its status.</summary>
    public ClientResult<MapValue> Post(Uri url, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var form = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                form.Append(form.Length > 0 ? "&" : string.Empty).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        var request = new HttpRequest("POST", url)
        {
            Headers = [new("Content-Type", "application/x-www-form-urlencoded"), new("Accept", "application/json")],
            Body = Encoding.ASCII.GetBytes(form.ToString()),
        };
        var outcome = _http.Send(request, Settings(url, _environment));
        return outcome.Answer is { } answer && JsonText.Parse(answer.Body, out _) is MapValue body
            ? body
            : ClientError.General($"{url} gave no usable answer: {(outcome.Answer is { } refused ? $"HTTP status {refused.Status}" : outcome.Detail)}");
    }

    private static bool IsAcceptable(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);

    private static HttpSettings Settings(Uri url, ClientEnvironment environment) => new()
    {
        Proxy = ProxySettings.Find(url, environment),
        CertificateBundle = environment.GetVariable("AWS_CA_BUNDLE") is { } bundle ? environment.ExpandPath(bundle) : null,
    };
}
