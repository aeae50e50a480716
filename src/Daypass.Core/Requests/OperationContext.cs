using Daypass.Core.Audit;
using Daypass.Core.Directory;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;

namespace Daypass.Core.Requests;

/// <summary>One request on its way: who asks, when, from where, and the condition keys. Pooled; valid until the request is answered.</summary>
public sealed class OperationContext
{
    /// <summary>The proven caller.</summary>
    public Caller Caller { get; internal set; } = Caller.Unsigned;

    /// <summary>The instant at which the request is decided.</summary>
    public DateTimeOffset Now { get; internal set; }

    /// <summary>Goes into the answer, its header and the log.</summary>
    public string RequestId { get; internal set; } = "";

    /// <summary>The region of the signature's scope; empty for unsigned calls.</summary>
    public string Region { get; internal set; } = "";

    /// <summary>Where the request came from.</summary>
    public RequestSource Source { get; internal set; } = RequestSource.Unknown;

    /// <summary>Ends when the client goes away or the server stops.</summary>
    public CancellationToken Cancelled { get; internal set; }

    /// <summary>The question put to the policy engine.</summary>
    internal AuthorizationRequest Authorization { get; } = new();

    /// <summary>The documents the engine decides by.</summary>
    internal PolicySet Policies { get; } = new();

    /// <summary>The condition keys of this request: the global ones are there, an operation adds its own in <c>Demand</c>.</summary>
    public RequestContext Keys => Authorization.Context;

    /// <summary>What <c>Demand</c> was decided about, so that <c>Handle</c> acts on that very thing and not on what has its name by then.</summary>
    internal object? Subject { get; set; }

    /// <summary>The proven token or assertion of somebody without an IAM user, a <see cref="Identity.WebIdentity"/> or <see cref="Identity.SamlIdentity"/>; null for everybody else.</summary>
    internal object? Proof { get; set; }

    /// <summary>The access key the request names, proven or not, when it has the form of one; for the audit.</summary>
    internal string? ClaimedKeyId { get; set; }

    /// <summary>The number of the ring key that sealed the session token which came with the request; 0 when none did. For the audit .</summary>
    internal int SealingKey { get; set; }

    /// <summary>Where an operation's answer is kept for the audit; null when there is none.</summary>
    internal AuditRecord? Record { get; set; }

    internal void Clear()
    {
        Subject = null;
        Proof = null;
        ClaimedKeyId = null;
        SealingKey = 0;
        Record = null;
        Caller = Caller.Unsigned;
        RequestId = "";
        Region = "";
        Source = RequestSource.Unknown;
        Cancelled = default;
        Authorization.Clear();
        Policies.Clear();
    }
}

/// <summary>What is known of the client beside its credentials.</summary>
/// <param name="Address">The IP address, or null when there is none (a Unix socket, a test).</param>
/// <param name="UserAgent">The User-Agent header, or null.</param>
/// <param name="Referer">The Referer header, or null.</param>
/// <param name="IsSecure">Whether the connection to this server is TLS.</param>
public sealed record RequestSource(string? Address, string? UserAgent, string? Referer, bool IsSecure)
{
    /// <summary>Nothing is known.</summary>
    public static RequestSource Unknown { get; } = new(null, null, null, false);
}
