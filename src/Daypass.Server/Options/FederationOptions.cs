using System.Net;

namespace Daypass.Server.Options;

/// <summary>How the server meets identity providers: where it may fetch keys from, and which assertions are meant for it.</summary>
public sealed record FederationOptions
{
    /// <summary>Lets OpenID Connect issuers be on this machine itself.</summary>
    public bool AllowLoopbackIssuers { get; init; }

    /// <summary>Lets OpenID Connect issuers be in private address ranges.</summary>
    public bool AllowPrivateIssuers { get; init; }

    /// <summary>When not empty, the only hosts that are asked for keys.</summary>
    public IReadOnlyList<string> IssuerHosts { get; init; } = [];

    /// <summary>Addresses to use in place of the name service's, each <c>HOST:PORT=ADDRESS:PORT</c>.</summary>
    public IReadOnlyList<string> IssuerResolve { get; init; } = [];

    /// <summary>A PEM file of certificate roots trusted for issuers besides the system's, or null.</summary>
    public string? IssuerRoots { get; init; }

    /// <summary>The longest that a key removed at its issuer still works here.</summary>
    public TimeSpan LongestKeyLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Recipients that SAML assertions may name besides AWS's sign-in addresses.</summary>
    public IReadOnlyList<string> SamlRecipients { get; init; } = [];

    /// <summary>Audiences that SAML assertions may name besides <c>urn:amazon:webservices</c>.</summary>
    public IReadOnlyList<string> SamlAudiences { get; init; } = [];

    /// <summary>One <c>HOST:PORT=ADDRESS:PORT</c>, read; false when it is none.</summary>
    internal static bool TryReadResolve(string text, out string host, out IPEndPoint address)
    {
        var equals = text.IndexOf('=');
        host = equals < 0 ? string.Empty : text[..equals].ToLowerInvariant();
        return IPEndPoint.TryParse(text[(equals + 1)..], out address!) && address.Port != 0 && host.IndexOf(':') > 0;
    }
}
