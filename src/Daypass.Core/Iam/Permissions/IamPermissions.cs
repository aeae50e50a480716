using System.Collections.Frozen;
using static Daypass.Core.Iam.Permissions.IamResource;
using static Daypass.Core.Iam.Permissions.PermissionKeys;

namespace Daypass.Core.Iam.Permissions;

/// <summary>The one table of what each IAM operation asks of the policy engine (Service Authorization Reference, "Actions defined by AWS IAM").</summary>
/// <remarks>docs/operations.md is made from it; a test asks every operation without its permission.</remarks>
internal static class IamPermissions
{
    /// <summary>Every row.</summary>
    public static IReadOnlyList<IamPermission> All { get; } =
    [
        .. Users(), .. GroupsAndRoles(), .. Policies(), .. Providers(), .. Credentials(), .. AccountWide(), .. Delegation(),
    ];

    private static readonly FrozenDictionary<string, IamPermission> ByOperation =
        All.ToFrozenDictionary(static permission => permission.Operation, StringComparer.Ordinal);

    /// <summary>The row of an operation.</summary>
    /// <exception cref="KeyNotFoundException">The operation has none, and so must not be served.</exception>
    public static IamPermission Of(string operation) => ByOperation[operation];

    private static IEnumerable<IamPermission> Users() =>
    [
        Creates("CreateUser", User, RequestTags | Boundary, "iam:TagUser"),
        On("GetUser", User),
        Lists("ListUsers", User),
        On("UpdateUser", User),
        On("DeleteUser", User),
        On("TagUser", User, RequestTags),
        On("UntagUser", User, TagKeys),
        On("ListUserTags", User),
        On("PutUserPolicy", User, Boundary),
        On("GetUserPolicy", User),
        On("ListUserPolicies", User),
        On("DeleteUserPolicy", User, Boundary),
        On("AttachUserPolicy", User, PolicyArn | Boundary),
        On("DetachUserPolicy", User, PolicyArn | Boundary),
        On("ListAttachedUserPolicies", User),
        On("PutUserPermissionsBoundary", User, Boundary),
        On("DeleteUserPermissionsBoundary", User, Boundary),
        On("ListGroupsForUser", User),
        On("CreateAccessKey", User),
        On("ListAccessKeys", User),
        On("UpdateAccessKey", User),
        On("DeleteAccessKey", User),
        On("GetAccessKeyLastUsed", User),
        On("CreateLoginProfile", User),
        On("GetLoginProfile", User),
        On("UpdateLoginProfile", User),
        On("DeleteLoginProfile", User),
        On("ChangePassword", User),
        On("ListSSHPublicKeys", User),
        On("ListSigningCertificates", User),
        On("ListServiceSpecificCredentials", User),
    ];

    private static IEnumerable<IamPermission> GroupsAndRoles() =>
    [
        Creates("CreateGroup", Group),
        On("GetGroup", Group),
        Lists("ListGroups", Group),
        On("UpdateGroup", Group),
        On("DeleteGroup", Group),
        On("AddUserToGroup", Group),
        On("RemoveUserFromGroup", Group),
        On("PutGroupPolicy", Group),
        On("GetGroupPolicy", Group),
        On("ListGroupPolicies", Group),
        On("DeleteGroupPolicy", Group),
        On("AttachGroupPolicy", Group, PolicyArn),
        On("DetachGroupPolicy", Group, PolicyArn),
        On("ListAttachedGroupPolicies", Group),
        Creates("CreateRole", Role, RequestTags | Boundary, "iam:TagRole"),
        On("GetRole", Role),
        Lists("ListRoles", Role),
        On("UpdateRole", Role),
        On("UpdateRoleDescription", Role),
        On("UpdateAssumeRolePolicy", Role),
        On("DeleteRole", Role),
        On("TagRole", Role, RequestTags),
        On("UntagRole", Role, TagKeys),
        On("ListRoleTags", Role),
        On("PutRolePolicy", Role, Boundary),
        On("GetRolePolicy", Role),
        On("ListRolePolicies", Role),
        On("DeleteRolePolicy", Role, Boundary),
        On("AttachRolePolicy", Role, PolicyArn | Boundary),
        On("DetachRolePolicy", Role, PolicyArn | Boundary),
        On("ListAttachedRolePolicies", Role),
        On("PutRolePermissionsBoundary", Role, Boundary),
        On("DeleteRolePermissionsBoundary", Role, Boundary),
        On("ListInstanceProfilesForRole", Role),
        Creates("CreateServiceLinkedRole", Role, ServiceName),
        On("DeleteServiceLinkedRole", Role),
        On("GetServiceLinkedRoleDeletionStatus", Role),
        Creates("CreateInstanceProfile", InstanceProfile, RequestTags, "iam:TagInstanceProfile"),
        On("GetInstanceProfile", InstanceProfile),
        Lists("ListInstanceProfiles", InstanceProfile),
        On("DeleteInstanceProfile", InstanceProfile),
        On("AddRoleToInstanceProfile", InstanceProfile, PassedToService) with { AlsoAction = "iam:PassRole" },
        On("RemoveRoleFromInstanceProfile", InstanceProfile),
        On("TagInstanceProfile", InstanceProfile, RequestTags),
        On("UntagInstanceProfile", InstanceProfile, TagKeys),
        On("ListInstanceProfileTags", InstanceProfile),
    ];

