using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Iam.Records;

/// <summary>The permissions boundary a new user or role is to have.</summary>
internal static class Boundaries
{
    /// <summary>Why it cannot be one, or null; none is always well.</summary>
    public static async ValueTask<AwsError?> Refuse(IDirectoryReader reader, IamParts iam, string? policyArn, OperationContext context) =>
        policyArn is null ? null : (await ManagedPolicies.FindAttachable(reader, iam.Arns, context.Caller.Account, policyArn, context.Cancelled)).Error;
}
