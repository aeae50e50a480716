using Daypass.Core.Operations;
using Daypass.Iam.AccessKeys;
using Daypass.Iam.AccessReports;
using Daypass.Iam.Accounts;
using Daypass.Iam.Delegation;
using Daypass.Iam.Groups;
using Daypass.Iam.InstanceProfiles;
using Daypass.Iam.LoginProfiles;
using Daypass.Iam.MfaDevices;
using Daypass.Iam.OrganizationsFeatures;
using Daypass.Iam.PasswordPolicies;
using Daypass.Iam.Policies;
using Daypass.Iam.Providers;
using Daypass.Iam.Reports;
using Daypass.Iam.ResourcePolicies;
using Daypass.Iam.Roles;
using Daypass.Iam.RoleTemplates;
using Daypass.Iam.ServerCertificates;
using Daypass.Iam.ServiceCredentials;
using Daypass.Iam.ServiceLinkedRoles;
using Daypass.Iam.SigningCertificates;
using Daypass.Iam.Simulation;
using Daypass.Iam.SshKeys;
using Daypass.Iam.Users;
using Daypass.Iam.WebIdentityFederation;

namespace Daypass.Iam;

/// <summary>The operations of IAM, folder by folder. A new one is its records in Daypass.Protocol, its file in the folder of its resource, and its name
/// here.</summary>
public static class IamOperations
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Operation> Create(IamServices iam)
    {
        var logins = new Logins(iam, new PasswordHash());
        return
        [
            new CreateAccessKey(iam), new DeleteAccessKey(iam), new GetAccessKeyLastUsed(iam), new ListAccessKeys(iam), new UpdateAccessKey(iam),
            new CreateAccountAlias(iam), new DeleteAccountAlias(iam), new GetAccountAuthorizationDetails(iam), new GetAccountSummary(iam),
            new GetAccountProperties(iam), new ListAccountAliases(iam), new PutAccountProperties(iam), new SetSecurityTokenServicePreferences(iam),
            new AcceptDelegationRequest(iam), new AssociateDelegationRequest(iam), new CreateDelegationRequest(iam), new GetDelegationRequest(iam),
            new GetHumanReadableSummary(iam),
            new ListDelegationRequests(iam), new RejectDelegationRequest(iam), new SendDelegationToken(iam), new UpdateDelegationRequest(iam),
            new AddUserToGroup(iam), new AttachGroupPolicy(iam), new CreateGroup(iam), new DeleteGroup(iam), new DeleteGroupPolicy(iam),
            new DetachGroupPolicy(iam), new GetGroup(iam), new GetGroupPolicy(iam), new ListAttachedGroupPolicies(iam), new ListGroupPolicies(iam),
            new ListGroups(iam), new ListGroupsForUser(iam), new PutGroupPolicy(iam), new RemoveUserFromGroup(iam), new UpdateGroup(iam),
            new AddRoleToInstanceProfile(iam), new CreateInstanceProfile(iam), new DeleteInstanceProfile(iam), new GetInstanceProfile(iam),
            new ListInstanceProfileTags(iam), new ListInstanceProfiles(iam), new ListInstanceProfilesForRole(iam),
            new RemoveRoleFromInstanceProfile(iam), new TagInstanceProfile(iam), new UntagInstanceProfile(iam),
            new ChangePassword(iam, logins), new CreateLoginProfile(iam, logins), new DeleteLoginProfile(iam, logins),
            new GetLoginProfile(iam, logins), new UpdateLoginProfile(iam, logins),
            new CreateVirtualMfaDevice(iam), new DeactivateMfaDevice(iam), new DeleteVirtualMfaDevice(iam), new EnableMfaDevice(iam),
            new GetMfaDevice(iam), new ListMfaDeviceTags(iam), new ListMfaDevices(iam), new ListVirtualMfaDevices(iam), new ResyncMfaDevice(iam),
            new TagMfaDevice(iam), new UntagMfaDevice(iam),
            new DisableOrganizationsRootCredentialsManagement(iam), new DisableOrganizationsRootSessions(iam),
            new EnableOrganizationsRootCredentialsManagement(iam), new EnableOrganizationsRootSessions(iam), new ListOrganizationsFeatures(iam),
            new CreateServiceSpecificCredential(iam), new DeleteServiceSpecificCredential(iam), new ListServiceSpecificCredentials(iam),
            new ResetServiceSpecificCredential(iam), new UpdateServiceSpecificCredential(iam),
            new DeleteAccountPasswordPolicy(iam), new GetAccountPasswordPolicy(iam), new UpdateAccountPasswordPolicy(iam),
            new CreatePolicy(iam), new CreatePolicyVersion(iam), new DeletePolicy(iam), new DeletePolicyVersion(iam), new GetPolicy(iam),
            new GetPolicyVersion(iam), new ListEntitiesForPolicy(iam), new ListPolicies(iam), new ListPoliciesGrantingServiceAccess(iam),
            new ListPolicyTags(iam), new ListPolicyVersions(iam), new SetDefaultPolicyVersion(iam), new TagPolicy(iam), new UntagPolicy(iam),
            new GenerateCredentialReport(iam), new GetCredentialReport(iam),
            new GenerateServiceLastAccessedDetails(iam), new GetServiceLastAccessedDetails(iam), new GetServiceLastAccessedDetailsWithEntities(iam),
            new GenerateOrganizationsAccessReport(iam), new GetOrganizationsAccessReport(iam),
            new AttachRolePolicy(iam), new CreateRole(iam), new DeleteRole(iam), new DeleteRolePermissionsBoundary(iam), new DeleteRolePolicy(iam),
            new DetachRolePolicy(iam), new GetRole(iam), new GetRolePolicy(iam), new ListAttachedRolePolicies(iam), new ListRolePolicies(iam),
            new ListRoleTags(iam), new ListRoles(iam), new PutRolePermissionsBoundary(iam), new PutRolePolicy(iam), new TagRole(iam),
            new UntagRole(iam), new UpdateAssumeRolePolicy(iam), new UpdateRole(iam), new UpdateRoleDescription(iam),
            new AcquireRole(iam), new GetRoleTemplateVersion(iam),
            new DeleteResourcePolicy(iam), new GetResourcePolicy(iam), new ListResourcePolicies(iam), new PutResourcePolicy(iam),
            new DeleteServerCertificate(iam), new GetServerCertificate(iam), new ListServerCertificateTags(iam), new ListServerCertificates(iam),
            new TagServerCertificate(iam), new UntagServerCertificate(iam), new UpdateServerCertificate(iam), new UploadServerCertificate(iam),
            new CreateServiceLinkedRole(iam), new DeleteServiceLinkedRole(iam), new GetServiceLinkedRoleDeletionStatus(iam),
            new DeleteSigningCertificate(iam), new ListSigningCertificates(iam), new UpdateSigningCertificate(iam), new UploadSigningCertificate(iam),
            new GetContextKeysForCustomPolicy(iam), new GetContextKeysForPrincipalPolicy(iam), new SimulateCustomPolicy(iam),
            new SimulatePrincipalPolicy(iam),
            new DeleteSshPublicKey(iam), new GetSshPublicKey(iam), new ListSshPublicKeys(iam), new UpdateSshPublicKey(iam),
            new UploadSshPublicKey(iam),
            new AttachUserPolicy(iam), new CreateUser(iam), new DeleteUser(iam), new DeleteUserPermissionsBoundary(iam), new DeleteUserPolicy(iam),
            new DetachUserPolicy(iam), new GetUser(iam), new GetUserPolicy(iam), new ListAttachedUserPolicies(iam), new ListUserPolicies(iam),
            new ListUserTags(iam), new ListUsers(iam), new PutUserPermissionsBoundary(iam), new PutUserPolicy(iam), new TagUser(iam),
            new UntagUser(iam), new UpdateUser(iam),
            new DisableOutboundWebIdentityFederation(iam), new EnableOutboundWebIdentityFederation(iam),
            new GetOutboundWebIdentityFederationInfo(iam),
            .. Providers(iam),
        ];
    }

    // Without what proves tokens and assertions nothing could be done with a provider.
    private static IEnumerable<Operation> Providers(IamServices iam)
    {
        if (iam.Federation is not { } federation)
        {
            return [];
        }

        var (verifier, trusts) = (federation.WebIdentities, federation.Saml);
        return
        [
            new AddClientIdToOpenIdConnectProvider(iam), new CreateOpenIdConnectProvider(iam, verifier), new CreateSamlProvider(iam, trusts),
            new DeleteOpenIdConnectProvider(iam), new DeleteSamlProvider(iam), new GetOpenIdConnectProvider(iam), new GetSamlProvider(iam),
            new ListOpenIdConnectProviderTags(iam), new ListOpenIdConnectProviders(iam), new ListSamlProviderTags(iam), new ListSamlProviders(iam),
            new RemoveClientIdFromOpenIdConnectProvider(iam), new TagOpenIdConnectProvider(iam), new TagSamlProvider(iam),
            new UntagOpenIdConnectProvider(iam), new UntagSamlProvider(iam), new UpdateOpenIdConnectProvider(iam),
            new UpdateOpenIdConnectProviderThumbprint(iam), new UpdateSamlProvider(iam, trusts),
        ];
    }
}
