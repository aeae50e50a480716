using Daypass.Core.Principals;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Pipeline;

/// <summary>Which kind of credential may call which operation at all, whatever policies say (IAM User Guide, "Comparing the AWS STS API operations").</summary>
internal static class Admission
{
    /// <summary>The refusal, or null when this kind of caller may ask.</summary>
    public static AwsError? Refuse(Caller caller, OperationDescription operation)
    {
        if (operation.Service.Service == Service.Iam)
        {
            return caller.Kind switch
            {
                CallerKind.UserSession when caller.Session!.Grant.MfaAt is null => RoadErrors.NotForIam,
                CallerKind.FederatedUser => RoadErrors.NotForIam,
                _ => null,
            };
        }

        return (caller.Kind, operation.Name) switch
        {
            (_, "GetCallerIdentity") => null,
            (CallerKind.UserSession, "AssumeRole") => null,
            (not CallerKind.User and not CallerKind.Root, "GetSessionToken" or "GetFederationToken") => RoadErrors.NotForSessions(operation.Name),
            (CallerKind.UserSession or CallerKind.FederatedUser, _) => RoadErrors.NotAuthorized(caller.Arn, operation.Permission),
            _ => null,
        };
    }
}
