using Daypass.Gateway.S3.Buckets;
using Daypass.Gateway.S3.Logs;
using Daypass.Protocol.Signing;
using Daypass.S3.Deciding;
using Daypass.S3.Requests;
using Daypass.Verifier.Requests;

namespace Daypass.Gateway.S3.Serving;

/// <summary>A request that was understood and whose signature is proven, on its way through the gateway.</summary>
internal sealed class S3Exchange
{
    /// <summary>The web server's view of it.</summary>
    public required HttpContext Http { get; init; }

    /// <summary>As it arrived.</summary>
    public required SignedRequest Signed { get; init; }

    /// <summary>As it is understood.</summary>
    public required S3Request Request { get; init; }

    /// <summary>Where its bucket is; null for what is asked of the service and for a bucket that is to be made.</summary>
    public BucketPlace? Place { get; init; }

    /// <summary>The bucket as decisions see it.</summary>
    public required S3Bucket Target { get; init; }

    /// <summary>Where the source of a copy is; null when it is no copy.</summary>
    public BucketPlace? SourcePlace { get; init; }

    /// <summary>The bucket of the source as decisions see it.</summary>
    public S3Bucket? Source { get; init; }

    /// <summary>What its signature claims and whose it is; null for one without.</summary>
    public ClaimedRequest? Claimed { get; init; }

    /// <summary>What else decisions need.</summary>
    public required RequestFacts Facts { get; set; }

    /// <summary>What the log says of it.</summary>
    public required AccessRecord Record { get; init; }

    /// <summary>The body that was read whole, of operations that need it so.</summary>
    public byte[]? Document { get; set; }

    /// <summary>Whether the store's answer is not the client's: its headers are kept, and the rest is written afterwards.</summary>
    public bool KeepsAnswer { get; init; }

    /// <summary>Nobody waits for the answer any more.</summary>
    public CancellationToken Aborted => Http.RequestAborted;
}
