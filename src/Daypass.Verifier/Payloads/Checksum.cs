namespace Daypass.Verifier.Payloads;

/// <summary>A checksum of a body, taken while the body is read. Not thread-safe.</summary>
public abstract class Checksum
{
    /// <summary>The header that carries it: <c>x-amz-checksum-</c> and this name.</summary>
    public const string HeaderPrefix = "x-amz-checksum-";

    private protected Checksum(string algorithm, int length) => (Algorithm, Length) = (algorithm, length);

    /// <summary>The name of the algorithm in capitals.</summary>
    public string Algorithm { get; }

    /// <summary>How many bytes the digest has.</summary>
    public int Length { get; }

    /// <summary>Takes more of the body.</summary>
    public abstract void Append(ReadOnlySpan<byte> data);

    /// <summary>Writes the digest, highest byte first.</summary>
    public abstract void Finish(Span<byte> digest);

    /// <summary>The checksum that a trailer of this name carries, or null when there is none of that name.</summary>
    /// <param name="header">A header name in any case, for example <c>x-amz-checksum-crc32</c>.</param>
    public static Checksum? Create(ReadOnlySpan<char> header)
    {
        if (!header.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<char> name = stackalloc char[16];
        var length = header[HeaderPrefix.Length..].ToLowerInvariant(name);
        return length < 0 ? null : name[..length] switch
        {
            "crc32" => new HashingChecksum("CRC32", new System.IO.Hashing.Crc32(), isReversed: true),
            "crc32c" => new Crc32C(),
            "crc64nvme" => new Crc64Nvme(),
            "sha1" => new DigestChecksum("SHA1", System.Security.Cryptography.HashAlgorithmName.SHA1),
            "sha256" => new DigestChecksum("SHA256", System.Security.Cryptography.HashAlgorithmName.SHA256),
            "sha512" => new DigestChecksum("SHA512", System.Security.Cryptography.HashAlgorithmName.SHA512),
            "md5" => new DigestChecksum("MD5", System.Security.Cryptography.HashAlgorithmName.MD5),
            "xxhash64" => new HashingChecksum("XXHASH64", new System.IO.Hashing.XxHash64(), isReversed: false),
            "xxhash3" => new HashingChecksum("XXHASH3", new System.IO.Hashing.XxHash3(), isReversed: false),
            "xxhash128" => new HashingChecksum("XXHASH128", new System.IO.Hashing.XxHash128(), isReversed: false),
            _ => null,
        };
    }
}
