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

    /// <summary>True when <see cref="ContentSha256"/> is a parameter of the query, which S3 signs like any other.</summary>
    public bool IsHashInQuery;
    public string? Expires;
}
