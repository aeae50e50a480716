using Daypass.Verifier.Decisions;

namespace Daypass.S3.Deciding;

/// <summary>Decides about one caller by the policies of the caller and those of the resources of one account.</summary>
public interface IAccessJudge
{
    /// <summary>The caller's ARN; null for a request without authentication.</summary>
    string? CallerArn { get; }

    /// <summary>The caller's account; null for a request without authentication.</summary>
    string? CallerAccount { get; }

    /// <summary>Decides each of several questions about the same request.</summary>
    /// <exception cref="Verifier.Calls.ServerUnreachableException">The server is away.</exception>
    ValueTask<IReadOnlyList<S3Judgement>> Judge(IReadOnlyList<AccessQuestion> questions, CancellationToken cancelled);

    /// <summary>Whether a policy that bears on a resource reads a condition key that begins so; true when nobody here can say.</summary>
    /// <exception cref="Verifier.Calls.ServerUnreachableException">The server is away.</exception>
    ValueTask<bool> Reads(string resource, string keyPrefix, CancellationToken cancelled);

    /// <summary>Whether the policy of a bucket makes it public.</summary>
    /// <exception cref="Verifier.Calls.ServerUnreachableException">The server is away.</exception>
    ValueTask<bool> IsPublic(string bucketArn, CancellationToken cancelled);
}