    private static IEnumerable<IamPermission> Policies() =>
    [
        Creates("CreatePolicy", IamResource.Policy, RequestTags, "iam:TagPolicy"),
        Arn("GetPolicy", IamResource.Policy),
        Lists("ListPolicies", IamResource.Policy),
        Arn("DeletePolicy", IamResource.Policy),
        Arn("CreatePolicyVersion", IamResource.Policy),
        Arn("GetPolicyVersion", IamResource.Policy),
        Arn("ListPolicyVersions", IamResource.Policy),
        Arn("DeletePolicyVersion", IamResource.Policy),
        Arn("SetDefaultPolicyVersion", IamResource.Policy),
        Arn("ListEntitiesForPolicy", IamResource.Policy),
        Arn("TagPolicy", IamResource.Policy, RequestTags),
        Arn("UntagPolicy", IamResource.Policy, TagKeys),
        Arn("ListPolicyTags", IamResource.Policy),
        Arn("ListPoliciesGrantingServiceAccess", Principal),
        Arn("SimulatePrincipalPolicy", Principal),
        Arn("GetContextKeysForPrincipalPolicy", Principal),
        Whole("SimulateCustomPolicy"),
        Whole("GetContextKeysForCustomPolicy"),
    ];

    private static IEnumerable<IamPermission> Providers() =>
    [
        Creates("CreateOpenIDConnectProvider", OidcProvider, RequestTags, "iam:TagOpenIDConnectProvider"),
        Arn("GetOpenIDConnectProvider", OidcProvider),
        Whole("ListOpenIDConnectProviders"),
        Arn("DeleteOpenIDConnectProvider", OidcProvider),
        Arn("AddClientIDToOpenIDConnectProvider", OidcProvider),
        Arn("RemoveClientIDFromOpenIDConnectProvider", OidcProvider),
        Arn("UpdateOpenIDConnectProviderThumbprint", OidcProvider),
        Arn("TagOpenIDConnectProvider", OidcProvider, RequestTags),
        Arn("UntagOpenIDConnectProvider", OidcProvider, TagKeys),
        Arn("ListOpenIDConnectProviderTags", OidcProvider),
        Creates("CreateSAMLProvider", SamlProvider, RequestTags, "iam:TagSAMLProvider"),
        Arn("GetSAMLProvider", SamlProvider),
        Whole("ListSAMLProviders"),
        Arn("UpdateSAMLProvider", SamlProvider),
        Arn("DeleteSAMLProvider", SamlProvider),
        Arn("TagSAMLProvider", SamlProvider, RequestTags),
        Arn("UntagSAMLProvider", SamlProvider, TagKeys),
        Arn("ListSAMLProviderTags", SamlProvider),
    ];

    private static IEnumerable<IamPermission> Credentials() =>
    [
        Creates("CreateVirtualMFADevice", MfaDevice, RequestTags, "iam:TagMFADevice"),
        On("EnableMFADevice", User),
        On("DeactivateMFADevice", User),
        Arn("DeleteVirtualMFADevice", MfaDevice),
        On("ResyncMFADevice", User),
        On("ListMFADevices", User),
        Whole("ListVirtualMFADevices"),
        On("GetMFADevice", User),
        Arn("TagMFADevice", MfaDevice, RequestTags),
        Arn("UntagMFADevice", MfaDevice, TagKeys),
        Arn("ListMFADeviceTags", MfaDevice),
    ];

    private static IEnumerable<IamPermission> AccountWide() =>
    [
        Whole("CreateAccountAlias"),
        Whole("DeleteAccountAlias"),
        Whole("ListAccountAliases"),
        Whole("GetAccountSummary"),
        Whole("GetAccountAuthorizationDetails"),
        Whole("GenerateCredentialReport"),
        Whole("GetCredentialReport"),
        Whole("GetAccountPasswordPolicy"),
        Whole("UpdateAccountPasswordPolicy"),
        Whole("DeleteAccountPasswordPolicy"),
        Whole("SetSecurityTokenServicePreferences"),
        Whole("EnableOutboundWebIdentityFederation"),
        Whole("DisableOutboundWebIdentityFederation"),
        Whole("GetOutboundWebIdentityFederationInfo"),
        Whole("EnableOrganizationsRootSessions"),
        Whole("DisableOrganizationsRootSessions"),
        Whole("EnableOrganizationsRootCredentialsManagement"),
        Whole("DisableOrganizationsRootCredentialsManagement"),
        Whole("ListOrganizationsFeatures"),
    ];

    private static IEnumerable<IamPermission> Delegation() =>
    [
        Whole("CreateDelegationRequest"),
        Whole("ListDelegationRequests"),
        On("AssociateDelegationRequest", DelegationRequest),
        On("GetDelegationRequest", DelegationRequest),
        On("UpdateDelegationRequest", DelegationRequest),
        On("AcceptDelegationRequest", DelegationRequest),
        On("RejectDelegationRequest", DelegationRequest),
        On("SendDelegationToken", DelegationRequest),
    ];

    private static IamPermission On(string operation, IamResource resource, PermissionKeys keys = None) => new(operation, resource, IamScope.Existing, keys);

    private static IamPermission Arn(string operation, IamResource resource, PermissionKeys keys = None) => new(operation, resource, IamScope.ByArn, keys);

    private static IamPermission Lists(string operation, IamResource resource) => new(operation, resource, IamScope.Listed);

    private static IamPermission Whole(string operation) => new(operation, IamResource.Account, IamScope.Account);

    private static IamPermission Creates(string operation, IamResource resource, PermissionKeys keys = None, string? tagAction = null) =>
        new(operation, resource, IamScope.New, keys) { TagAction = tagAction };
}
