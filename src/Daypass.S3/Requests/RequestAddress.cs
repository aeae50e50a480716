using System.Text;
using Daypass.S3.Errors;
using Daypass.S3.Operations;
using Daypass.S3.Text;

namespace Daypass.S3.Requests;

/// <summary>What a request is addressed to.</summary>
/// <param name="Bucket">The bucket, or null.</param>
/// <param name="Key">The key, decoded, or null.</param>
/// <param name="IsVirtualHost">Whether the bucket stands in the host name.</param>
internal readonly record struct RequestAddress(string? Bucket, string? Key, bool IsVirtualHost)
{
    /// <summary>The level.</summary>
    public S3Level Level => Bucket is null ? S3Level.Service : Key is null ? S3Level.Bucket : S3Level.Object;

    /// <summary>Reads host and path. The path is decoded first and parted then: an escaped slash is a slash, as it is to S3 and to stores.</summary>
    public static S3Error? Read(ReadOnlySpan<char> rawPath, string? bucketOfHost, out RequestAddress address)
    {
        address = default;
        if (!UrlText.TryDecode(rawPath, out var path) || !path.StartsWith('/'))
        {
            return S3Errors.InvalidUri;
        }

        string? bucket;
        string key;
        if (bucketOfHost is not null)
        {
            (bucket, key) = (bucketOfHost, path[1..]);
        }
        else if (path.Length == 1)
        {
            return null;
        }
        else
        {
            var slash = path.IndexOf('/', 1);
            (bucket, key) = slash < 0 ? (path[1..], "") : (path[1..slash], path[(slash + 1)..]);
        }

        if (!BucketName.IsValid(bucket))
        {
            return S3Errors.InvalidBucketName(bucket.Length > BucketName.Longest ? bucket[..BucketName.Longest] : bucket);
        }

        address = new RequestAddress(bucket, key.Length == 0 ? null : key, bucketOfHost is not null);
        var length = Encoding.UTF8.GetByteCount(key);
        return length > ObjectKey.Longest ? S3Errors.KeyTooLong(length, ObjectKey.Longest) : null;
    }
}
