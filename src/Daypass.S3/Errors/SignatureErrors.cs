using System.Globalization;
using System.Text;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;

namespace Daypass.S3.Errors;

/// <summary>Completes the refusals of signatures with the elements that S3 shows (Amazon S3 API Reference, "Error responses").</summary>
public static class SignatureErrors
{
    private const string AmzPrefix = "x-amz-";
    private const string ShownDate = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The refusal with its elements. The session token and the value of the Authorization header are left out: clients log errors.</summary>
    /// <param name="error">The verifier's.</param>
    /// <param name="head">The request.</param>
    /// <param name="now">Now.</param>
    /// <param name="texts">What was signed for comparison; null where no signature was compared.</param>
    public static S3Error Complete(AwsError error, in SignedRequest head, DateTimeOffset now, SigningTexts? texts)
    {
        var known = S3Error.From(error);
        return known.Code switch
        {
            "InvalidAccessKeyId" => known.With("AWSAccessKeyId", AccessKeyIdOf(head)),
            "SignatureDoesNotMatch" when texts is not null => WithTexts(known, head, texts),
            "RequestTimeTooSkewed" => known.With("RequestTime", DateOf(head)).With("ServerTime", Shown(now)).With("MaxAllowedSkewMilliseconds", "900000"),
            "AccessDenied" when known.Message == "Request has expired" => WithExpiry(known, head, now),
            "AccessDenied" when known.Message.StartsWith("There were headers present", StringComparison.Ordinal) =>
                known.With("HeadersNotSigned", NotSigned(head)),
            "InvalidArgument" when known.Message is "Unsupported Authorization Type" || known.Message.StartsWith("Only one auth", StringComparison.Ordinal) =>
                known.With(S3Errors.ArgumentName, "Authorization"),
            _ => known,
        };
    }

    /// <summary>The body has another hash than was signed.</summary>
    public static S3Error ContentHashDiffers(string signed, string computed) => new S3Error(
        "XAmzContentSHA256Mismatch", 400, "The provided 'x-amz-content-sha256' header does not match what was computed.")
        .With("ClientComputedContentSHA256", signed).With("S3ComputedContentSHA256", computed);

    private static S3Error WithTexts(S3Error error, in SignedRequest head, SigningTexts texts) => error
        .With("AWSAccessKeyId", AccessKeyIdOf(head)).With("StringToSign", texts.StringToSign).With("SignatureProvided", SignatureOf(head))
        .With("StringToSignBytes", Bytes(texts.StringToSign)).With("CanonicalRequest", texts.CanonicalRequest)
        .With("CanonicalRequestBytes", Bytes(texts.CanonicalRequest));

    private static S3Error WithExpiry(S3Error error, in SignedRequest head, DateTimeOffset now)
    {
        var lives = Parameter(head, "X-Amz-Expires") ?? "";
        var completed = error.With("X-Amz-Expires", lives);
        if (DateTimeOffset.TryParseExact(
            DateOf(head), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt)
            && int.TryParse(lives, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            completed = completed.With("Expires", Shown(signedAt.AddSeconds(seconds)));
        }

        return completed.With("ServerTime", Shown(now));
    }

    private static string NotSigned(in SignedRequest head)
    {
        var signed = (Component(head, "SignedHeaders=") ?? Parameter(head, "X-Amz-SignedHeaders") ?? "").Split(';');
        var names = new List<string>();
        foreach (ref readonly var header in head.Headers.Span)
        {
            var name = header.Name.ToLowerInvariant();
            if ((name == "host" || name.StartsWith(AmzPrefix, StringComparison.Ordinal)) && !signed.Contains(name, StringComparer.Ordinal))
            {
                names.Add(name);
            }
        }

        return string.Join(", ", names);
    }

    private static string AccessKeyIdOf(in SignedRequest head) =>
        (Component(head, "Credential=") ?? Parameter(head, "X-Amz-Credential") ?? "").Split('/')[0];

    private static string SignatureOf(in SignedRequest head) => Component(head, "Signature=") ?? Parameter(head, "X-Amz-Signature") ?? "";

    private static string DateOf(in SignedRequest head) => Header(head, "x-amz-date") ?? Parameter(head, "X-Amz-Date") ?? Header(head, "date") ?? "";

    private static string? Header(in SignedRequest head, string name)
    {
        foreach (ref readonly var header in head.Headers.Span)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value.Trim();
            }
        }

        return null;
    }

    private static string? Component(in SignedRequest head, string name)
    {
        foreach (var part in (Header(head, "authorization") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith(name, StringComparison.Ordinal))
            {
                return part[name.Length..];
            }
        }

        return null;
    }

    private static string? Parameter(in SignedRequest head, string name)
    {
        var question = head.RawTarget.IndexOf('?', StringComparison.Ordinal);
        foreach (var pair in question < 0 ? [] : head.RawTarget[(question + 1)..].Split('&'))
        {
            if (pair.StartsWith(name, StringComparison.Ordinal) && pair.Length > name.Length && pair[name.Length] == '=')
            {
                return Uri.UnescapeDataString(pair[(name.Length + 1)..]);
            }
        }

        return null;
    }

    private static string Bytes(string text)
    {
        var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
        var spaced = new StringBuilder(hex.Length + (hex.Length / 2));
        for (var at = 0; at < hex.Length; at += 2)
        {
            spaced.Append(at == 0 ? "" : " ").Append(hex, at, 2);
        }

        return spaced.ToString();
    }

    private static string Shown(DateTimeOffset time) => time.UtcDateTime.ToString(ShownDate, CultureInfo.InvariantCulture);
}
