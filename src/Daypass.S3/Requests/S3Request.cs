using System.Text;
using Daypass.S3.Bodies;
using Daypass.S3.Operations;
using Daypass.S3.Text;

namespace Daypass.S3.Requests;

/// <summary>
/// A request as it is understood. Everything is decided by this, and what goes to a store is built from this alone, so both are about the same thing.
/// Immutable.
/// </summary>
public sealed class S3Request
{
    private readonly Dictionary<string, string> _headers;

    internal S3Request(S3Operation operation, RequestForm form, RequestAddress address, List<KeyValuePair<string, string>> parameters,
        Dictionary<string, string> headers)
    {
        (Operation, Form, Bucket, Key, IsVirtualHost) = (operation, form, address.Bucket, address.Key, address.IsVirtualHost);
        (Parameters, _headers) = (parameters, headers);
        VersionId = Parameter("versionId");
    }

    /// <summary>What it asks for.</summary>
    public S3Operation Operation { get; }

    /// <summary>How it says who makes it.</summary>
    public RequestForm Form { get; }

    /// <summary>The bucket; null for what is asked of the service.</summary>
    public string? Bucket { get; }

    /// <summary>The key, decoded; null for what is asked of a bucket or the service.</summary>
    public string? Key { get; }

    /// <summary>The version of the object, or null.</summary>
    public string? VersionId { get; }

    /// <summary>Whether the bucket stood in the host name.</summary>
    public bool IsVirtualHost { get; }

    /// <summary>The source of a copy, or null.</summary>
    public CopySource? Source { get; internal init; }

    /// <summary>The names and values of the query that are the operation's, decoded; its marker is among them. Nothing else may go to a store.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>The headers that count, in lower case: those that S3 knows, and of presigned requests what stands in the query in their place.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers;

    /// <summary>The value of a header that counts, or null.</summary>
    /// <param name="name">In lower case.</param>
    public string? Header(string name) => _headers.GetValueOrDefault(name);

    /// <summary>The value of a parameter, or null.</summary>
    public string? Parameter(string name)
    {
        foreach (var (own, value) in Parameters)
        {
            if (own == name)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Path and query for a store, in the form in which they are signed.</summary>
    /// <param name="bucketInStore">What the store calls the bucket; null when it stands in the host name, or there is none.</param>
    public string TargetFor(string? bucketInStore)
    {
        var target = new StringBuilder(64);
        if (bucketInStore is not null)
        {
            target.Append('/').Append(bucketInStore);
        }

        // A slash behind the bucket: without it some stores take the bucket for the beginning of another name.
        target.Append('/');
        if (Key is not null)
        {
            UrlText.Append(target, Key, keepsSlashes: true);
        }

        var separator = '?';
        foreach (var (name, value) in Parameters)
        {
            UrlText.Append(target.Append(separator), name, keepsSlashes: false);
            if (value.Length > 0 || name != Operation.Marker)
            {
                UrlText.Append(target.Append('='), value, keepsSlashes: false);
            }

            separator = '&';
        }

        return target.ToString();
    }

    /// <summary>The headers for a store, but for those that say who asks, how the body is framed and hashed, and where a copy comes from.</summary>
    public IEnumerable<KeyValuePair<string, string>> HeadersForStore()
    {
        foreach (var (name, value) in _headers)
        {
            if (!Operation.PassedHeaders.Contains(name) && !IsPassed(name))
            {
                continue;
            }

            var passed = name switch
            {
                "content-encoding" => ContentEncodings.WithoutFraming(value),
                HeaderNames.Tagging => ObjectTags.Write(ObjectTags.Read(value) ?? []),
                _ => value,
            };
            if (passed.Length > 0)
            {
                yield return new(name, passed);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Operation.Name} {Bucket}/{Key}";

    private bool IsPassed(string name) =>
        (Operation.TakesMetadata && name.StartsWith(HeaderNames.MetadataPrefix, StringComparison.Ordinal))
        || (Operation.Headers.Contains(name) && name != HeaderNames.Acl && !name.StartsWith(HeaderNames.GrantPrefix, StringComparison.Ordinal)
            && name is not (HeaderNames.CopySource or HeaderNames.SourceExpectedOwner or HeaderNames.DecodedLength or HeaderNames.Trailer));
}
