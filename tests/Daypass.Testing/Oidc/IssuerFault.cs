namespace Daypass.Testing.Oidc;

/// <summary>What is wrong with the issuer's server; one switch at a time.</summary>
public enum IssuerFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Every answer is a 500.</summary>
    ServerError,

    /// <summary>Every answer is a 302 to <see cref="TestIssuer.RedirectTo"/>.</summary>
    Redirect,

    /// <summary>The connection is accepted, and nothing ever comes.</summary>
    NeverAnswers,

    /// <summary>The connection is accepted, and the TLS handshake is never answered.</summary>
    HandshakeStalls,

    /// <summary>The answer's head comes one octet at a time, far too slowly.</summary>
    SlowHead,

    /// <summary>The answer's body comes one octet at a time, far too slowly.</summary>
    SlowBody,

    /// <summary>The connection is closed in the middle of the body.</summary>
    ClosesEarly,

    /// <summary>The key set is 50 MB, sent without a length.</summary>
    HugeKeySet,

    /// <summary>The key set claims a length of 50 MB.</summary>
    HugeKeySetByLength,

    /// <summary>The discovery document is 50 MB, sent without a length.</summary>
    HugeDiscovery,

    /// <summary>The head has a megabyte of headers.</summary>
    HugeHead,

    /// <summary>The key set is gzip that unpacks to 100 MB, as nobody asked for.</summary>
    GzipBomb,

    /// <summary>The key set is a page of HTML.</summary>
    Html,

    /// <summary>The key set is <c>{"keys":null}</c>.</summary>
    NullKeys,

    /// <summary>The key set says <c>keys</c> twice.</summary>
    DuplicateKeys,

    /// <summary>The discovery document is another issuer's.</summary>
    WrongIssuer,

    /// <summary>The discovery document has no <c>jwks_uri</c>.</summary>
    NoKeySetAddress,

    /// <summary>The discovery document's <c>jwks_uri</c> is <see cref="TestIssuer.RedirectTo"/>.</summary>
    ForeignKeySetAddress,

    /// <summary>Only TLS 1.0 is spoken.</summary>
    OldTls,
}
