using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Name an inline policy.</summary>
public abstract record InlinePolicyRequest
{
    /// <summary>The name of the policy.</summary>
    [PolicyName]
    public required string PolicyName { get; init; }
}

/// <summary>Write an inline policy.</summary>
public abstract record PutInlinePolicyRequest
{
    /// <summary>The name of the policy.</summary>
    [PolicyName]
    public required string PolicyName { get; init; }

    /// <summary>The policy document.</summary>
    [PolicyDocument]
    public required string PolicyDocument { get; init; }
}

/// <summary>An inline policy, beside the name of what it belongs to.</summary>
public abstract record InlinePolicyResponse
{
    /// <summary>The name of the policy.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The policy document.</summary>
    [PercentEncoded]
    public required string PolicyDocument { get; init; }
}

/// <summary>What an operation that lists the inline policies of one entity answers.</summary>
[OperationOutput]
public sealed partial record ListInlinePoliciesResponse : PagedResponse
{
    /// <summary>The names of the policies.</summary>
    public required IReadOnlyList<string> PolicyNames { get; init; }
}

/// <summary>Write an inline policy of a user.</summary>
[Operation("PutUserPolicy", Service.Iam, Errors = [ErrorCode.LimitExceeded, ErrorCode.MalformedPolicyDocument, ErrorCode.NoSuchEntity])]
public sealed partial record PutUserPolicyRequest : PutInlinePolicyRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public required string UserName { get; init; }
}

/// <summary>Read an inline policy of a user.</summary>
[Operation("GetUserPolicy", Service.Iam, Output = typeof(GetUserPolicyResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetUserPolicyRequest : InlinePolicyRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public required string UserName { get; init; }
}

/// <summary>What GetUserPolicy answers.</summary>
[OperationOutput]
public sealed partial record GetUserPolicyResponse : InlinePolicyResponse
{
    /// <summary>The name of the user.</summary>
    public required string UserName { get; init; }
}

/// <summary>List the inline policies of a user.</summary>
[Operation("ListUserPolicies", Service.Iam, Output = typeof(ListInlinePoliciesResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListUserPoliciesRequest : PagedRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public required string UserName { get; init; }
}

/// <summary>Delete an inline policy of a user.</summary>
[Operation("DeleteUserPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record DeleteUserPolicyRequest : InlinePolicyRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public required string UserName { get; init; }
}

/// <summary>Write an inline policy of a group.</summary>
[Operation("PutGroupPolicy", Service.Iam, Errors = [ErrorCode.LimitExceeded, ErrorCode.MalformedPolicyDocument, ErrorCode.NoSuchEntity])]
public sealed partial record PutGroupPolicyRequest : PutInlinePolicyRequest
{
    /// <summary>The name of the group.</summary>
    [GroupName]
    public required string GroupName { get; init; }
}

/// <summary>Read an inline policy of a group.</summary>
[Operation("GetGroupPolicy", Service.Iam, Output = typeof(GetGroupPolicyResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetGroupPolicyRequest : InlinePolicyRequest
{
    /// <summary>The name of the group.</summary>
    [GroupName]
    public required string GroupName { get; init; }
}

/// <summary>What GetGroupPolicy answers.</summary>
[OperationOutput]
public sealed partial record GetGroupPolicyResponse : InlinePolicyResponse
{
    /// <summary>The name of the group.</summary>
    public required string GroupName { get; init; }
}

/// <summary>List the inline policies of a group.</summary>
[Operation("ListGroupPolicies", Service.Iam, Output = typeof(ListInlinePoliciesResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListGroupPoliciesRequest : PagedRequest
{
    /// <summary>The name of the group.</summary>
    [GroupName]
    public required string GroupName { get; init; }
}

/// <summary>Delete an inline policy of a group.</summary>
[Operation("DeleteGroupPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record DeleteGroupPolicyRequest : InlinePolicyRequest
{
    /// <summary>The name of the group.</summary>
    [GroupName]
    public required string GroupName { get; init; }
}

/// <summary>Write an inline policy of a role.</summary>
[Operation("PutRolePolicy", Service.Iam,
    Errors = [ErrorCode.LimitExceeded, ErrorCode.MalformedPolicyDocument, ErrorCode.NoSuchEntity, ErrorCode.UnmodifiableEntity])]
public sealed partial record PutRolePolicyRequest : PutInlinePolicyRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}

/// <summary>Read an inline policy of a role.</summary>
[Operation("GetRolePolicy", Service.Iam, Output = typeof(GetRolePolicyResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetRolePolicyRequest : InlinePolicyRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}

/// <summary>What GetRolePolicy answers.</summary>
[OperationOutput]
public sealed partial record GetRolePolicyResponse : InlinePolicyResponse
{
    /// <summary>The name of the role.</summary>
    public required string RoleName { get; init; }
}

/// <summary>List the inline policies of a role.</summary>
[Operation("ListRolePolicies", Service.Iam, Output = typeof(ListInlinePoliciesResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListRolePoliciesRequest : PagedRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}

/// <summary>Delete an inline policy of a role.</summary>
[Operation("DeleteRolePolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.UnmodifiableEntity])]
public sealed partial record DeleteRolePolicyRequest : InlinePolicyRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}
