using Daypass.Cli.Arguments;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;

namespace Daypass.Cli.Context;

/// <summary>How connections are made: timeouts, certificates and proxy, from the options, the environment and the profile.</summary>
internal static class Connections
{
    /// <summary>The settings for an address.</summary>
    public static ClientResult<HttpSettings> Create(ClientSettings settings, GlobalOptions options, Uri url)
    {
        var bundle = options.CertificateBundle ?? settings.Find("AWS_CA_BUNDLE", "ca_bundle") ?? settings.Environment.GetVariable("REQUESTS_CA_BUNDLE");
        if (bundle is not null)
        {
            bundle = settings.Environment.ExpandPath(bundle);
            if (url.Scheme == Uri.UriSchemeHttps && options.VerifyCertificate && !File.Exists(bundle))
            {
                return ClientError.General($"Could not find a suitable TLS CA certificate bundle, invalid path: {bundle}");
            }
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
}
