using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Name the account.</summary>
[Operation("CreateAccountAlias", Service.Iam, Errors = [ErrorCode.ConcurrentModification, ErrorCode.EntityAlreadyExists, ErrorCode.LimitExceeded])]
public sealed partial record CreateAccountAliasRequest
{
    /// <summary>The alias of the account.</summary>
    [AccountAlias]
    public required string AccountAlias { get; init; }
}

/// <summary>Take the name from the account.</summary>
[Operation("DeleteAccountAlias", Service.Iam, Errors = [ErrorCode.ConcurrentModification, ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record DeleteAccountAliasRequest
{
    /// <summary>The alias of the account.</summary>
    [AccountAlias]
    public required string AccountAlias { get; init; }
}

/// <summary>Say the name of the account.</summary>
[Operation("ListAccountAliases", Service.Iam, Output = typeof(ListAccountAliasesResponse))]
public sealed partial record ListAccountAliasesRequest : PagedRequest;

/// <summary>What ListAccountAliases answers.</summary>
[OperationOutput]
public sealed partial record ListAccountAliasesResponse : PagedResponse
{
    /// <summary>The alias of the account, if it has one.</summary>
    public required IReadOnlyList<string> AccountAliases { get; init; }
}

/// <summary>Count what the account has, beside its quotas.</summary>
[Operation("GetAccountSummary", Service.Iam, Output = typeof(GetAccountSummaryResponse))]
public sealed partial record GetAccountSummaryRequest;

/// <summary>What GetAccountSummary answers.</summary>
[OperationOutput]
public sealed partial record GetAccountSummaryResponse
{
    /// <summary>Counts and quotas by name.</summary>
    public required IReadOnlyDictionary<string, int> SummaryMap { get; init; }
}

/// <summary>List users, groups, roles and policies with all their permissions.</summary>
[Operation("GetAccountAuthorizationDetails", Service.Iam, Output = typeof(GetAccountAuthorizationDetailsResponse))]
public sealed partial record GetAccountAuthorizationDetailsRequest : IPagedRequest
{
    /// <summary>Only entities of these kinds.</summary>
    [EntityType]
    public IReadOnlyList<string> Filter { get; init; } = [];

    /// <summary>The most entries of a page; 100 by default.</summary>
    [MaxItems]
    public int? MaxItems { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Marker]
    public string? Marker { get; init; }
}

/// <summary>What GetAccountAuthorizationDetails answers.</summary>
[OperationOutput]
public sealed partial record GetAccountAuthorizationDetailsResponse : PagedResponse
{
    /// <summary>The users.</summary>
    public required IReadOnlyList<UserDetail> UserDetailList { get; init; }

    /// <summary>The groups.</summary>
    public required IReadOnlyList<GroupDetail> GroupDetailList { get; init; }

    /// <summary>The roles.</summary>
    public required IReadOnlyList<RoleDetail> RoleDetailList { get; init; }

    /// <summary>The managed policies.</summary>
    public required IReadOnlyList<ManagedPolicyDetail> Policies { get; init; }
}

/// <summary>Choose the version of the tokens of the global endpoint.</summary>
[Operation("SetSecurityTokenServicePreferences", Service.Iam)]
public sealed partial record SetSecurityTokenServicePreferencesRequest
{
    /// <summary>The version of the tokens of the global endpoint.</summary>
    [OneOf("v1Token", "v2Token")]
    public required string GlobalEndpointTokenVersion { get; init; }
}
