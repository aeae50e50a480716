using System.Security.Cryptography;
using System.Text;

namespace Daypass.Protocol.Signing;

/// <summary>Signs requests, through the same canonical request that the verifier compares. Safe for any number of threads.</summary>
/// <param name="rules">The service and how it treats paths.</param>
/// <param name="region">The region that goes into the scope.</param>
/// <param name="keys">A cache, for those who sign often; null derives the key each time.</param>
public sealed class SigV4Signer(SigV4Rules rules, string region, SigningKeys? keys = null)
{
    /// <summary>Headers that proxies and HTTP stacks set or change on the way; the body's length is in its hash.</summary>
    private static readonly HashSet<string> NeverSigned = new(StringComparer.OrdinalIgnoreCase)
    {
        "connection", "content-length", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
        "upgrade", "user-agent",
        "x-amzn-trace-id",
    };

    /// <summary>The headers that make a request a signed one: <c>X-Amz-Date</c>, <c>X-Amz-Security-Token</c> with a session, <c>Authorization</c>.</summary>
    /// <param name="request">The request with its <c>Host</c> header and without the headers this returns.</param>
    /// <param name="bodyHash">The SHA-256 of the body, 32 bytes.</param>
    /// <param name="credentials">Who signs.</param>
    /// <param name="now">The signer's clock.</param>
    /// <exception cref="ArgumentException">The request cannot be signed: no host, a malformed target or header, or signed already.</exception>
    public IReadOnlyList<HeaderField> Sign(in SignedRequest request, ReadOnlySpan<byte> bodyHash, SigningCredentials credentials, DateTimeOffset now)
    {
        var added = new List<HeaderField>(3) { new("X-Amz-Date", SignatureTime.Text(now)) };
        if (credentials.SessionToken is { } token)
        {
            added.Add(new("X-Amz-Security-Token", token));
        }

        HeaderField[] headers = [.. request.Headers.Span, .. added];
        var names = NamesToSign(headers);
        var signature = Signature(request with { Headers = headers }, AuthorizationForm.Header, names, bodyHash, credentials, now);
        added.Add(new("Authorization",
            $"{AuthorizationHeader.Algorithm} Credential={Credential(credentials, now)}, SignedHeaders={names}, Signature={signature}"));
        return added;
    }

    /// <summary>The target of a presigned request: the given one with the signature and all it needs in the query.</summary>
    /// <param name="request">The request with every header that will be sent and shall be signed, <c>Host</c> at least.</param>
    /// <param name="bodyHash">The SHA-256 of the body, 32 bytes; that of nothing for the usual GET.</param>
    /// <param name="credentials">Who signs.</param>
    /// <param name="now">The signer's clock.</param>
    /// <param name="expires">What <c>X-Amz-Expires</c> says, in whole seconds; STS ignores it and takes fifteen minutes.</param>
    /// <exception cref="ArgumentException">The request cannot be signed: no host, a malformed target or header, or signed already.</exception>
    public string Presign(in SignedRequest request, ReadOnlySpan<byte> bodyHash, SigningCredentials credentials, DateTimeOffset now, TimeSpan expires)
    {
        var names = NamesToSign(request.Headers.Span);
        var query = new StringBuilder(request.RawTarget);
        query.Append(request.RawTarget.Contains('?', StringComparison.Ordinal) ? '&' : '?');
        query.Append($"{PresignedQuery.Algorithm}={AuthorizationHeader.Algorithm}");
        query.Append($"&{PresignedQuery.Credential}={Uri.EscapeDataString(Credential(credentials, now))}");
        query.Append($"&{PresignedQuery.Date}={SignatureTime.Text(now)}");
        query.Append($"&{PresignedQuery.Expires}={(long)expires.TotalSeconds}");
        query.Append($"&{PresignedQuery.SignedHeaders}={Uri.EscapeDataString(names)}");
        if (credentials.SessionToken is { } token)
        {
            query.Append($"&{PresignedQuery.SecurityToken}={Uri.EscapeDataString(token)}");
        }

        var unsigned = query.ToString();
        var signature = Signature(request with { RawTarget = unsigned }, AuthorizationForm.Query, names, bodyHash, credentials, now);
        return $"{unsigned}&{PresignedQuery.Signature}={signature}";
    }

