using System.Globalization;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Signing;

/// <summary>
/// Reads what a request claims about its signer and refuses everything that can be refused without a key, in the order AWS does:
/// pieces, signed headers, date, window, credential, scope.
/// </summary>
public static class SigV4
{
    private const int LongestMethod = 32;
    private const int HashDigits = 64;

    /// <summary>The one <c>x-amz-*</c> header that a proxy adds to everything it hands on; nothing here reads it.</summary>
    private const string AddedByCloudFront = "x-amz-cf-id";

    /// <summary>The claim, or the refusal. Pure: the same arguments always give the same answer.</summary>
    /// <param name="request">The request as it arrived.</param>
    /// <param name="rules">What is expected of it.</param>
    /// <param name="now">The verifier's clock.</param>
    public static Result<SigV4Authorization> Parse(in SignedRequest request, SigV4Rules rules, DateTimeOffset now)
    {
        if (!IsMethod(request.Method))
        {
            return SigningErrors.MalformedMethod;
        }

        if (!RequestTarget.TryParse(request.RawTarget, out var target))
        {
            return SigningErrors.MalformedTarget;
        }

        if (ControlHeaders.Read(request.Headers.Span, out var headers) is { } repeated)
        {
            return repeated;
        }

        if (ReadParts(target.Query, headers, out var parts) is { } incomplete)
        {
            return incomplete;
        }

        if (ValidateHeaders(request.Headers.Span, headers, target.Authority, parts) is { } uncovered)
        {
            return uncovered;
        }

        if (!TryReadPayload(ref parts, rules, out var payload))
        {
            return SigningErrors.UnhashedBody;
        }

        if (!TryReadTime(parts, out var signedAt))
        {
            return SigningErrors.MalformedDate(parts.Date);
        }

        if (ValidateTime(parts, signedAt, rules, now) is { } untimely)
        {
            return untimely;
        }

        if (!CredentialScope.TryParse(parts.Credential, out var scope))
        {
            return SigningErrors.MalformedCredential(parts.Credential.Span);
        }

        if (scope.Validate(rules, signedAt) is { } foreign)
        {
            return foreign;
        }

        return new SigV4Authorization
        {
            Form = parts.Form,
            AccessKeyId = scope.AccessKeyId,
            ScopeDate = scope.Day,
            Region = scope.Region,
            Service = scope.Service,
            SessionToken = parts.SessionToken,
            SignedAt = signedAt,
            SignedHeaders = parts.SignedHeaders,
            Signature = parts.Signature,
            DeclaredBodyHash = parts.ContentSha256,
            Payload = payload,
        };
    }

    /// <summary>How the body is covered; false when it is covered in no way that is allowed.</summary>
    private static bool TryReadPayload(ref AuthorizationParts parts, SigV4Rules rules, out PayloadForm form)
    {
        form = PayloadForm.Hashed;
        if (rules.AllowPayloadForms)
        {
            if (parts.Form == AuthorizationForm.Query && (parts.IsHashInQuery || parts.ContentSha256 is null))
            {
                // Signed as a parameter; what is hashed is nothing.
                (parts.ContentSha256, form) = (null, PayloadForm.Unsigned);
                return true;
            }

            if (parts.ContentSha256 is null || PayloadForms.TryParse(parts.ContentSha256, out form))
            {
                return parts.ContentSha256 is not null;
            }
        }

        return parts.ContentSha256 is null || IsHexadecimal(parts.ContentSha256, HashDigits);
    }

    private static AwsError? ReadParts(ReadOnlySpan<char> query, in ControlHeaders headers, out AuthorizationParts parts)
    {
        parts = default;
        if (PresignedQuery.Find(query, out var parameters) is { } repeated)
        {
            return repeated;
        }

        if (headers.Authorization is null)
        {
            return parameters is null ? SigningErrors.MissingAuthenticationToken : PresignedQuery.Read(parameters, headers, out parts);
        }

        return parameters is not null && PresignedQuery.ClaimsSignature(parameters)
            ? SigningErrors.BothForms
            : AuthorizationHeader.Read(headers, out parts);
    }

    /// <summary>What may steer the answer must be signed: the host, and every <c>x-amz-*</c> header there is.</summary>
    private static AwsError? ValidateHeaders(ReadOnlySpan<HeaderField> all, in ControlHeaders headers, ReadOnlySpan<char> authority,
        in AuthorizationParts parts)
    {
        var signed = parts.SignedHeaders.Span;
        if (!SignedHeaderList.IsWellFormed(signed))
        {
            return SigningErrors.MalformedSignedHeaders;
        }

        if (headers.Host is null || !SignedHeaderList.Contains(signed, "host"))
        {
            return SigningErrors.HostNotSigned;
        }

        if (!authority.IsEmpty && !authority.Equals(headers.Host.AsSpan().Trim(' '), StringComparison.OrdinalIgnoreCase))
        {
            return SigningErrors.ForeignAuthority;
        }

        foreach (ref readonly var header in all)
        {
            if (header.Name.StartsWith(ControlHeaders.AmzPrefix, StringComparison.OrdinalIgnoreCase)
                && !SignedHeaderList.Contains(signed, header.Name)
                && !header.Name.Equals(AddedByCloudFront, StringComparison.OrdinalIgnoreCase))
            {
                return SigningErrors.HeaderNotSigned(header.Name);
            }
        }

        while (SignedHeaderList.Next(ref signed, out var name))
        {
            if (!IsPresent(all, name))
            {
                return SigningErrors.SignedHeaderAbsent(name);
            }
        }

        return null;
    }

    private static bool IsPresent(ReadOnlySpan<HeaderField> headers, ReadOnlySpan<char> name)
    {
        foreach (ref readonly var header in headers)
        {
            if (name.Equals(header.Name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryReadTime(in AuthorizationParts parts, out DateTimeOffset time) =>
        SignatureTime.TryParse(parts.Date, out time) || (parts.IsHttpDate && SignatureTime.TryParseHttp(parts.Date, out time));

    private static AwsError? ValidateTime(in AuthorizationParts parts, DateTimeOffset signedAt, SigV4Rules rules, DateTimeOffset now)
    {
        var age = now - signedAt;
        if (age < -rules.Window)
        {
            return SigningErrors.NotYetCurrent(signedAt, now, rules.Window);
        }

        var lifetime = rules.Window;
        if (parts.Form == AuthorizationForm.Query && (rules.HonourExpires || (rules.ShortenByExpires && parts.Expires is not null)))
        {
            const int AWeek = 7 * 24 * 3600;
            if (!int.TryParse(parts.Expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > AWeek)
            {
                return SigningErrors.MalformedExpires;
            }

            var asked = TimeSpan.FromSeconds(seconds);
            lifetime = rules.HonourExpires || asked < lifetime ? asked : lifetime;
        }

        return age > lifetime ? SigningErrors.Expired(signedAt, now, lifetime) : null;
    }

    private static bool IsMethod(string method)
    {
        foreach (var character in method)
        {
            if (!char.IsAsciiLetter(character) && character is not ('-' or '_'))
            {
                return false;
            }
        }

        return method.Length is > 0 and <= LongestMethod;
    }

    internal static bool IsHexadecimal(ReadOnlySpan<char> text, int digits)
    {
        foreach (var digit in text)
        {
            if (!char.IsAsciiHexDigitLower(digit))
            {
                return false;
            }
        }

        return text.Length == digits;
    }
}
