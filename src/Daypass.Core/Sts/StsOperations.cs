using Daypass.Core.Operations;
using Daypass.Core.Pipeline;

namespace Daypass.Core.Sts;

/// <summary>The operations of STS. A new one is a line here, its records in Daypass.Protocol and its file beside this one.</summary>
public static class StsOperations
{
    /// <summary>Their routes.</summary>
    public static IEnumerable<OperationRoute> All(ServiceParts parts) =>
    [
        OperationRoute.Of(new AssumeRole(parts)),
        .. Federated(parts),
        OperationRoute.Of(new AssumeRoot(parts)),
        OperationRoute.Of(new DecodeAuthorizationMessage(parts)),
        OperationRoute.Of(new GetAccessKeyInfo(parts)),
        OperationRoute.Of(new GetCallerIdentity()),
        OperationRoute.Of(new GetDelegatedAccessToken(parts)),
        OperationRoute.Of(new GetFederationToken(parts)),
        OperationRoute.Of(new GetSessionToken(parts)),
        OperationRoute.Of(new GetWebIdentityToken(parts)),
    ];

    private static IEnumerable<OperationRoute> Federated(ServiceParts parts) => parts.Federation is { } federation
        ?
        [
            OperationRoute.Of(new AssumeRoleWithSaml(parts, federation.Saml)),
            OperationRoute.Of(new AssumeRoleWithWebIdentity(parts, federation.WebIdentities)),
        ]
        : [];
}
