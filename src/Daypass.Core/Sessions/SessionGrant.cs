using System.Text;

namespace Daypass.Core.Sessions;

/// <summary>What a session is allowed and for whom: everything that is frozen when credentials are issued, without the credentials.</summary>
public sealed record SessionGrant
{
    /// <summary>How the session came about.</summary>
    public required SessionKind Kind { get; init; }

    /// <summary>The 12-digit account the session acts in.</summary>
    public required string Account { get; init; }

    /// <summary>The unique id of the role or user behind the session; the account id when that is root. The session dies with it.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>The role's or user's name as it was at issue; empty for root.</summary>
    public string PrincipalName { get; init; } = "";

    /// <summary>The role session name or the federated user's name; empty for other kinds.</summary>
    public string SessionName { get; init; } = "";

    /// <summary>The inline session policy, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>The ARNs of managed session policies.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>Session tags, passed and inherited.</summary>
    public IReadOnlyList<SessionTag> Tags { get; init; } = [];

    /// <summary>The source identity, which every chained session inherits, or null.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>When the caller proved an MFA device (GetSessionToken only), in whole seconds, or null.</summary>
    public DateTimeOffset? MfaAt { get; init; }

    /// <summary>The provider behind a federated role session, as <c>aws:FederatedProvider</c> has it, or null.</summary>
    public string? FederatedProvider { get; init; }

    /// <summary>The <c>saml:</c> and <c>issuer:</c> keys that stay with the session after the first exchange.</summary>
    public IReadOnlyList<SessionKey> FederatedKeys { get; init; } = [];

    /// <summary>Whether another role session assumed this one.</summary>
    public bool Chained { get; init; }

    /// <summary>The task policy of an AssumeRoot session, or null.</summary>
    public string? TaskPolicyArn { get; init; }

    /// <summary>What context providers asserted (<c>sts:RequestContext/…</c>) and who they are.</summary>
    public IReadOnlyList<SessionKey> RequestContext { get; init; } = [];

    /// <summary>What was delegated to a delegated session, as a policy document, or null.</summary>
    public string? DelegatedPolicy { get; init; }

    /// <summary>
    /// What the session comes from: the delegation request, for AssumeRoot the ARN of the caller, for GetSessionToken and
    /// GetFederationToken the long-term access key they were called with; null for other kinds.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>
    /// The access keys that the session descends from, first one first: whose holder asked for it, and whose for that one. Who ends a session ends what was
    /// made of it. What <see cref="Origin"/> and <see cref="Scope"/> name is not named again.
    /// </summary>
    public IReadOnlyList<string> Ancestors { get; init; } = [];

    /// <summary>What GetScopedCredentials made narrower, or null for a session that it did not make.</summary>
    public SessionScope? Scope { get; init; }

    /// <summary>Who is behind the session by the word of an identity provider that propagates it, which every chained session inherits; or null.</summary>
    public PropagatedIdentity? Propagated { get; init; }

    // Tags and identities of people may stand in it, so a log line shows only who and what.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(Kind).Append(' ').Append(Account).Append(' ').Append(PrincipalId);
        if (SessionName.Length > 0)
        {
            text.Append(':').Append(SessionName);
        }

        return true;
    }
}

/// <summary>A session tag.</summary>
/// <param name="Key">1 to 128 characters, compared without regard to case.</param>
/// <param name="Value">0 to 256 characters.</param>
/// <param name="Transitive">Whether sessions chained from this one inherit it.</param>
public sealed record SessionTag(string Key, string Value, bool Transitive = false);

/// <summary>A condition key that stays with a session.</summary>
/// <param name="Name">The key, for example <c>saml:sub</c>.</param>
/// <param name="Values">Its values; exactly one for a single-valued key.</param>
/// <param name="IsList">Whether the key is multivalued, which it can be with one value too.</param>
public sealed record SessionKey(string Name, IReadOnlyList<string> Values, bool IsList = true)
{
    /// <summary>A single-valued key.</summary>
    public static SessionKey Single(string name, string value) => new(name, [value], IsList: false);
}
