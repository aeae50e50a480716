using Daypass.Core.Directory;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Authorization;

/// <summary>Which kind of credential may call which operation at all, whatever policies say (IAM User Guide, "Comparing the AWS STS API operations").</summary>
internal static class CallerRestrictions
{
    /// <summary>The refusal, or null when this kind of caller may ask.</summary>
    public static AwsError? Validate(Caller caller, OperationDescription operation)
    {
        if (operation.Service.Service is Service.Iam or Service.Toolbox)
        {
            return caller.Kind switch
            {
                CallerKind.UserSession when caller.Session!.Grant.MfaAt is null =>
                    CommonErrors.InvalidClientTokenId(Reasons.SessionWithoutMfaCalledIam.Text),
                CallerKind.FederatedUser => CommonErrors.InvalidClientTokenId(Reasons.FederatedUserCalledIam.Text),
                _ => null,
            };
        }

        if (operation.Service.Service == Service.Organizations)
        {
            return null;
        }

        return (caller.Kind, operation.Name) switch
        {
            (_, "GetCallerIdentity" or "GetScopedCredentials") => null,
            (CallerKind.UserSession, "AssumeRole" or "GetWebIdentityToken") => null,
            (CallerKind.FederatedUser, "GetWebIdentityToken") => StsErrors.FederatedUserMayNotCall(operation.Name) with
            {
                Reason = Reasons.KindOfSessionMayNotCall.Text,
            },
            (not CallerKind.User and not CallerKind.Root, "GetSessionToken" or "GetFederationToken") =>
                StsErrors.SessionMayNotCall(operation.Name) with { Reason = Reasons.SessionMayNotIssueSessions.Text },
            (CallerKind.UserSession or CallerKind.FederatedUser, _) => CommonErrors.NotAuthorized(caller.Arn, operation.Permission) with
            {
                Reason = Reasons.KindOfSessionMayNotCall.Text,
            },
            _ => null,
        };
    }
}
