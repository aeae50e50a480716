using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Organizations;

/// <summary>Make an account in the organisation, with a role for the management account.</summary>
[Operation("CreateAccount", Service.Organizations, Output = typeof(CreateAccountResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.FinalizingOrganization,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record CreateAccountRequest
{
    /// <summary>The e-mail address of the owner.</summary>
    [Email]
    public required string Email { get; init; }

    /// <summary>The name of the account.</summary>
    [CreateAccountName]
    public required string AccountName { get; init; }

    /// <summary>The role that the management account may assume there, OrganizationAccountAccessRole by default.</summary>
    [Length(0, 64), Pattern(@"[\w+=,.@-]{1,64}")]
    public string? RoleName { get; init; }

    /// <summary>Kept for clients: there is no billing here.</summary>
    [OneOf("ALLOW", "DENY")]
    public string? IamUserAccessToBilling { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<OrganizationTag> Tags { get; init; } = [];
}

/// <summary>What CreateAccount answers.</summary>
[OperationOutput]
public sealed partial record CreateAccountResponse
{
    /// <summary>How far the request has come.</summary>
    public CreateAccountStatus? CreateAccountStatus { get; init; }
}

/// <summary>Describe how far a request for an account has come.</summary>
[Operation("DescribeCreateAccountStatus", Service.Organizations, Output = typeof(DescribeCreateAccountStatusResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.CreateAccountStatusNotFound,
        OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests,
        OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record DescribeCreateAccountStatusRequest
{
    /// <summary>The request.</summary>
    [Length(0, 36), Pattern(OrganizationPatterns.RequestId)]
    public required string CreateAccountRequestId { get; init; }
}

/// <summary>What DescribeCreateAccountStatus answers.</summary>
[OperationOutput]
public sealed partial record DescribeCreateAccountStatusResponse
{
    /// <summary>How far the request has come.</summary>
    public CreateAccountStatus? CreateAccountStatus { get; init; }
}

/// <summary>List the requests for accounts.</summary>
[Operation("ListCreateAccountStatus", Service.Organizations, Output = typeof(ListCreateAccountStatusResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record ListCreateAccountStatusRequest : TokenPagedRequest
{
    /// <summary>Only requests in these states.</summary>
    [OneOf("IN_PROGRESS", "SUCCEEDED", "FAILED")]
    public IReadOnlyList<string> States { get; init; } = [];
}

/// <summary>What ListCreateAccountStatus answers.</summary>
[OperationOutput]
public sealed partial record ListCreateAccountStatusResponse : TokenPagedResponse
{
    /// <summary>How far the requests have come.</summary>
    public required IReadOnlyList<CreateAccountStatus> CreateAccountStatuses { get; init; }
}

/// <summary>List the accounts of the organisation.</summary>
[Operation("ListAccounts", Service.Organizations, Output = typeof(ListAccountsResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record ListAccountsRequest : TokenPagedRequest;

/// <summary>What ListAccounts answers.</summary>
[OperationOutput]
public sealed partial record ListAccountsResponse : TokenPagedResponse
{
    /// <summary>The accounts.</summary>
    public required IReadOnlyList<AccountShape> Accounts { get; init; }
}

/// <summary>List the accounts directly below a root or unit.</summary>
[Operation("ListAccountsForParent", Service.Organizations, Output = typeof(ListAccountsForParentResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.ParentNotFound, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record ListAccountsForParentRequest : TokenPagedRequest
{
    /// <summary>The root or unit.</summary>
    [ParentId]
    public required string ParentId { get; init; }
}

/// <summary>What ListAccountsForParent answers.</summary>
[OperationOutput]
public sealed partial record ListAccountsForParentResponse : TokenPagedResponse
{
    /// <summary>The accounts.</summary>
    public required IReadOnlyList<AccountShape> Accounts { get; init; }
}

/// <summary>Describe an account of the organisation.</summary>
[Operation("DescribeAccount", Service.Organizations, Output = typeof(DescribeAccountResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AccountNotFound, OrganizationsErrorCode.AWSOrganizationsNotInUse,
        OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record DescribeAccountRequest
{
    /// <summary>The account.</summary>
    [AccountId]
    public required string AccountId { get; init; }
}

/// <summary>What DescribeAccount answers.</summary>
[OperationOutput]
public sealed partial record DescribeAccountResponse
{
    /// <summary>The account.</summary>
    public AccountShape? Account { get; init; }
}

/// <summary>Move an account to another unit, or to the root.</summary>
[Operation("MoveAccount", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.SourceParentNotFound,
        OrganizationsErrorCode.DestinationParentNotFound, OrganizationsErrorCode.DuplicateAccount, OrganizationsErrorCode.AccountNotFound,
        OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.ConcurrentModification, OrganizationsErrorCode.AWSOrganizationsNotInUse,
        OrganizationsErrorCode.Service
    ])]
public sealed partial record MoveAccountRequest
{
    /// <summary>The account.</summary>
    [AccountId]
    public required string AccountId { get; init; }

    /// <summary>Where the account is.</summary>
    [ParentId]
    public required string SourceParentId { get; init; }

    /// <summary>Where it is to be.</summary>
    [ParentId]
    public required string DestinationParentId { get; init; }
}

/// <summary>Close a member account: its credentials are refused from then on.</summary>
[Operation("CloseAccount", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AccountAlreadyClosed, OrganizationsErrorCode.AccountNotFound,
        OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification, OrganizationsErrorCode.Conflict,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.Service,
        OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record CloseAccountRequest
{
    /// <summary>The account.</summary>
    [AccountId]
    public required string AccountId { get; init; }
}

/// <summary>Take a member account out of the organisation.</summary>
[Operation("RemoveAccountFromOrganization", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AccountNotFound, OrganizationsErrorCode.AWSOrganizationsNotInUse,
        OrganizationsErrorCode.ConcurrentModification, OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.MasterCannotLeaveOrganization, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record RemoveAccountFromOrganizationRequest
{
    /// <summary>The account.</summary>
    [AccountId]
    public required string AccountId { get; init; }
}
