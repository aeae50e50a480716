using Daypass.S3.Errors;
using Daypass.S3.Operations;

namespace Daypass.S3.Requests;

/// <summary>Finds the row of the table that a request is.</summary>
internal static class Recognition
{
    /// <summary>By method, level, the one marker in the query, and what tells rows with the same marker apart.</summary>
    public static S3Error? Find(
        string method, S3Level level, List<KeyValuePair<string, string>> parameters, Dictionary<string, string> headers, out S3Operation? operation)
    {
        operation = null;
        string? marker = null;
        foreach (var (name, _) in parameters)
        {
            if (S3Operations.Markers.Contains(name))
            {
                if (marker is not null)
                {
                    return S3Errors.InvalidRequest("The request names two subresources at once.");
                }

                marker = name;
            }
            else if (!S3Operations.Parameters.Contains(name))
            {
                return S3Errors.NotImplemented(name);
            }
        }

        var rows = S3Operations.Find(method, level, marker);
        foreach (var row in rows)
        {
            if (row.With is { } with ? Has(with, parameters, headers) : operation is null)
            {
                operation = row;
            }
        }

        return operation is not null ? null
            : marker is null ? S3Errors.MethodNotAllowed(method)
            : S3Errors.InvalidRequest($"The subresource {marker} is not there for this method and resource.");
    }

    private static bool Has(string with, List<KeyValuePair<string, string>> parameters, Dictionary<string, string> headers)
    {
        if (with.StartsWith(HeaderNames.AmzPrefix, StringComparison.Ordinal))
        {
            return headers.ContainsKey(with);
        }

        foreach (var (name, _) in parameters)
        {
            if (name == with)
            {
                return true;
            }
        }

        return false;
    }
}
