namespace Daypass.Protocol.Signing;

/// <summary>How a signature covers the body, as <c>x-amz-content-sha256</c> says (Amazon S3 API Reference, "Authenticating Requests").</summary>
public enum PayloadForm
{
    /// <summary>By the SHA-256 of the whole body: the form of every service but S3.</summary>
    Hashed,

    /// <summary>Not at all: <c>UNSIGNED-PAYLOAD</c>, and presigned requests of S3.</summary>
    Unsigned,

    /// <summary>Chunk by chunk, each chunk with a signature: <c>STREAMING-AWS4-HMAC-SHA256-PAYLOAD</c>.</summary>
    SignedChunks,

    /// <summary>Likewise, with a signed trailer: <c>STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER</c>.</summary>
    SignedChunksAndTrailer,

    /// <summary>Chunks and trailer without signatures; a checksum in the trailer is all: <c>STREAMING-UNSIGNED-PAYLOAD-TRAILER</c>.</summary>
    UnsignedChunksAndTrailer,
}

/// <summary>The words for the forms of a payload.</summary>
public static class PayloadForms
{
    private const string Unsigned = "UNSIGNED-PAYLOAD";
    private const string SignedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string SignedChunksAndTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private const string UnsignedChunksAndTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    /// <summary>True when the body is framed as <c>aws-chunked</c>.</summary>
    public static bool IsChunked(this PayloadForm form) => form >= PayloadForm.SignedChunks;

    /// <summary>True when a trailer follows the chunks.</summary>
    public static bool HasTrailer(this PayloadForm form) => form is PayloadForm.SignedChunksAndTrailer or PayloadForm.UnsignedChunksAndTrailer;

    /// <summary>True when each chunk has a signature.</summary>
    public static bool HasSignedChunks(this PayloadForm form) => form is PayloadForm.SignedChunks or PayloadForm.SignedChunksAndTrailer;

    /// <summary>The form that a value of <c>x-amz-content-sha256</c> names; false when it is a hash or anything else. Case matters.</summary>
    public static bool TryParse(ReadOnlySpan<char> value, out PayloadForm form)
    {
        form = value switch
        {
            Unsigned => PayloadForm.Unsigned,
            SignedChunks => PayloadForm.SignedChunks,
            SignedChunksAndTrailer => PayloadForm.SignedChunksAndTrailer,
            UnsignedChunksAndTrailer => PayloadForm.UnsignedChunksAndTrailer,
            _ => PayloadForm.Hashed,
        };
        return form != PayloadForm.Hashed;
    }

    /// <summary>The word for a form, as <c>x-amz-content-sha256</c> has it.</summary>
    public static string ToText(this PayloadForm form) => System.Text.Encoding.ASCII.GetString(ToUtf8(form));

    /// <summary>What stands in the canonical request in the place of the hash.</summary>
    internal static ReadOnlySpan<byte> ToUtf8(PayloadForm form) => form switch
    {
        PayloadForm.Unsigned => "UNSIGNED-PAYLOAD"u8,
        PayloadForm.SignedChunks => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"u8,
        PayloadForm.SignedChunksAndTrailer => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"u8,
        PayloadForm.UnsignedChunksAndTrailer => "STREAMING-UNSIGNED-PAYLOAD-TRAILER"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "A hashed payload has its hash."),
    };
}
