using Daypass.Core.Entities;
using Daypass.Core.Sessions;
using Daypass.Policy.Requests;

namespace Daypass.Core.Directory;

/// <summary>How a caller proved who it is.</summary>
public enum CallerKind
{
    /// <summary>Not at all: the request of an operation that is not signed.</summary>
    Unsigned,

    /// <summary>A root access key.</summary>
    Root,

    /// <summary>A user's access key.</summary>
    User,

    /// <summary>A session of GetSessionToken: the same user or root with temporary credentials.</summary>
    UserSession,

    /// <summary>A session of a role, however it was assumed.</summary>
    RoleSession,

    /// <summary>A session of GetFederationToken.</summary>
    FederatedUser,

    /// <summary>A session of AssumeRoot.</summary>
    RootTask,

    /// <summary>A session of GetDelegatedAccessToken.</summary>
    Delegated,
}

/// <summary>The principal proven for one request. There is no other way to get one than the authenticator.</summary>
public sealed class Caller
{
    internal Caller(CallerKind kind, Principal principal, string account, string userId)
    {
        Kind = kind;
        Principal = principal;
        Account = account;
        UserId = userId;
    }

    /// <summary>Who sends the unsigned operations: unknown until a token or an assertion says more.</summary>
    public static Caller Unsigned { get; } = new(CallerKind.Unsigned, Principal.Anonymous, "", "anonymous");

    /// <summary>Somebody whom an identity provider of an account vouches for: the provider is the principal, as at AWS.</summary>
    internal static Caller VouchedForBy(string providerArn, string account) => new(CallerKind.Unsigned, Principal.Federated(providerArn), account, providerArn);

    /// <summary>How the caller proved who it is.</summary>
    public CallerKind Kind { get; }

    /// <summary>The caller as policies see it.</summary>
    public Principal Principal { get; }

    /// <summary>The 12-digit account; empty for unsigned calls.</summary>
    public string Account { get; }

    /// <summary>The ARN GetCallerIdentity shows; empty for unsigned calls.</summary>
    public string Arn => Principal.Arn ?? "";

    /// <summary>The value of <c>aws:userid</c>.</summary>
    public string UserId { get; }

    /// <summary>The access key the request was signed with, or null.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>What the session token carried, or null for long-term keys.</summary>
    public Session? Session { get; init; }

    /// <summary>The user behind a user key, a user session, a federated user or a delegated session; null for root and roles.</summary>
    public UserEntry? User { get; init; }

    /// <summary>The role behind a role session, or null.</summary>
    public RoleEntry? Role { get; init; }

    /// <summary>The tags of the user or role, overlaid by the session's; keys compare without regard to case.</summary>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <summary>True for every session.</summary>
    public bool IsTemporary => Session is not null;

    /// <summary>True when nothing has to allow what the caller does: root, and what root handed out.</summary>
    public bool IsRoot => Kind is CallerKind.Root || (Kind is CallerKind.UserSession && User is null);

    /// <summary>The access keys that what the caller is given descends from, first one first; its own is the last.</summary>
    internal IReadOnlyList<string> Descent()
    {
        if (AccessKeyId is not { } own)
        {
            return [];
        }

        if (Session?.Grant is not { } grant)
        {
            return [own];
        }

        var keys = new List<string>(grant.Ancestors.Count + 3);
        if (grant.Kind is SessionKind.UserSession or SessionKind.FederatedUser && grant.Origin is { } first)
        {
            keys.Add(first);
        }

        keys.AddRange(grant.Ancestors);
        if (grant.Scope is { } scope)
        {
            keys.Add(scope.ParentKeyId);
        }

        keys.Add(own);
        return keys;
    }

    /// <summary>The ARN and nothing secret.</summary>
    public override string ToString() => Arn;
}
