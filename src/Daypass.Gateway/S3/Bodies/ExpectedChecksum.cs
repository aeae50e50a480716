using Daypass.Protocol.Errors;
using Daypass.Verifier.Payloads;

namespace Daypass.Gateway.S3.Bodies;

/// <summary>A checksum that a body has to have.</summary>
/// <param name="Checksum">Takes it.</param>
/// <param name="Digest">What it has to be.</param>
/// <param name="Differs">What is answered when it is not.</param>
internal sealed record ExpectedChecksum(Checksum Checksum, byte[] Digest, AwsError Differs)
{
    private const int LongestText = 88;

    /// <summary>Reads the value of a header.</summary>
    /// <param name="name">The header, in lower case: <c>content-md5</c> or <c>x-amz-checksum-…</c>.</param>
    /// <param name="value">Its value.</param>
    public static Result<ExpectedChecksum> Read(string name, string value)
    {
        var isMd5 = name == "content-md5";
        if (Checksum.Create(isMd5 ? "x-amz-checksum-md5" : name) is not { } checksum)
        {
            return Invalid(name);
        }

        var digest = new byte[64];
        if (value.Length > LongestText || !Convert.TryFromBase64String(value.Trim(), digest, out var length) || length != checksum.Length)
        {
            return isMd5 ? new AwsError("InvalidDigest", 400, "The Content-MD5 you specified was invalid.") : Invalid(name);
        }

        return new ExpectedChecksum(checksum, digest[..length], isMd5
            ? new AwsError("BadDigest", 400, "The Content-MD5 you specified did not match what we received.")
            : PayloadErrors.ChecksumDiffers(checksum.Algorithm));
    }

    private static AwsError Invalid(string name) => new("InvalidRequest", 400, $"Value for {name} header is invalid.");
}
