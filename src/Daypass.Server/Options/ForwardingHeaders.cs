namespace Daypass.Server.Options;

/// <summary>In which headers trusted proxies say who the client is.</summary>
public enum ForwardingHeaders
{
    /// <summary><c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>.</summary>
    XForwarded,

    /// <summary><c>Forwarded</c> (RFC 7239).</summary>
    Forwarded,
}
