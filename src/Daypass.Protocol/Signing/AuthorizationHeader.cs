using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Signing;

/// <summary>Reads the header form: <c>AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...</c>.</summary>
internal static class AuthorizationHeader
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>In characters; session tokens travel in a header of their own.</summary>
    public const int LongestValue = 8192;

    public static AwsError? Read(in ControlHeaders headers, out AuthorizationParts parts)
    {
        parts = default;
        var value = headers.Authorization.AsMemory();
        if (value.Length > LongestValue)
        {
            return SigningErrors.HeaderTooLong;
        }

        value = value.Trim(' ');
        if (value.IsEmpty)
        {
            return SigningErrors.MissingAuthenticationToken;
        }

        var blank = value.Span.IndexOf(' ');
        var algorithm = blank < 0 ? value.Span : value.Span[..blank];
        if (algorithm is not Algorithm)
        {
            return SigningErrors.UnsupportedAlgorithm(algorithm);
        }

        if (blank >= 0 && ReadComponents(value[(blank + 1)..], ref parts) is { } malformed)
        {
            return malformed;
        }

        parts.IsHttpDate = headers.AmzDate is null;
        parts.Date = headers.AmzDate ?? headers.Date;
        parts.SessionToken = headers.SecurityToken;
        parts.ContentSha256 = headers.ContentSha256;
        if (parts.Credential.IsEmpty || parts.Signature.IsEmpty || parts.SignedHeaders.IsEmpty || string.IsNullOrEmpty(parts.Date))
        {
            return SigningErrors.MissingHeaderParts(
                parts.Credential.IsEmpty, parts.Signature.IsEmpty, parts.SignedHeaders.IsEmpty, string.IsNullOrEmpty(parts.Date));
        }

        return null;
    }

    private static AwsError? ReadComponents(ReadOnlyMemory<char> list, ref AuthorizationParts parts)
    {
        var (credential, signedHeaders, signature) = (false, false, false);
        while (true)
        {
            var comma = list.Span.IndexOf(',');
            var component = (comma < 0 ? list : list[..comma]).Trim(' ');
            var equals = component.Span.IndexOf('=');
            if (equals < 0)
            {
                return SigningErrors.NotKeyValue(component.Span);
            }

            var value = component[(equals + 1)..];
            var repeated = component.Span[..equals] switch
            {
                "Credential" => Claim(ref parts.Credential, value, ref credential, "Credential"),
                "SignedHeaders" => Claim(ref parts.SignedHeaders, value, ref signedHeaders, "SignedHeaders"),
                "Signature" => Claim(ref parts.Signature, value, ref signature, "Signature"),
                _ => null,
            };
            if (repeated is not null)
            {
                return repeated;
            }

            if (comma < 0)
            {
                return null;
            }

            list = list[(comma + 1)..];
        }
    }

    private static AwsError? Claim(ref ReadOnlyMemory<char> place, ReadOnlyMemory<char> value, ref bool claimed, string name)
    {
        if (claimed)
        {
            return SigningErrors.RepeatedPart(name);
        }

        (place, claimed) = (value, true);
        return null;
    }
}
