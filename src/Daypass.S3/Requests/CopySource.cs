using Daypass.S3.Text;

namespace Daypass.S3.Requests;

/// <summary>The object that a copy is made of.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its key, decoded.</param>
/// <param name="VersionId">Its version, or null.</param>
public sealed record CopySource(string Bucket, string Key, string? VersionId)
{
    private const string VersionQuery = "?versionId=";

    /// <summary>As condition keys have it: decoded, without a leading slash and without the version.</summary>
    public string ConditionValue => $"{Bucket}/{Key}";

    /// <summary>Reads <c>x-amz-copy-source</c> in any of the spellings that clients have; null when it names no object.</summary>
    public static CopySource? Read(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var question = value.IndexOf('?', StringComparison.Ordinal);
        string? version = null;
        if (question >= 0)
        {
            var query = value.AsSpan(question);
            if (!query.StartsWith(VersionQuery, StringComparison.Ordinal) || query[VersionQuery.Length..].ContainsAny('&', '?')
                || !UrlText.TryDecode(query[VersionQuery.Length..], out version) || version.Length == 0)
            {
                return null;
            }
        }

        if (!TryDecode(question < 0 ? value : value.AsSpan(0, question), out var path))
        {
            return null;
        }

        path = path.StartsWith('/') ? path[1..] : path;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash <= 0 || slash == path.Length - 1 || !BucketName.IsValid(path[..slash]) || !ObjectKey.IsValid(path[(slash + 1)..])
            ? null
            : new CopySource(path[..slash], path[(slash + 1)..], version);
    }

    /// <summary>As it is sent to a store that calls the bucket otherwise perhaps.</summary>
    public string ToHeader(string bucketInStore) =>
        $"/{bucketInStore}/{UrlText.Encode(Key, keepsSlashes: true)}{(VersionId is null ? "" : VersionQuery + UrlText.Encode(VersionId, keepsSlashes: false))}";

    /// <summary>Some clients send the source as it is: then blanks, and letters beyond ASCII, stand in it, but no escapes.</summary>
    private static bool TryDecode(ReadOnlySpan<char> text, out string decoded)
    {
        decoded = "";
        foreach (var one in text)
        {
            // Letters beyond ASCII arrive as the bytes of their UTF-8 or as themselves, depending on who read the header; nobody can tell which.
            if (one is < ' ' or > '~')
            {
                return false;
            }
        }

        return UrlText.TryDecode(text.Contains(' ') ? text.ToString().Replace(" ", "%20", StringComparison.Ordinal) : text, out decoded);
    }
}
