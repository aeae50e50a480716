using Daypass.S3.Errors;
using Daypass.S3.Text;

namespace Daypass.S3.Requests;

/// <summary>Takes the query of a request apart.</summary>
internal static class RequestQuery
{
    private const int Most = 64;

    /// <summary>The pairs, decoded. A name that is there twice is refused, in whatever case: two readers would take two values.</summary>
    public static S3Error? Read(ReadOnlySpan<char> query, out List<KeyValuePair<string, string>> pairs)
    {
        pairs = [];
        if (query.IsEmpty)
        {
            return null;
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            if (!UrlText.TryDecode(equals < 0 ? pair : pair[..equals], out var name)
                || !UrlText.TryDecode(equals < 0 ? [] : pair[(equals + 1)..], out var value) || name.Length == 0 || pairs.Count == Most)
            {
                return S3Errors.InvalidUri;
            }

            if (!seen.Add(name))
            {
                return S3Errors.InvalidArgument("A parameter that may be there once is repeated.", name);
            }

            pairs.Add(new(name, value));
        }

        return null;
    }
}
