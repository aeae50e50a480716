using Daypass.Core.Iam.AccessKeys;
using Daypass.Core.Iam.Accounts;
using Daypass.Core.Iam.Credentials;
using Daypass.Core.Iam.Delegation;
using Daypass.Core.Iam.Features;
using Daypass.Core.Iam.Granting;
using Daypass.Core.Iam.Groups;
using Daypass.Core.Iam.InstanceProfiles;
using Daypass.Core.Iam.MfaDevices;
using Daypass.Core.Iam.Passwords;
using Daypass.Core.Iam.Policies;
using Daypass.Core.Iam.Providers;
using Daypass.Core.Iam.Reports;
using Daypass.Core.Iam.Roles;
using Daypass.Core.Iam.ServiceRoles;
using Daypass.Core.Iam.Simulation;
using Daypass.Core.Iam.Tags;
using Daypass.Core.Iam.Users;
using Daypass.Core.Operations;
using Daypass.Core.Pipeline;

namespace Daypass.Core.Iam;

/// <summary>The operations of IAM. A new one is its records in Daypass.Protocol, its row in <see cref="Permissions.IamPermissions"/> and its file or line in a family below this folder.</summary>
public static class IamOperations
{
    /// <summary>Their routes.</summary>
    public static IEnumerable<OperationRoute> All(ServiceParts parts)
    {
        var iam = new IamParts(parts);
        return
        [
            .. UserRoutes.All(iam),
            .. new AccessKeyRoutes(iam).All(),
            .. new GroupRoutes(iam).All(),
            .. new RoleRoutes(iam).All(),
            .. new ServiceRoleRoutes(iam).All(),
            .. new InstanceProfileRoutes(iam).All(),
            .. new PolicyRoutes(iam).All(),
            .. InlineRoutes.All(iam),
            .. AttachmentRoutes.All(iam),
            .. new TagRoutes(iam).All(),
            .. LoginRoutes.All(iam),
            .. AbsentRoutes.All(iam),
            .. AccountRoutes.All(iam),
            .. new CredentialReportRoutes(iam).All(),
            .. SimulationRoutes.All(iam),
            .. Providers(iam),
            .. new MfaDeviceRoutes(iam).All(),
            .. OutboundFederationRoutes.All(iam),
            .. new OrganizationsFeatureRoutes(iam).All(),
            .. new DelegationRoutes(iam).All(),
        ];
    }

    // Without what proves tokens and assertions nothing could be done with a provider.
    private static IEnumerable<OperationRoute> Providers(IamParts iam) => iam.Service.Federation is { } federation
        ? [.. new OidcProviderRoutes(iam, federation.WebIdentities).All(), .. new SamlProviderRoutes(iam, federation.Saml).All()]
        : [];
}
