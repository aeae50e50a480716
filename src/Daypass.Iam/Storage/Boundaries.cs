using Daypass.Core.Directory;

namespace Daypass.Iam.Storage;

/// <summary>The permissions boundary a new user or role is to have.</summary>
internal static class Boundaries
{
    /// <summary>Why it cannot be one, or null; none is always well.</summary>
    public static async ValueTask<AwsError?> Validate(IDirectoryReader reader, EntityArns arns, string? policyArn, OperationContext context) =>
        policyArn is null ? null : (await ManagedPolicies.FindAttachable(reader, arns, context.Caller.Account, policyArn, context.Cancelled)).Error;
}
