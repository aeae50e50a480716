using Daypass.Cli.Aws;
using Daypass.Client.Faults;
using Daypass.Client.Http;
using Daypass.Client.Profiles;

namespace Daypass.Cli;

/// <summary>How connections are made: timeouts, certificates and proxy, from the options, the environment and the profile.</summary>
internal static class Connections
{
    /// <summary>The settings for an address.</summary>
    public static Outcome<HttpSettings> Of(ClientSettings settings, GlobalOptions options, Uri url)
    {
        var bundle = options.CertificateBundle ?? settings.Find("AWS_CA_BUNDLE", "ca_bundle") ?? settings.Surroundings.Variable("REQUESTS_CA_BUNDLE");
        if (bundle is not null)
        {
            bundle = settings.Surroundings.Expand(bundle);
            if (url.Scheme == Uri.UriSchemeHttps && options.VerifyCertificate && !File.Exists(bundle))
            {
                return ClientFault.General($"Could not find a suitable TLS CA certificate bundle, invalid path: {bundle}");
            }
        }

        return new HttpSettings
        {
            ConnectTimeout = options.ConnectTimeout,
            ReadTimeout = options.ReadTimeout,
            VerifyCertificate = options.VerifyCertificate,
            CertificateBundle = bundle,
            Proxy = ProxySettings.For(url, settings.Surroundings),
        };
    }
}
