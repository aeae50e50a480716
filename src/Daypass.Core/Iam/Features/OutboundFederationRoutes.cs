using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Operations;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Features;

/// <summary>Switches the account's outbound web identity federation.</summary>
internal static class OutboundFederationRoutes
{
    /// <summary>The operations.</summary>
    public static IEnumerable<OperationRoute> All(IamParts iam) =>
    [
        iam.Route<EnableOutboundWebIdentityFederationRequest, EnableOutboundWebIdentityFederationResponse>(static _ => IamTarget.None, (_, context) =>
            iam.Service.Outbound.Enable(context.Caller.Account, context.Cancelled)
                .Then(static issuer => new EnableOutboundWebIdentityFederationResponse { IssuerIdentifier = issuer })),
        iam.Route<DisableOutboundWebIdentityFederationRequest, NoOutput>(static _ => IamTarget.None, (_, context) =>
            iam.Service.Outbound.Disable(context.Caller.Account, context.Cancelled).Silent()),
        iam.Route<GetOutboundWebIdentityFederationInfoRequest, GetOutboundWebIdentityFederationInfoResponse>(static _ => IamTarget.None, (_, context) =>
            iam.Service.Outbound.Find(context.Caller.Account, context.Cancelled)
                .Then(static issuer => new GetOutboundWebIdentityFederationInfoResponse { IssuerIdentifier = issuer, JwtVendingEnabled = true })),
    ];
}
