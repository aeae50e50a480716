namespace Daypass.Protocol.Signing;

/// <summary>Where a signature was found.</summary>
public enum AuthorizationForm
{
    /// <summary>In the <c>Authorization</c> header.</summary>
    Header,

    /// <summary>In <c>X-Amz-*</c> query parameters: a presigned URL.</summary>
    Query,
}

/// <summary>
/// What a request claims about who signed it: well-formed, in scope and on time, but not yet proven.
/// A plain struct and not a record, because a record would print the session token.
/// </summary>
public readonly struct SigV4Authorization
{
    /// <summary>Where the signature was found.</summary>
    public AuthorizationForm Form { get; internal init; }

    /// <summary>The key that is claimed to have signed; a slice of the request, so that nothing is copied.</summary>
    public ReadOnlyMemory<char> AccessKeyId { get; internal init; }

    /// <summary>The scope's region.</summary>
    public ReadOnlyMemory<char> Region { get; internal init; }

    /// <summary>The scope's service; equal to the one that was expected.</summary>
    public ReadOnlyMemory<char> Service { get; internal init; }

    /// <summary>The session token that came with the signature; null when none did.</summary>
    public string? SessionToken { get; internal init; }

    /// <summary>When the client says it signed; inside the window.</summary>
    public DateTimeOffset SignedAt { get; internal init; }

    /// <summary>The names of the signed headers as sent: lower-case, ascending, each once, joined by semicolons.</summary>
    public ReadOnlyMemory<char> SignedHeaders { get; internal init; }

    /// <summary>How the signature covers the body.</summary>
    public PayloadForm Payload { get; internal init; }

    /// <summary>The SHA-256 that the body must have, in lower-case hexadecimal, when <see cref="Payload"/> is hashed and the request says so itself.</summary>
    public string? PayloadHash => Payload == PayloadForm.Hashed ? DeclaredBodyHash : null;

    /// <summary>The day of the scope, <c>yyyymmdd</c>.</summary>
    public string Day => ScopeDate.ToString();

    /// <summary>When the client says it signed, as strings to sign have it: <c>yyyyMMddTHHmmssZ</c>.</summary>
    public string SignedAtText => SignatureTime.Text(SignedAt);

    /// <summary>The signature as sent, with which the chain of signed chunks begins.</summary>
    public string SeedSignature => Signature.ToString();

    internal ReadOnlyMemory<char> ScopeDate { get; init; }

    internal ReadOnlyMemory<char> Signature { get; init; }

    internal string? DeclaredBodyHash { get; init; }
}
