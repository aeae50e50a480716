using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Verification;

/// <summary>Ask, as a service, for the documents of one's own account that bear on a resource, to decide without asking again.</summary>
/// <remarks>Daypass's own. What bears on the caller is in the answer of GetSigningKey.</remarks>
[Operation("GetResourceDocuments", Service.Verification, Output = typeof(GetResourceDocumentsResponse))]
public sealed partial record GetResourceDocumentsRequest
{
    /// <summary>The ARN of the resource: without an account, or of the caller's.</summary>
    [Length(1, 2048), Pattern(Patterns.StsArn)]
    public required string ResourceArn { get; init; }
}

/// <summary>What GetResourceDocuments answers.</summary>
[OperationOutput]
public sealed partial record GetResourceDocumentsResponse
{
    /// <summary>The policy of the resource and that of what it is in, as far as there are any.</summary>
    public IReadOnlyList<ResourceDocument> Policies { get; init; } = [];

    /// <summary>Whether anything in the outer resource has a policy of its own. When not, this answer holds for all that is in it.</summary>
    public required bool OthersHavePolicies { get; init; }

    /// <summary>The resource control policies of the account's organisation, for who has no identity here; of others GetSigningKey tells them.</summary>
    public IReadOnlyList<CallerPolicy> ResourceControlPolicies { get; init; } = [];

    /// <summary>How many levels of them there are; absent where none are in force. A level without a policy allows nothing.</summary>
    public int? ResourceControlLevels { get; init; }

    /// <summary>The value of <c>aws:ResourceOrgID</c>; absent when the account is in no organisation.</summary>
    public string? ResourceOrgId { get; init; }

    /// <summary>The values of <c>aws:ResourceOrgPaths</c>.</summary>
    public IReadOnlyList<string> ResourceOrgPaths { get; init; } = [];

    /// <summary>What this answer was made of. When WatchChanges names one of these, it is no longer good.</summary>
    public IReadOnlyList<string> MadeOf { get; init; } = [];

    /// <summary>From which point on WatchChanges has to be asked.</summary>
    public required string Mark { get; init; }
}

/// <summary>The policy of a resource.</summary>
[QueryOutput]
public sealed partial record ResourceDocument
{
    /// <summary>The ARN of the resource.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>The document exactly as it was sent.</summary>
    public required string Document { get; init; }

    /// <summary>The users and roles among its principals, by which ids they match.</summary>
    public IReadOnlyList<PrincipalId> PrincipalIds { get; init; } = [];
}

/// <summary>A user or role that a policy names.</summary>
[QueryOutput]
public sealed partial record PrincipalId
{
    /// <summary>The ARN as it was written.</summary>
    public required string Principal { get; init; }

    /// <summary>The unique id it had when the policy was put. A namesake made later has another one, and is not meant.</summary>
    public required string UniqueId { get; init; }
}
