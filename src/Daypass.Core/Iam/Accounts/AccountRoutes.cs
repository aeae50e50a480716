using Daypass.Core.Iam.Permissions;
using Daypass.Core.Operations;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Accounts;

/// <summary>The operations on the account as a whole.</summary>
internal static class AccountRoutes
{
    /// <summary>The operations.</summary>
    public static IEnumerable<OperationRoute> All(IamParts iam) =>
    [
        .. new AliasRoutes(iam).All(),
        OperationRoute.Of(new GetAccountSummary(iam)),
        OperationRoute.Of(new GetAccountAuthorizationDetails(iam)),
        iam.Route<SetSecurityTokenServicePreferencesRequest, NoOutput>(static _ => IamTarget.None, (input, context) => iam.Store.ChangeAccount(context, (_, account) =>
            new(account with { GlobalTokenVersion = input.GlobalEndpointTokenVersion == "v2Token" ? 2 : 1 }))),
    ];
}
