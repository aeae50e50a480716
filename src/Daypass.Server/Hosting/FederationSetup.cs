using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daypass.Core.Identity;
using Daypass.Federation.Oidc;
using Daypass.Federation.Oidc.Fetching;
using Daypass.Federation.Oidc.Keys;
using Daypass.Federation.Saml;
using Daypass.Server.Options;

namespace Daypass.Server.Hosting;

/// <summary>Puts the verifiers of tokens and assertions together as the operator set them.</summary>
internal static class FederationSetup
{
    /// <summary>The verifiers.</summary>
    /// <exception cref="StartException">An option that cannot be read.</exception>
    public static FederationVerifiers Create(FederationOptions options, TimeProvider clock, ISamlTrustLog? log = null)
    {
        var resolve = new Dictionary<string, IPEndPoint>(StringComparer.Ordinal);
        foreach (var text in options.IssuerResolve)
        {
            if (!FederationOptions.TryReadResolve(text, out var host, out var address))
            {
                throw new StartException($"--issuer-resolve takes HOST:PORT=ADDRESS:PORT, not \"{text}\".");
            }

            resolve[host] = address;
        }

        var rules = new OutboundRules
        {
            AllowLoopback = options.AllowLoopbackIssuers,
            AllowPrivate = options.AllowPrivateIssuers,
            Hosts = options.IssuerHosts,
            Resolve = resolve,
            Roots = Roots(options.IssuerRoots),
        };
        return new FederationVerifiers(
            new WebIdentityVerifier(rules, new KeyLifetimes { Longest = options.LongestKeyLife }, clock),
            new SamlTrusts(new SamlServerRules { Recipients = options.SamlRecipients, Audiences = options.SamlAudiences }, clock, log));
    }

    private static X509Certificate2Collection Roots(string? path)
    {
        var roots = new X509Certificate2Collection();
        if (path is null)
        {
            return roots;
        }

        try
        {
            roots.ImportFromPemFile(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartException($"--issuer-roots {path} cannot be read: {unreadable.Message}");
        }

        return roots.Count > 0 ? roots : throw new StartException($"--issuer-roots {path} holds no certificate.");
    }
}
