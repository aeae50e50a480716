using System.Net;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Credentials;

/// <summary>Credentials from an endpoint beside the container, named by the environment.</summary>
internal static class ContainerCredentials
{
    private const string Provider = "container-role";
    private static readonly string[] TrustedHosts = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost"];

    /// <summary>The credentials; null when the environment names no endpoint.</summary>
    public static ClientResult<AwsCredentials?> Find(ClientEnvironment environment, IHttpSender http)
    {
        var relative = environment.GetVariable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        var full = environment.GetVariable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        if (relative is null && full is null)
        {
            return (AwsCredentials?)null;
        }

        if (!Uri.TryCreate(relative is null ? full : "http://169.254.170.2" + relative, UriKind.Absolute, out var url))
        {
            return CredentialErrors.Retrieval(Provider, $"AWS_CONTAINER_CREDENTIALS_FULL_URI is no address: {full}");
        }

        if (url.Scheme != Uri.UriSchemeHttps && !IsTrusted(url.IdnHost.Trim('[', ']')))
        {
            return CredentialErrors.Retrieval(
                Provider,
                $"Unsupported host '{url.Host}'. Can only retrieve metadata from a loopback address or one of these hosts: {string.Join(", ", TrustedHosts)}");
        }

        var headers = CreateHeaders(environment);
        return headers.Succeeded ? Request(new HttpRequest("GET", url) { Headers = headers.Value }, http, environment.Clock) : headers.Error;
    }

    /// <summary>Reads an answer in the form that container and instance endpoints share; null when there are no credentials in it.</summary>
    internal static ClientResult<AwsCredentials?> Parse(Value? answer, string source, string provider, TimeProvider clock)
    {
        var read = ProvidedCredentials.Read(answer, source, provider, clock, "Token");
        return read is { Succeeded: true, Value: { } found } ? found with { Identity = source } : read;
    }

    private static ClientResult<AwsCredentials?> Request(HttpRequest request, IHttpSender http, TimeProvider clock)
    {
        var outcome = http.Send(request, new HttpSettings { ConnectTimeout = TimeSpan.FromSeconds(2), ReadTimeout = TimeSpan.FromSeconds(5) });
        if (outcome.Answer is not { Status: 200 } answer)
        {
            return CredentialErrors.Retrieval(
                Provider,
                outcome.Answer is { } refused ? $"Received non 200 response {refused.Status} from container metadata" : $"{request.Url}: {outcome.Detail}");
        }

        var source = "the container endpoint " + request.Url.GetLeftPart(UriPartial.Path);
        var read = Parse(JsonText.Parse(answer.Body, out _), source, Provider, clock);
        return read is { Succeeded: true, Value: null }
            ? CredentialErrors.Retrieval(Provider, "Unable to parse the answer of the container endpoint")
            : read;
    }

    private static ClientResult<HttpHeader[]> CreateHeaders(ClientEnvironment environment)
    {
        var token = environment.GetVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        if (environment.GetVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is { } file)
        {
            try
            {
                token = File.ReadAllText(environment.ExpandPath(file)).Trim();
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                return CredentialErrors.Retrieval(Provider, refused.Message);
            }
        }

        if (token?.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            return CredentialErrors.Retrieval(Provider, "Auth token value is not a legal header value");
        }

        return token is null ? [] : new HttpHeader[] { new("Authorization", token) };
    }

    private static bool IsTrusted(string host) =>
        Array.IndexOf(TrustedHosts, host) >= 0 || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
