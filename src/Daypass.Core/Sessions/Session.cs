using Daypass.Protocol;

namespace Daypass.Core.Sessions;

/// <summary>A session with its credentials: what a session token holds. There is no table of sessions.</summary>
public sealed record Session
{
    /// <summary>What the session may do and for whom.</summary>
    public required SessionGrant Grant { get; init; }

    /// <summary>The temporary access key id the token is bound to.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The secret access key.</summary>
    public required Secret Secret { get; init; }

    /// <summary>When it was issued, in whole seconds: <c>aws:TokenIssueTime</c>.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>From when on it is refused, in whole seconds.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
