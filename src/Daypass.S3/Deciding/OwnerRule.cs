using Daypass.S3.Actions;
using Daypass.S3.Errors;
using Daypass.S3.Operations;
using Daypass.S3.Requests;

namespace Daypass.S3.Deciding;

/// <summary>What hangs on who owns a bucket.</summary>
internal static class OwnerRule
{
    /// <summary>Refuses a request that expects another owner than there is.</summary>
    public static S3Error? Check(S3Request request, S3Bucket target, S3Bucket? source) =>
        Differs(request.Operation.Name == "CreateBucket" ? null : request.Header(HeaderNames.ExpectedOwner), target)
        || Differs(request.Header(HeaderNames.SourceExpectedOwner), source)
            ? S3Errors.AccessDenied with { Reason = "The request expects another owner of the bucket." }
            : null;

    /// <summary>Whether the policy of the bucket does not count: the root user of its account can always read, put and delete it, or nobody could mend one that
    /// locks everybody out.</summary>
    public static bool MayPassOver(S3Action action, S3Bucket bucket) =>
        action.Name is "GetBucketPolicy" or "PutBucketPolicy" or "DeleteBucketPolicy"
        && bucket.Judge.CallerArn == $"arn:{bucket.Partition}:iam::{bucket.Account}:root";

    private static bool Differs(string? expected, S3Bucket? bucket) => expected is not null && bucket is not null && expected != bucket.Account;
}