    private string Credential(SigningCredentials credentials, DateTimeOffset now) =>
        $"{credentials.AccessKeyId}/{SignatureTime.Text(now)[..SignatureTime.DayLength]}/{region}/{rules.Service}/{StringToSign.Terminator}";

    private string Signature(
        in SignedRequest request, AuthorizationForm form, string names, ReadOnlySpan<byte> bodyHash, SigningCredentials credentials, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bodyHash.Length, SHA256.HashSizeInBytes, nameof(bodyHash));
        RequireUnsigned(request, form);
        var key = Key(credentials, SignatureTime.Text(now).AsSpan(0, SignatureTime.DayLength));
        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        RequestSignature.Compute(request, form, names, PayloadOf(request, form), bodyHash, now, region, rules, key, signature);
        return Convert.ToHexStringLower(signature);
    }

    /// <summary>How the signature covers the body: where the rules let it, as the request's <c>x-amz-content-sha256</c> says.</summary>
    private PayloadForm PayloadOf(in SignedRequest request, AuthorizationForm form)
    {
        if (!rules.AllowPayloadForms)
        {
            return PayloadForm.Hashed;
        }

        ControlHeaders.Read(request.Headers.Span, out var headers);
        return headers.ContentSha256 is null ? (form == AuthorizationForm.Query ? PayloadForm.Unsigned : PayloadForm.Hashed)
            : PayloadForms.TryParse(headers.ContentSha256, out var payload) ? payload
            : PayloadForm.Hashed;
    }

    private SigningKey Key(SigningCredentials credentials, ReadOnlySpan<char> day)
    {
        if (keys?.Find(credentials.AccessKeyId, day, region, rules.Service, credentials.SecretAccessKey) is { } cached)
        {
            return cached;
        }

        var derived = SigningKey.Derive(credentials.AccessKeyId, day, region, rules.Service, credentials.SecretAccessKey);
        keys?.Keep(derived);
        return derived;
    }

    private static void RequireUnsigned(in SignedRequest request, AuthorizationForm form)
    {
        if (!RequestTarget.TryParse(request.RawTarget, out var target))
        {
            throw new ArgumentException("The target is not absolute, or it has a malformed percent escape.", nameof(request));
        }

        if (ControlHeaders.Read(request.Headers.Span, out var headers) is { } repeated)
        {
            throw new ArgumentException(repeated.Message, nameof(request));
        }

        var presignedTwice = PresignedQuery.Find(target.Query, out var parameters) is not null;
        var presigned = form == AuthorizationForm.Header && parameters is not null && PresignedQuery.ClaimsSignature(parameters);
        if (headers.Authorization is not null || presignedTwice || presigned)
        {
            throw new ArgumentException("The request is signed already.", nameof(request));
        }
    }

    /// <summary>The names to sign, as <c>SignedHeaders</c> has them.</summary>
    private static string NamesToSign(ReadOnlySpan<HeaderField> headers)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var header in headers)
        {
            if (header.Value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
            {
                throw new ArgumentException($"The value of header '{header.Name}' has a line break.", nameof(headers));
            }

            if (!NeverSigned.Contains(header.Name))
            {
                names.Add(header.Name.ToLowerInvariant());
            }
        }

        var list = string.Join(';', names);
        if (!SignedHeaderList.IsWellFormed(list) || !names.Contains("host"))
        {
            throw new ArgumentException("A request needs a Host header and well-formed header names before it is signed.", nameof(headers));
        }

        return list;
    }
}
