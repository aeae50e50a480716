using Daypass.S3.Buckets;
using Daypass.S3.Errors;
using Daypass.S3.Operations;
using Daypass.S3.Requests;

namespace Daypass.S3.Deciding;

/// <summary>
/// Refuses ACLs. Buckets have none here, as those of S3 have none by default (<c>BucketOwnerEnforced</c>): only what gives the owner full control is taken,
/// and changes nothing.
/// </summary>
internal static class AclRule
{
    private const string OwnersOwn = "bucket-owner-full-control";

    public static S3Error? Check(S3Request request, S3Bucket bucket)
    {
        if (request.Header(HeaderNames.Ownership) is { } ownership && OwnershipDocument.CheckWord(ownership) is { } refused)
        {
            return refused;
        }

        if (!Occasions.Has(request, ActionOccasion.BringsAcl) || !request.Operation.Headers.Contains(HeaderNames.Acl))
        {
            return null;
        }

        var canned = request.Header(HeaderNames.Acl);
        if (canned is "public-read" or "public-read-write" or "authenticated-read" && bucket.PublicAccess.BlockPublicAcls)
        {
            return S3Errors.AccessDenied with { Reason = "The ACL is public, and BlockPublicAcls is on." };
        }

        return canned == OwnersOwn || (canned == "private" && request.Operation.Name == "CreateBucket") ? null
            : request.Operation.Name == "CreateBucket"
                ? new S3Error(
                    "InvalidBucketAclWithObjectOwnership", 400, "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting")
            : S3Errors.AclsNotSupported;
    }
}
