namespace Daypass.Verifier.Payloads;

/// <summary>What a framed body has to be; the defaults are S3's, but for the largest chunk, which S3 does not name.</summary>
public sealed record ChunkedBodyRules
{
    /// <summary>How long the data are together, as <c>x-amz-decoded-content-length</c> says.</summary>
    public required long DecodedLength { get; init; }

    /// <summary>The header that the trailer carries, as <c>x-amz-trailer</c> announces it, in lower case; null when there is no trailer.</summary>
    public string? Trailer { get; init; }

    /// <summary>The largest chunk with a signature, in bytes: so much is kept in memory until it is verified.</summary>
    public int LargestChunk { get; init; } = 16 * 1024 * 1024;

    /// <summary>The smallest chunk that is not the last one, in bytes.</summary>
    public int SmallestChunk { get; init; } = 8192;
}
