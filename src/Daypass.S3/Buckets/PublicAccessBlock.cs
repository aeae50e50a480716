namespace Daypass.S3.Buckets;

/// <summary>The four switches against public access; all on for a bucket that nobody said anything about.</summary>
/// <param name="BlockPublicAcls">ACLs that would make public are refused.</param>
/// <param name="IgnorePublicAcls">ACLs that make public do not count.</param>
/// <param name="BlockPublicPolicy">Bucket policies that would make public are refused.</param>
/// <param name="RestrictPublicBuckets">A policy that makes public counts for the owner's account alone.</param>
public sealed record PublicAccessBlock(bool BlockPublicAcls, bool IgnorePublicAcls, bool BlockPublicPolicy, bool RestrictPublicBuckets)
{
    /// <summary>All on, as new buckets have them since April 2023.</summary>
    public static PublicAccessBlock All { get; } = new(true, true, true, true);

    /// <summary>All off.</summary>
    public static PublicAccessBlock None { get; } = new(false, false, false, false);

    /// <summary>What counts for a bucket: its own switches, and those of its account.</summary>
    public PublicAccessBlock With(PublicAccessBlock ofAccount)
    {
        ArgumentNullException.ThrowIfNull(ofAccount);
        return new(
            BlockPublicAcls || ofAccount.BlockPublicAcls, IgnorePublicAcls || ofAccount.IgnorePublicAcls,
            BlockPublicPolicy || ofAccount.BlockPublicPolicy, RestrictPublicBuckets || ofAccount.RestrictPublicBuckets);
    }
}
