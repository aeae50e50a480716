using Daypass.Protocol.Signing;

namespace Daypass.Gateway.S3.Stores;

/// <summary>A request as a store gets it: made anew from what was decided, with nothing in it that was not.</summary>
/// <param name="Method">The method.</param>
/// <param name="Bucket">The bucket as the store calls it; null for the list of buckets.</param>
/// <param name="Target">Path and query behind the bucket, in the form in which they are signed; begins with a slash.</param>
internal sealed record StoreCall(string Method, string? Bucket, string Target)
{
    /// <summary>The hash of no body.</summary>
    public const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>The word for a body that the signature does not cover.</summary>
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    /// <summary>The headers, but for Host, Content-Length and those of the signature.</summary>
    public IReadOnlyList<HeaderField> Headers { get; init; } = [];

    /// <summary>How the signature covers the body: its hash in hexadecimal, or <see cref="Unsigned"/>.</summary>
    public string PayloadHash { get; init; } = HashOfNothing;

    /// <summary>How long the body is; null when there is none.</summary>
    public long? Length { get; init; }

    /// <summary>What it asks for, and nothing of whom.</summary>
    public override string ToString() => $"{Method} {Bucket}";
}
