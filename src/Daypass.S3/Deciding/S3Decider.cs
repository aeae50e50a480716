using Daypass.S3.Bodies;
using Daypass.S3.Errors;
using Daypass.S3.Requests;

namespace Daypass.S3.Deciding;

/// <summary>Decides what of S3 a caller may have. Safe for any number of threads.</summary>
public static class S3Decider
{
    /// <summary>Null when the request may be carried out; otherwise what to answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">The bucket it is addressed to; for ListBuckets a bucket without a name in the caller's account.</param>
    /// <param name="source">The bucket of the source of a copy; null when it is no copy.</param>
    /// <param name="facts">What else is known.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="Verifier.Calls.ServerUnreachableException">The server is away.</exception>
    public static ValueTask<S3Error?> Decide(
        S3Request request, S3Bucket target, S3Bucket? source, RequestFacts facts, CancellationToken cancelled) => throw new NotSupportedException();

    /// <summary>For each entry of a batch delete null when it may be deleted, and otherwise its error.</summary>
    public static ValueTask<IReadOnlyList<S3Error?>> DecideEach(
        S3Request request, S3Bucket target, IReadOnlyList<DeleteEntry> entries, RequestFacts facts, CancellationToken cancelled) =>
        throw new NotSupportedException();

    /// <summary>Whether the caller may know that an object is not there: the store's 404 becomes 403 when not.</summary>
    public static ValueTask<bool> MayKnowAbsence(S3Request request, S3Bucket target, RequestFacts facts, CancellationToken cancelled) =>
        throw new NotSupportedException();
}
