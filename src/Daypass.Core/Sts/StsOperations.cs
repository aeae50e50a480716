using Daypass.Core.Pipeline;

namespace Daypass.Core.Sts;

/// <summary>The operations of STS. A new one is a line here, its records in Daypass.Protocol and its file beside this one.</summary>
public static class StsOperations
{
    /// <summary>Their routes.</summary>
    public static IEnumerable<OperationRoute> All(ServiceParts parts) =>
    [
        OperationRoute.Of(new AssumeRole(parts)),
        OperationRoute.Of(new DecodeAuthorizationMessage(parts)),
        OperationRoute.Of(new GetAccessKeyInfo(parts)),
        OperationRoute.Of(new GetCallerIdentity()),
        OperationRoute.Of(new GetFederationToken(parts)),
        OperationRoute.Of(new GetSessionToken(parts)),
        OperationRoute.Of(new GetWebIdentityToken(parts)),
    ];
}
