using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.Accounts;

/// <summary>Counts what the account has, beside its quotas, under the names of the API reference.</summary>
internal sealed class GetAccountSummary(IamServices iam) : IamAccountOperation<GetAccountSummaryRequest, GetAccountSummaryResponse>(iam)
{
    /// <summary>How many versions an account's policies have together at most, which AWS says and nothing enforces.</summary>
    private const int PolicyVersions = 10_000;

    protected override async ValueTask<Result<GetAccountSummaryResponse>> Handle(GetAccountSummaryRequest input, OperationContext context)
    {
        var account = await Iam.Store.OwnAccount(context);
        var (devices, inUse) = await CountDevices(context);
        var quotas = Iam.Quotas;
        return new GetAccountSummaryResponse
        {
            SummaryMap = new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["AccessKeysPerUserQuota"] = quotas.AccessKeysPerUser,
                ["AccountAccessKeysPresent"] = await Iam.Store.CountReferrers("", Relation.Owner, account.Id, context.Cancelled) > 0 ? 1 : 0,
                ["AccountMFAEnabled"] = await Iam.Store.CountReferrers(account.Id, Relation.Owner, account.Id, context.Cancelled) > 0 ? 1 : 0,
                ["AccountPasswordPresent"] = account.RootLogin is null ? 0 : 1,
                ["AccountSigningCertificatesPresent"] =
                    (await Iam.Store.OwnedBy<SigningCertificate>(new Owner(account.Id, null), context.Cancelled)).Count > 0 ? 1 : 0,
                ["AssumeRolePolicySizeQuota"] = quotas.Documents.TrustPolicy,
                ["AttachedPoliciesPerGroupQuota"] = quotas.AttachedPoliciesPerGroup,
                ["AttachedPoliciesPerRoleQuota"] = quotas.AttachedPoliciesPerRole,
                ["AttachedPoliciesPerUserQuota"] = quotas.AttachedPoliciesPerUser,
                ["GlobalEndpointTokenVersion"] = account.GlobalTokenVersion,
                ["GroupPolicySizeQuota"] = quotas.Documents.InlineOfGroup,
                ["Groups"] = await Count(EntityKind.Group, context),
                ["GroupsPerUserQuota"] = quotas.GroupsPerUser,
                ["GroupsQuota"] = quotas.Groups,
                ["InstanceProfiles"] = await Count(EntityKind.InstanceProfile, context),
                ["InstanceProfilesQuota"] = quotas.InstanceProfiles,
                ["MFADevices"] = devices,
                ["MFADevicesInUse"] = inUse,
                ["Policies"] = await Count(EntityKind.ManagedPolicy, context),
                ["PoliciesQuota"] = quotas.Policies,
                ["PolicySizeQuota"] = quotas.Documents.ManagedPolicy,
                ["PolicyVersionsInUse"] = await CountVersionsInUse(context),
                ["PolicyVersionsInUseQuota"] = Math.Max(PolicyVersions, quotas.Policies * quotas.VersionsPerPolicy),
                ["Providers"] = await Count(EntityKind.OidcProvider, context) + await Count(EntityKind.SamlProvider, context),
                ["RolePolicySizeQuota"] = quotas.Documents.InlineOfRole,
                ["Roles"] = await Count(EntityKind.Role, context),
                ["RolesQuota"] = quotas.Roles,
                ["ServerCertificates"] = await Count(EntityKind.ServerCertificate, context),
                ["ServerCertificatesQuota"] = quotas.ServerCertificates,
                ["SigningCertificatesPerUserQuota"] = quotas.SigningCertificatesPerUser,
                ["UserPolicySizeQuota"] = quotas.Documents.InlineOfUser,
                ["Users"] = await Count(EntityKind.User, context),
                ["UsersQuota"] = quotas.Users,
                ["VersionsPerPolicyQuota"] = quotas.VersionsPerPolicy,
            },
        };
    }

    private ValueTask<int> Count(EntityKind kind, OperationContext context) => Iam.Store.Count(kind, context.Caller.Account, context.Cancelled);

    // A policy that is attached or a boundary is in use with its default version, the shared ones too; AWS counts no other versions.
    private async ValueTask<int> CountVersionsInUse(OperationContext context)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        await AddUsed<User>(used, context);
        await AddUsed<Group>(used, context);
        await AddUsed<Role>(used, context);
        return used.Count;
    }

    private async ValueTask AddUsed<T>(HashSet<string> used, OperationContext context) where T : class, IGranted<T>
    {
        await foreach (var holder in Iam.Store.All<T>(context.Caller.Account, context.Cancelled))
        {
            used.UnionWith(holder.Grants.References().Select(static reference => reference.TargetId));
        }
    }

    private async ValueTask<(int Devices, int InUse)> CountDevices(OperationContext context)
    {
        var (devices, inUse) = (0, 0);
        await foreach (var device in Iam.Store.All<MfaDevice>(context.Caller.Account, context.Cancelled))
        {
            devices++;
            inUse += device.OwnerId is null ? 0 : 1;
        }

        return (devices, inUse);
    }
}
