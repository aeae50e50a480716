using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Operations;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Granting;

/// <summary>Attach, detach and list managed policies of users, groups and roles, and set boundaries: a line for each operation.</summary>
internal static class AttachmentRoutes
{
    /// <summary>The operations.</summary>
    public static IEnumerable<OperationRoute> All(IamParts iam)
    {
        var attachments = new Attachments(iam);
        return
        [
            iam.Route<AttachUserPolicyRequest, NoOutput>(static input => OnPolicy(input.UserName, input.PolicyArn), (input, context) => attachments.Attach<User>(input.UserName, input.PolicyArn, context)),
            iam.Route<DetachUserPolicyRequest, NoOutput>(static input => OnPolicy(input.UserName, input.PolicyArn), (input, context) => attachments.Detach<User>(input.UserName, input.PolicyArn, context)),
            iam.Route<ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse>(static input => IamTarget.Of(input.UserName), (input, context) =>
                attachments.List<User>(input.UserName, input.PathPrefix, PageRequest.Of(ListAttachedUserPoliciesRequest.Operation, context, input.Marker, input.MaxItems), context)
                    .Then(static page => new ListAttachedUserPoliciesResponse { AttachedPolicies = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })),

            iam.Route<AttachGroupPolicyRequest, NoOutput>(static input => OnPolicy(input.GroupName, input.PolicyArn), (input, context) => attachments.Attach<Group>(input.GroupName, input.PolicyArn, context)),
            iam.Route<DetachGroupPolicyRequest, NoOutput>(static input => OnPolicy(input.GroupName, input.PolicyArn), (input, context) => attachments.Detach<Group>(input.GroupName, input.PolicyArn, context)),
            iam.Route<ListAttachedGroupPoliciesRequest, ListAttachedGroupPoliciesResponse>(static input => IamTarget.Of(input.GroupName), (input, context) =>
                attachments.List<Group>(input.GroupName, input.PathPrefix, PageRequest.Of(ListAttachedGroupPoliciesRequest.Operation, context, input.Marker, input.MaxItems), context)
                    .Then(static page => new ListAttachedGroupPoliciesResponse { AttachedPolicies = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })),

            iam.Route<AttachRolePolicyRequest, NoOutput>(static input => OnPolicy(input.RoleName, input.PolicyArn), (input, context) => attachments.Attach<Role>(input.RoleName, input.PolicyArn, context)),
            iam.Route<DetachRolePolicyRequest, NoOutput>(static input => OnPolicy(input.RoleName, input.PolicyArn), (input, context) => attachments.Detach<Role>(input.RoleName, input.PolicyArn, context)),
            iam.Route<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse>(static input => IamTarget.Of(input.RoleName), (input, context) =>
                attachments.List<Role>(input.RoleName, input.PathPrefix, PageRequest.Of(ListAttachedRolePoliciesRequest.Operation, context, input.Marker, input.MaxItems), context)
                    .Then(static page => new ListAttachedRolePoliciesResponse { AttachedPolicies = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })),

            iam.Route<PutUserPermissionsBoundaryRequest, NoOutput>(
                static input => IamTarget.Of(input.UserName) with { Boundary = input.PermissionsBoundary },
                (input, context) => attachments.Bound<User>(input.UserName, input.PermissionsBoundary, context)),
            iam.Route<DeleteUserPermissionsBoundaryRequest, NoOutput>(static input => IamTarget.Of(input.UserName), (input, context) => attachments.Unbound<User>(input.UserName, context)),
            iam.Route<PutRolePermissionsBoundaryRequest, NoOutput>(
                static input => IamTarget.Of(input.RoleName) with { Boundary = input.PermissionsBoundary },
                (input, context) => attachments.Bound<Role>(input.RoleName, input.PermissionsBoundary, context)),
            iam.Route<DeleteRolePermissionsBoundaryRequest, NoOutput>(static input => IamTarget.Of(input.RoleName), (input, context) => attachments.Unbound<Role>(input.RoleName, context)),
        ];
    }

    private static IamTarget OnPolicy(string holder, string policyArn) => IamTarget.Of(holder) with { PolicyArn = policyArn };
}
