namespace Daypass.Gateway.Routes;

/// <summary>How a route treats the body of a request, which most proxies do not show to whom they ask.</summary>
public enum BodyRule
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The service compares it with the hash that was signed, which it is told.</summary>
    Declared,

    /// <summary>The proxy hands it over, or its hash, and it is compared here.</summary>
    Checked,

    /// <summary>As declared; the signature need not cover it.</summary>
    Unsigned,
}
