using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Http;

namespace Daypass.Client.Calls;

/// <summary>Says why a service gave no answer, in the sentences of the aws command line, and which setting to look at.</summary>
internal static class NoAnswer
{
    /// <summary>The error.</summary>
    public static ClientError Describe(HttpResult outcome, ServiceEndpoint endpoint, ProxyServer? proxy)
    {
        var url = endpoint.Url.AbsoluteUri;
        var message = outcome.Failure switch
        {
            HttpFailure.ConnectTimeout => $"Connect timeout on endpoint URL: \"{url}\"",
            HttpFailure.ReadTimeout => $"Read timeout on endpoint URL: \"{url}\"",
            HttpFailure.Tls => $"SSL validation failed for {url} {outcome.Detail}",
            HttpFailure.Closed => $"Connection was closed before we received a valid response from endpoint URL: \"{url}\".",
            HttpFailure.Malformed => $"An HTTP Client failed to establish a connection: {outcome.Detail}: \"{url}\"",
            HttpFailure.Proxy => $"Failed to connect to proxy URL: \"{proxy?.Name}\" ({outcome.Detail})",
            HttpFailure.Setting => outcome.Detail!,
            _ => $"Could not connect to the endpoint URL: \"{url}\"",
        };
        return ClientError.General(message) with { Advice = Advise(outcome.Failure, endpoint, proxy) };
    }

    private static string? Advise(HttpFailure failure, ServiceEndpoint endpoint, ProxyServer? proxy)
    {
        var address = $"The address came from {endpoint.Origin}.";
        return failure switch
        {
            HttpFailure.Setting => null,
            HttpFailure.Proxy => $"The proxy came from {proxy?.Origin}; NO_PROXY names hosts that are asked without it.",
            HttpFailure.Tls when endpoint.Url.Port is not 443 => address + " Is it that of a server without TLS, which begins with http://?",
            _ => proxy is null ? address : $"{address} The way there was the proxy {proxy.Name}, from {proxy.Origin}.",
        };
    }
}
