using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Operations;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Granting;

/// <summary>Put, get, list and delete inline policies of users, groups and roles: a line for each operation.</summary>
internal static class InlineRoutes
{
    /// <summary>The operations.</summary>
    public static IEnumerable<OperationRoute> All(IamParts iam)
    {
        var inline = new InlinePolicies(iam);
        return
        [
            iam.Route<PutUserPolicyRequest, NoOutput>(static input => IamTarget.Of(input.UserName), (input, context) => inline.Put<User>(input.UserName, input.PolicyName, input.PolicyDocument, context)),
            iam.Route<GetUserPolicyRequest, GetUserPolicyResponse>(static input => IamTarget.Of(input.UserName), (input, context) => inline.Get<User>(input.UserName, input.PolicyName, context)
                .Then(static found => new GetUserPolicyResponse { UserName = found.Holder, PolicyName = found.Policy.Name, PolicyDocument = found.Policy.Document })),
            iam.Route<ListUserPoliciesRequest, ListUserPoliciesResponse>(static input => IamTarget.Of(input.UserName), (input, context) =>
                inline.List<User>(input.UserName, PageRequest.Of(ListUserPoliciesRequest.Operation, context, input.Marker, input.MaxItems), context)
                    .Then(static page => new ListUserPoliciesResponse { PolicyNames = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })),
            iam.Route<DeleteUserPolicyRequest, NoOutput>(static input => IamTarget.Of(input.UserName), (input, context) => inline.Delete<User>(input.UserName, input.PolicyName, context)),

            iam.Route<PutGroupPolicyRequest, NoOutput>(static input => IamTarget.Of(input.GroupName), (input, context) => inline.Put<Group>(input.GroupName, input.PolicyName, input.PolicyDocument, context)),
            iam.Route<GetGroupPolicyRequest, GetGroupPolicyResponse>(static input => IamTarget.Of(input.GroupName), (input, context) => inline.Get<Group>(input.GroupName, input.PolicyName, context)
                .Then(static found => new GetGroupPolicyResponse { GroupName = found.Holder, PolicyName = found.Policy.Name, PolicyDocument = found.Policy.Document })),
            iam.Route<ListGroupPoliciesRequest, ListGroupPoliciesResponse>(static input => IamTarget.Of(input.GroupName), (input, context) =>
                inline.List<Group>(input.GroupName, PageRequest.Of(ListGroupPoliciesRequest.Operation, context, input.Marker, input.MaxItems), context)
                    .Then(static page => new ListGroupPoliciesResponse { PolicyNames = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })),
            iam.Route<DeleteGroupPolicyRequest, NoOutput>(static input => IamTarget.Of(input.GroupName), (input, context) => inline.Delete<Group>(input.GroupName, input.PolicyName, context)),

            iam.Route<PutRolePolicyRequest, NoOutput>(static input => IamTarget.Of(input.RoleName), (input, context) => inline.Put<Role>(input.RoleName, input.PolicyName, input.PolicyDocument, context)),
            iam.Route<GetRolePolicyRequest, GetRolePolicyResponse>(static input => IamTarget.Of(input.RoleName), (input, context) => inline.Get<Role>(input.RoleName, input.PolicyName, context)
                .Then(static found => new GetRolePolicyResponse { RoleName = found.Holder, PolicyName = found.Policy.Name, PolicyDocument = found.Policy.Document })),
            iam.Route<ListRolePoliciesRequest, ListRolePoliciesResponse>(static input => IamTarget.Of(input.RoleName), (input, context) =>
                inline.List<Role>(input.RoleName, PageRequest.Of(ListRolePoliciesRequest.Operation, context, input.Marker, input.MaxItems), context)
                    .Then(static page => new ListRolePoliciesResponse { PolicyNames = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })),
            iam.Route<DeleteRolePolicyRequest, NoOutput>(static input => IamTarget.Of(input.RoleName), (input, context) => inline.Delete<Role>(input.RoleName, input.PolicyName, context)),
        ];
    }
}
