using Daypass.Core.Directory;
using Daypass.Core.Identity;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Answers;

namespace Daypass.Core.Requests;

/// <summary>One request on its way: who asks, when, from where, and the condition keys. Pooled; valid until the request is answered.</summary>
public sealed class OperationContext
{
    private List<DecidedAccess>? _decided;

    /// <summary>The proven caller.</summary>
    public Caller Caller { get; internal set; } = Caller.Unsigned;

    /// <summary>Who the token or assertion of an unsigned request proves; null for everybody else.</summary>
    public FederatedIdentity? Identity { get; private set; }

    /// <summary>Whether all that the request needs was allowed. Who is proven and not admitted may be anybody whom a public identity provider knows.</summary>
    internal bool Admitted { get; set; }

    /// <summary>Whether the sender is proven to this service: by a signature, or by a token or an assertion that a trust policy admits.</summary>
    internal bool IsProven => Caller.Kind is not CallerKind.Unsigned || (Identity is not null && Admitted);

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

    /// <summary>The service control policies above the caller's account, level by level; null where none are in force.</summary>
    public IReadOnlyList<IReadOnlyList<NamedPolicy>>? ControlLevels { get; internal set; }

    /// <summary>The condition keys of this request: the global ones are there, an operation adds its own while it resolves its target.</summary>
    public RequestContext Keys => Authorization.Context;

    /// <summary>The access key the request names, proven or not, when it has the form of one; for the audit.</summary>
    internal string? ClaimedKeyId { get; set; }

    /// <summary>The number of the ring key that sealed the session token which came with the request; 0 when none did. For the audit.</summary>
    internal int SealingKey { get; set; }

    /// <summary>The layer of policies that denied the request; null while none did. For the metrics.</summary>
    internal DecisionLayer? DeniedBy { get; set; }

    /// <summary>What was decided about somebody for the caller, which is a service; null when it asked nothing. For the audit.</summary>
    internal JudgedCaller? Judged { get; set; }

    /// <summary>What the policy engine said of each access that was asked about; null when nobody wants to know. For tests of policies.</summary>
    public IReadOnlyList<DecidedAccess>? Decided => _decided;

    /// <summary>What had better be otherwise in what was done, for the log; null when nothing is.</summary>
    public string? Advice { get; set; }

    /// <summary>Where the operation's answer is kept for the audit; null when it is not kept.</summary>
    internal IAnswerRecorder? Record { get; set; }

    /// <summary>Whether the caller may do something else in its own account, by the documents that were gathered when its request was authorized and
    /// without the resource's own policy.</summary>
    /// <param name="action">The action.</param>
    /// <param name="resource">The ARN of the resource, or <c>*</c>.</param>
    public bool CallerMay(string action, string resource)
    {
        Authorization.Action = action;
        Authorization.Resource = resource;
        Authorization.ResourceAccount = Caller.Account;
        Policies.ResourcePolicy = null;
        Policies.OuterResourcePolicy = null;
        return PolicyEngine.Decide(Authorization, Policies).IsAllowed;
    }

    /// <summary>Makes the identity provider the caller, as at AWS: it vouches for whom its token or assertion proves.</summary>
    internal void Authenticated(FederatedIdentity identity)
    {
        Identity = identity;
        Caller = Caller.VouchedForBy(identity.ProviderArn, Arn.Parse(identity.ProviderArn).Account.ToString());
    }

    internal void Decide(DecidedAccess decided) => (_decided ??= []).Add(decided);

    internal void Clear()
    {
        _decided = null;
        Identity = null;
        Admitted = false;
        ClaimedKeyId = null;
        SealingKey = 0;
        DeniedBy = null;
        Judged = null;
        Record = null;
        Advice = null;
        ControlLevels = null;
        Caller = Caller.Unsigned;
        RequestId = "";
        Region = "";
        Source = RequestSource.Unknown;
        Cancelled = default;
        Authorization.Clear();
        Policies.Clear();
    }
}

/// <summary>Keeps the answer of an operation for the audit.</summary>
internal interface IAnswerRecorder
{
    /// <summary>Keeps it; what is secret in it is left out.</summary>
    void Keep<TOutput>(TOutput output)
        where TOutput : IOperationOutput<TOutput>;
}

/// <summary>What is known of the client beside its credentials.</summary>
/// <param name="Address">The IP address in the form of <see cref="SourceAddress"/>, or null when there is none (a Unix socket, a test).</param>
/// <param name="UserAgent">The User-Agent header, or null.</param>
/// <param name="Referer">The Referer header, or null.</param>
/// <param name="IsSecure">Whether the client's connection is TLS, to this server or to a trusted proxy in front of it.</param>
public sealed record RequestSource(string? Address, string? UserAgent, string? Referer, bool IsSecure)
{
    /// <summary>The longest User-Agent or Referer, in characters: policies compare them, and what that costs grows with them.</summary>
    public const int LongestHeader = 4096;

    /// <summary>Whether one of the headers that policies can ask for is too long to be compared.</summary>
    public bool HasLongHeader => UserAgent?.Length > LongestHeader || Referer?.Length > LongestHeader;

    /// <summary>Nothing is known.</summary>
    public static RequestSource Unknown { get; } = new(null, null, null, false);

    /// <summary>The Host header, which is what the client signed; for the log.</summary>
    public string? Host { get; init; }

    /// <summary>The address of the trusted proxy that the request came through, or null; for the log.</summary>
    public string? Proxy { get; init; }
}
