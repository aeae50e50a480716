using Daypass.S3.Bodies;
using Daypass.S3.Errors;
using Daypass.S3.Operations;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Takes out of the body of an operation what bears on the decision. What is passed on is written anew from it, so that the store reads the
/// same.</summary>
internal static class DocumentFacts
{
    /// <summary>Whether the decision depends on the body of an operation.</summary>
    public static bool Bears(S3Operation operation) => operation.Name
        is "PutObjectTagging" or "PutBucketTagging" or "CreateBucket" or "PutObjectRetention" or "PutObjectLegalHold";

    /// <summary>Takes it; what is answered when the body is not what it should be.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="document">Its body; afterwards the one to pass on.</param>
    /// <param name="facts">What was found.</param>
    public static S3Error? Read(S3Operation operation, ref byte[] document, out BodyFacts facts)
    {
        facts = BodyFacts.None;
        switch (operation.Name)
        {
            case "PutObjectTagging" or "PutBucketTagging":
                if (TaggingDocument.Read(document, operation.Name == "PutBucketTagging", out var tags) is { } wrong)
                {
                    return wrong;
                }

                (facts, document) = (new BodyFacts { Tags = tags }, TaggingDocument.Write(tags));
                return null;
            case "CreateBucket":
                return CreateBucketDocument.Read(document, out facts);
            case "PutObjectRetention" or "PutObjectLegalHold":
                return LockFacts.Read(operation.Name, ref document, out facts);
            default:
                return null;
        }
    }
}
