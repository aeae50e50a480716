using System.Text;

namespace Daypass.Core.Sessions;

/// <summary>The person or workload that an identity provider vouched for when the first session of a chain was made. Nobody can set or change it
/// afterwards.</summary>
public sealed record PropagatedIdentity
{
    /// <summary>The value of <c>aws:OriginIdentity/Subject</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The value of <c>aws:OriginIdentity/SubjectType</c>, or null.</summary>
    public string? SubjectType { get; init; }

    /// <summary>The value of <c>aws:OriginIdentity/Issuer</c>: the issuer without its scheme, or for SAML a hash of the key that signed.</summary>
    public required string Issuer { get; init; }

    /// <summary>The value of <c>aws:OriginIdentity/FederatedProviderArn</c>.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>The values of <c>aws:TransactionContext/IdentityProvider/…</c> by what stands after the slash.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Context { get; init; } = [];

    // All else is personal.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(ProviderArn);
        return true;
    }
}
