using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Signing;

/// <summary>Reads the query form. Names are compared after percent-decoding and are case-sensitive; a repetition in any case is refused.</summary>
internal static class PresignedQuery
{
    public const string Prefix = "X-Amz-";
    public const string Algorithm = "X-Amz-Algorithm";
    public const string Credential = "X-Amz-Credential";
    public const string Date = "X-Amz-Date";
    public const string Expires = "X-Amz-Expires";
    public const string SecurityToken = "X-Amz-Security-Token";
    public const string Signature = "X-Amz-Signature";
    public const string SignedHeaders = "X-Amz-SignedHeaders";
    private const string ContentSha256 = "X-Amz-Content-Sha256";

    /// <summary>More <c>X-Amz-*</c> parameters than any client sends; bounds the search for repetitions.</summary>
    private const int MostParameters = 24;

    /// <summary>The <c>X-Amz-*</c> parameters of a query, decoded; null when there are none.</summary>
    public static AwsError? Find(ReadOnlySpan<char> query, out List<KeyValuePair<string, string>>? parameters)
    {
        parameters = null;
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            var escaped = name.Contains('%');
            if (!escaped && !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var decoded = escaped ? PercentEncoding.Decode(name) : name.ToString();
            if (!decoded.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            parameters ??= new(8);
            if (parameters.Count == MostParameters)
            {
                return SigningErrors.RepeatedParameter(Prefix);
            }

            foreach (var earlier in parameters)
            {
                if (earlier.Key.Equals(decoded, StringComparison.OrdinalIgnoreCase))
                {
                    return SigningErrors.RepeatedParameter(decoded);
                }
            }

            parameters.Add(new(decoded, equals < 0 ? string.Empty : PercentEncoding.Decode(pair[(equals + 1)..])));
        }

        return null;
    }

    /// <summary>True when a parameter claims to be a signature or part of one, so that a header form beside it would be ambiguous.</summary>
    public static bool ClaimsSignature(List<KeyValuePair<string, string>> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Key is Algorithm or Credential or Date or Expires or SecurityToken or Signature or SignedHeaders)
            {
                return true;
            }
        }

        return false;
    }

    public static AwsError? Read(List<KeyValuePair<string, string>> parameters, in ControlHeaders headers, out AuthorizationParts parts)
    {
        parts = new AuthorizationParts { Form = AuthorizationForm.Query, ContentSha256 = headers.ContentSha256 };
        string? algorithm = null;
        foreach (var (name, value) in parameters)
        {
            switch (name)
            {
                case Algorithm: algorithm = value; break;
                case Credential: parts.Credential = value.AsMemory(); break;
                case Date: parts.Date = value; break;
                case Expires: parts.Expires = value; break;
                case SecurityToken: parts.SessionToken = value; break;
                case Signature: parts.Signature = value.AsMemory(); break;
                case SignedHeaders: parts.SignedHeaders = value.AsMemory(); break;
                case ContentSha256 when headers.ContentSha256 is not null: return SigningErrors.RepeatedParameter(name);
                case ContentSha256: (parts.ContentSha256, parts.IsHashInQuery) = (value, true); break;
                default: break;
            }
        }

        if (algorithm is null || (algorithm.Length > 0 && !algorithm.StartsWith("AWS4-", StringComparison.Ordinal)))
        {
            return SigningErrors.MissingAuthenticationToken;
        }

        if (algorithm.Length > 0 && algorithm != AuthorizationHeader.Algorithm)
        {
            return SigningErrors.UnsupportedAlgorithm(algorithm);
        }

        if (algorithm.Length == 0 || parts.Credential.IsEmpty || parts.Signature.IsEmpty || parts.SignedHeaders.IsEmpty || string.IsNullOrEmpty(parts.Date))
        {
            return SigningErrors.MissingQueryParts(
                algorithm.Length == 0, parts.Credential.IsEmpty, parts.Signature.IsEmpty, parts.SignedHeaders.IsEmpty, string.IsNullOrEmpty(parts.Date));
        }

        return headers.SecurityToken is null ? null : SigningErrors.TokenInHeaderOfPresigned;
    }
}
