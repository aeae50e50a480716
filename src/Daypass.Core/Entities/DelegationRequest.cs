using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Sessions;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>A partner's request that somebody in another account lends it some of their permissions for a while.</summary>
public sealed record DelegationRequest : IEntity<DelegationRequest>
{
    /// <summary>Thirty-six characters that cannot be guessed: who knows it may associate a request that names no owner.</summary>
    public required string Id { get; init; }

    /// <summary>The partner's account.</summary>
    public required string RequestorAccount { get; init; }

    /// <summary>The partner's name as it was registered.</summary>
    public string RequestorName { get; init; } = "";

    /// <summary>The partner's own name for it, unique among its requests.</summary>
    public required string WorkflowId { get; init; }

    /// <summary>The account that decides; null until one is associated, unless the partner named it.</summary>
    public string? OwnerAccount { get; init; }

    /// <summary>Who associated it.</summary>
    public DelegationParty? Owner { get; init; }

    /// <summary>Who accepted it: their permissions are delegated.</summary>
    public DelegationParty? Approver { get; init; }

    /// <summary>What the partner wants, in its words.</summary>
    public required string Description { get; init; }

    /// <summary>A message to the one who decides, or null.</summary>
    public string? RequestMessage { get; init; }

    /// <summary>The template of the permissions.</summary>
    public required string TemplateArn { get; init; }

    /// <summary>What the template said of itself when the request was made; null when it said nothing, and in requests of older versions.</summary>
    public string? TemplateDescription { get; init; }

    /// <summary>What the template was filled with.</summary>
    public IReadOnlyList<TemplateParameter> Parameters { get; init; } = [];

    /// <summary>The filled template: at most this is delegated.</summary>
    public required string PermissionPolicy { get; init; }

    /// <summary>Where the decider's browser goes afterwards, or null.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>The partner's channel for notices.</summary>
    public required string Channel { get; init; }

    /// <summary>How long credentials may be had once the token was sent, 300 to 43,200 seconds.</summary>
    public required int SessionSeconds { get; init; }

    /// <summary>Whether only the one who associated it may send the token.</summary>
    public bool OnlySendByOwner { get; init; }

    /// <summary>Where it stands; see <see cref="DelegationState"/>.</summary>
    public required DelegationState State { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its state last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the token was sent, or null.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>What the deciders wrote, or null.</summary>
    public string? Notes { get; init; }

    /// <summary>Why it was rejected, or null.</summary>
    public string? RejectionReason { get; init; }

    /// <summary>Notices that wait to be delivered, oldest first.</summary>
    public IReadOnlyList<DelegationNotice> Outbox { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public DelegationRequest AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.DelegationRequest;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<DelegationRequest> Json => EntityJson.Default.DelegationRequest;

    // Between two accounts, and for a time of none: so they are stored under none and found by what they point at.
    [JsonIgnore] string IEntity<DelegationRequest>.Account => "";

    [JsonIgnore] string IEntity<DelegationRequest>.Name => Id;

    [JsonIgnore] string IEntity<DelegationRequest>.Path => "/";

    /// <summary>What the reference to a partner's workflow names.</summary>
    public static string WorkflowTarget(string account, string workflowId) => $"{account}:{workflowId}";

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References()
    {
        var references = new List<EntityReference> { new(Relation.Workflow, WorkflowTarget(RequestorAccount, WorkflowId)) };
        if (OwnerAccount is not null)
        {
            references.Add(new EntityReference(Relation.DecidedBy, OwnerAccount));
        }

        if (Outbox.Count > 0)
        {
            references.Add(new EntityReference(Relation.Undelivered, nameof(Outbox)));
        }

        return references;
    }
}

/// <summary>Where a delegation request stands.</summary>
/// <remarks>INVARIANT: the numbers are in databases; append, never reuse or renumber.</remarks>
public enum DelegationState
{
    /// <summary>Nobody has taken it up.</summary>
    Unassigned = 1,

    /// <summary>An account has taken it up.</summary>
    Assigned = 2,

    /// <summary>It was passed on to somebody who may approve it.</summary>
    PendingApproval = 3,

    /// <summary>It was approved; no token was sent yet.</summary>
    Accepted = 4,

    /// <summary>The token was sent.</summary>
    Finalized = 5,

    /// <summary>It was refused.</summary>
    Rejected = 6,

    /// <summary>Nobody decided in time.</summary>
    Expired = 7,
}

/// <summary>An identity that acted on a delegation request.</summary>
/// <param name="Arn">Its ARN as GetCallerIdentity shows it.</param>
/// <param name="PrincipalId">The unique id of the user or role; the account id for root.</param>
/// <param name="PrincipalName">The user's or role's name; empty for root.</param>
/// <param name="SessionName">The role session's name; empty for users and root.</param>
public sealed record DelegationParty(string Arn, string PrincipalId, string PrincipalName, string SessionName)
{
    /// <summary>The session's tags, which count for the delegated session too.</summary>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <summary>Which of the tags sessions chained from it inherit.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>The session's source identity, or null.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The provider behind a federated role session, or null.</summary>
    public string? FederatedProvider { get; init; }

    /// <summary>The <c>saml:</c> and <c>issuer:</c> keys of the session.</summary>
    public IReadOnlyList<SessionKey> FederatedKeys { get; init; } = [];

    /// <summary>What context providers asserted of the session.</summary>
    public IReadOnlyList<SessionKey> RequestContext { get; init; } = [];
}

/// <summary>What a place in a template is filled with.</summary>
/// <param name="Name">The place.</param>
/// <param name="Type"><c>string</c> or <c>stringList</c>.</param>
/// <param name="Values">One value, or any number for a list.</param>
public sealed record TemplateParameter(string Name, string Type, IReadOnlyList<string> Values);

/// <summary>A notice to the partner.</summary>
/// <param name="Id">The same each time it is tried.</param>
/// <param name="State">The state it tells.</param>
/// <param name="CarriesToken">Whether it is the one that brings the trade-in token.</param>
/// <param name="At">When the state changed.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAt">When it is tried next.</param>
public sealed record DelegationNotice(string Id, DelegationState State, bool CarriesToken, DateTimeOffset At, int Attempts, DateTimeOffset NextAt);
