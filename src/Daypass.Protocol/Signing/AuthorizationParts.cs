namespace Daypass.Protocol.Signing;

/// <summary>The pieces of an authorization as either form spells them, before anything about them is checked.</summary>
internal struct AuthorizationParts
{
    public AuthorizationForm Form;
    public ReadOnlyMemory<char> Credential;
    public ReadOnlyMemory<char> SignedHeaders;
    public ReadOnlyMemory<char> Signature;

    /// <summary>The signing time as sent; of a <c>Date</c> header when <see cref="IsHttpDate"/>.</summary>
    public string? Date;
    public bool IsHttpDate;
    public string? SessionToken;
    public string? ContentSha256;
    public string? Expires;
}
