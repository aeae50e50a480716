using System.Net;
using Daypass.Core.Requests;
using Daypass.Server.Options;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Daypass.Server.Edge;

/// <summary>Binds what <c>--urls</c> names, each address with its own steps: the canonical address of the client, the PROXY protocol, TLS.</summary>
internal static class Listeners
{
    /// <summary>Binds them.</summary>
    /// <exception cref="StartException">Options that do not go together.</exception>
    public static void Bind(KestrelServerOptions kestrel, IReadOnlyList<ListenAddress> addresses, EdgeOptions options, ListenerCertificate? certificate)
    {
        if (options.TrustedProxies.Count == 0 && addresses.Any(static address => address.HasProxyProtocol))
        {
            throw new StartException("An address of --urls expects the PROXY protocol: name the proxies that speak it with --trusted-proxy.");
        }

        var proxy = new ProxyProtocol(options, TimeProvider.System, kestrel.ApplicationServices.GetRequiredService<ILogger<ProxyProtocol>>());
        foreach (var address in addresses)
        {
            foreach (var endPoint in address.EndPoints)
            {
                kestrel.Listen(endPoint, listen =>
                {
                    listen.Use(static next => connection =>
                    {
                        if (connection.RemoteEndPoint is IPEndPoint peer)
                        {
                            connection.RemoteEndPoint = new IPEndPoint(SourceAddress.Canonicalize(peer.Address), peer.Port);
                        }

                        return next(connection);
                    });
                    if (address.HasProxyProtocol)
                    {
                        listen.Use(proxy.Use);
                    }

                    if (address.IsSecure && certificate is not null)
                    {
                        listen.UseHttps(TlsSettings.Create(certificate, options));
                    }
                    else if (address.IsSecure)
                    {
                        listen.UseHttps();
                    }
                });
            }
        }
    }
}
