using Daypass.S3.Errors;
using Daypass.S3.Operations;

namespace Daypass.S3.Requests;

/// <summary>Refuses what an operation does not know.</summary>
internal static class RequestScope
{
    public static S3Error? Check(S3Operation operation, RequestForm form, List<KeyValuePair<string, string>> parameters, Dictionary<string, string> headers)
    {
        foreach (var (name, _) in parameters)
        {
            if (name != operation.Marker && name != operation.With && !operation.Parameters.Contains(name))
            {
                return S3Errors.InvalidRequest($"{operation.Name} does not take the parameter {name}.");
            }

            if (form == RequestForm.Anonymous && name.StartsWith("response-", StringComparison.Ordinal))
            {
                return S3Errors.InvalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
            }
        }

        foreach (var name in headers.Keys)
        {
            if (name.StartsWith(HeaderNames.AmzPrefix, StringComparison.Ordinal) && !Knows(operation, name))
            {
                return S3Errors.NotImplemented(name);
            }
        }

        return null;
    }

    private static bool Knows(S3Operation operation, string header) =>
        operation.Headers.Contains(header) || Array.IndexOf(HeaderNames.OfEvery, header) >= 0
        || (operation.TakesMetadata && header.StartsWith(HeaderNames.MetadataPrefix, StringComparison.Ordinal)
            && header.Length > HeaderNames.MetadataPrefix.Length && IsName(header));

    /// <summary>A name that came in a query or a form is no header's yet: with a line feed in it there would be two of them.</summary>
    private static bool IsName(string header)
    {
        foreach (var one in header)
        {
            if (!char.IsAsciiLetterLower(one) && !char.IsAsciiDigit(one) && one is not ('-' or '_' or '.' or '+' or '!' or '#' or '$' or '&' or '~'))
            {
                return false;
            }
        }

        return true;
    }
}
