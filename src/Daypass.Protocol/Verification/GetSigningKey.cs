using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Verification;

/// <summary>Ask, as a service, for what is needed to verify the requests of one caller for a day, and to decide about them without asking again.</summary>
/// <remarks>Daypass's own, in the manner in which AWS's services do it: the derived key is good for one day, region and service name.</remarks>
[Operation("GetSigningKey", Service.Verification, Output = typeof(GetSigningKeyResponse))]
public sealed partial record GetSigningKeyRequest
{
    /// <summary>The access key id in the credential scope of the request that came to the service.</summary>
    [Length(16, 128), Pattern("[0-9A-Za-z_]*")]
    public required string AccessKeyId { get; init; }

    /// <summary>The session token that came with it; required for temporary credentials.</summary>
    [Length(1, 65536), Sensitive]
    public string? SessionToken { get; init; }

    /// <summary>The day in the credential scope, <c>yyyymmdd</c>: today, yesterday or tomorrow.</summary>
    [Length(8, 8), Pattern("[0-9]*")]
    public required string Date { get; init; }

    /// <summary>The region in the credential scope.</summary>
    [Length(1, 64), Pattern("[0-9a-z-]*")]
    public required string Region { get; init; }

    /// <summary>The service name that callers sign for; never one that this server answers itself.</summary>
    [Length(1, 64), Pattern("[0-9a-z-]*")]
    public required string SigningName { get; init; }
}

/// <summary>What GetSigningKey answers.</summary>
[OperationOutput]
public sealed partial record GetSigningKeyResponse
{
    /// <summary>How requests of this caller are verified and decided: <c>documents</c>, by what is in this answer, or <c>checkAccess</c>, by asking
    /// CheckAccess. Of callers of another account nothing is told.</summary>
    public required string DecideBy { get; init; }

    /// <summary>The derived key of the scope in base64, 32 bytes. It signs as the caller for that day, region and service. Absent for callers of another
    /// account.</summary>
    [Sensitive]
    public string? SigningKey { get; init; }

    /// <summary>Who the access key belongs to; absent for callers of another account.</summary>
    public SigningCaller? Caller { get; init; }

    /// <summary>The condition keys that come from the caller and its session; those of the request (address, time, TLS) are the service's to add.</summary>
    public IReadOnlyList<CallerKey> Keys { get; init; } = [];

    /// <summary>The policies that bear on the caller, each with the part it plays.</summary>
    public IReadOnlyList<CallerPolicy> Policies { get; init; } = [];

    /// <summary>How many levels of service control policies bind the caller; absent where none do. A level without a policy allows nothing.</summary>
    public int? ServiceControlLevels { get; init; }

    /// <summary>How many levels of resource control policies bind who acts in the account; likewise.</summary>
    public int? ResourceControlLevels { get; init; }

    /// <summary>What this answer was made of. When WatchChanges names one of these, it is no longer good.</summary>
    public IReadOnlyList<string> MadeOf { get; init; } = [];

    /// <summary>From which point on WatchChanges has to be asked.</summary>
    public required string Mark { get; init; }

    /// <summary>When a session ends; absent for long-term keys.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Who signed.</summary>
[QueryOutput]
public sealed partial record SigningCaller
{
    /// <summary>The ARN that GetCallerIdentity shows.</summary>
    public required string Arn { get; init; }

    /// <summary>The <c>aws:userid</c>.</summary>
    public required string UserId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>What kind of principal policies see: <c>Root</c>, <c>User</c>, <c>RoleSession</c> or <c>FederatedUser</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The unique id of a user, absent where policies do not match by it.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The ARN of the role or user that a session was issued for; absent for others.</summary>
    public string? IssuerArn { get; init; }

    /// <summary>Its unique id; likewise.</summary>
    public string? IssuerUniqueId { get; init; }

    /// <summary>When the session's MFA was given; absent without MFA.</summary>
    public DateTimeOffset? MfaAt { get; init; }
}

/// <summary>A condition key of the caller.</summary>
[QueryOutput]
public sealed partial record CallerKey
{
    /// <summary>The key.</summary>
    public required string Name { get; init; }

    /// <summary>Its values.</summary>
    [Sensitive]
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether it is a list; a list may have one value or none.</summary>
    public required bool IsList { get; init; }
}

/// <summary>A policy that bears on the caller.</summary>
[QueryOutput]
public sealed partial record CallerPolicy
{
    /// <summary><c>Identity</c>, <c>Boundary</c>, <c>Session</c>, <c>Scope</c>, <c>ServiceControl</c>, <c>ResourceControl</c> or <c>Endpoint</c>.</summary>
    public required string Layer { get; init; }

    /// <summary>The level of a control policy, from 0 at the root; 0 for all others.</summary>
    public required int Level { get; init; }

    /// <summary>The ARN of a managed policy, the name of an inline one.</summary>
    public required string Label { get; init; }

    /// <summary>The document.</summary>
    public required string Document { get; init; }
}
