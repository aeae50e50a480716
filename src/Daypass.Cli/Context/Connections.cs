using Daypass.Cli.Arguments;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;

namespace Daypass.Cli.Context;

/// <summary>How connections are made: timeouts, certificates and proxy, from the options, the environment and the profile.</summary>
internal static class Connections
{
    private const string Requests = "REQUESTS_CA_BUNDLE";

    /// <summary>The settings for an address.</summary>
    public static ClientResult<HttpSettings> Create(ClientSettings settings, GlobalOptions options, Uri url)
    {
        var (bundle, origin) = FindBundle(settings, options);
        bundle = bundle is null ? null : settings.Environment.ExpandPath(bundle);
        if (bundle is not null && url.Scheme == Uri.UriSchemeHttps && options.VerifyCertificate && !File.Exists(bundle))
        {
            return ClientError.General($"Could not find a suitable TLS CA certificate bundle, invalid path: {bundle}") with
            {
                Advice = $"The path came from {origin}.",
            };
        }

        return new HttpSettings
        {
            ConnectTimeout = options.ConnectTimeout,
            ReadTimeout = options.ReadTimeout,
            VerifyCertificate = options.VerifyCertificate,
            CertificateBundle = bundle,
            Proxy = ProxySettings.Find(url, settings.Environment),
        };
    }

    private static (string? Path, string Origin) FindBundle(ClientSettings settings, GlobalOptions options)
    {
        if (options.CertificateBundle is { } asked)
        {
            return (asked, "--ca-bundle");
        }

        return settings.Find("AWS_CA_BUNDLE", "ca_bundle") is { } configured
            ? (configured, settings.DescribeOrigin("AWS_CA_BUNDLE", "ca_bundle"))
            : (settings.Environment.GetVariable(Requests), $"the environment variable {Requests}");
    }
}
