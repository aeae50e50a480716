using Daypass.Protocol.Errors;

namespace Daypass.Verifier.Payloads;

/// <summary>The body is not what was signed, or not framed as it has to be. Whoever reads it gets this instead of the rest.</summary>
public sealed class PayloadException : IOException
{
    /// <summary>Says what to answer.</summary>
    public PayloadException(AwsError error) : base(error?.Message) => Error = error!;

    /// <summary>What S3 answers to such a body.</summary>
    public AwsError Error { get; }
}
