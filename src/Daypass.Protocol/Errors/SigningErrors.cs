using System.Globalization;

namespace Daypass.Protocol.Errors;

/// <summary>Every way a signature is refused, in AWS's words, each with the reason that the operator's log shows.</summary>
public static class SigningErrors
{
    private const int LongestEcho = 128;

    private const string DoesNotMatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. "
        + "Consult the service documentation for details.";

    internal static readonly AwsError MissingAuthenticationToken =
        new(ErrorCode.MissingAuthenticationToken, "Request is missing Authentication Token")
        { Reason = "DP-SIG-01: no Authorization header and no X-Amz-Algorithm" };

    internal static readonly AwsError BothForms =
        new(ErrorCode.SignatureDoesNotMatch, null) { Reason = "DP-SIG-02: signature parameters in the header and in the query" };

    internal static readonly AwsError HeaderTooLong =
        new(ErrorCode.IncompleteSignature, "Authorization header is too long.") { Reason = "DP-SIG-03: Authorization header over 8 KiB" };

    internal static readonly AwsError MalformedTarget =
        new(ErrorCode.MalformedQueryString, "The query string contains a syntax error.")
        { Reason = "DP-SIG-04: target is not absolute or has a malformed escape" };

    internal static readonly AwsError MalformedMethod = Mismatch("DP-SIG-05: method is not a token");

    internal static readonly AwsError HostNotSigned =
        new(ErrorCode.SignatureDoesNotMatch, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
        { Reason = "DP-SIG-06: host is not signed" };

    internal static readonly AwsError MalformedSignedHeaders = Mismatch("DP-SIG-07: SignedHeaders is not sorted, unique, lower-case names");

    internal static readonly AwsError MalformedSignature = Mismatch("DP-SIG-08: signature is not 64 lower-case hexadecimal digits");

    internal static readonly AwsError ForeignAuthority = Mismatch("DP-SIG-09: target names another host than the Host header");

    internal static readonly AwsError UnhashedBody = Mismatch("DP-SIG-10: x-amz-content-sha256 is not a SHA-256: unsigned and streamed payloads are refused");

    internal static readonly AwsError BodyHashDiffers = Mismatch("DP-SIG-11: x-amz-content-sha256 is not the hash of the body");

    internal static readonly AwsError SignatureDiffers = Mismatch("DP-SIG-12: signature differs from the one calculated");

    /// <summary>An operation was asked for at another path than <c>/</c>, which AWS canonicalises as if it were <c>/</c>: no signature can match.</summary>
    public static AwsError PathIsNotRoot { get; } = Mismatch("DP-ROA-01: the path is not /");

    internal static readonly AwsError TokenInHeaderOfPresigned =
        Mismatch("DP-SIG-13: a presigned request carries its session token in a header");

    internal static readonly AwsError MalformedExpires =
        new(ErrorCode.IncompleteSignature, "X-Amz-Expires must be a number of seconds from 1 to 604800.")
        { Reason = "DP-SIG-28: X-Amz-Expires is not a number of seconds" };

    /// <summary>Key unknown, inactive, or not the one its token was issued with.</summary>
    /// <param name="reason">Which of these, for the log; the caller learns only the code.</param>
    public static AwsError InvalidClientTokenId(string reason) =>
        new(ErrorCode.InvalidClientTokenId, "The security token included in the request is invalid.") { Reason = reason };

    /// <summary>The session is over.</summary>
    /// <param name="reason">When it ended, for the log.</param>
    public static AwsError ExpiredToken(string reason) =>
        new(ErrorCode.ExpiredSignature, "The security token included in the request is expired") { Reason = reason };

    internal static AwsError MissingHeaderParts(bool credential, bool signature, bool signedHeaders, bool date) => new(
        ErrorCode.IncompleteSignature,
        (credential ? "Authorization header requires 'Credential' parameter. " : null)
        + (signature ? "Authorization header requires 'Signature' parameter. " : null)
        + (signedHeaders ? "Authorization header requires 'SignedHeaders' parameter. " : null)
        + (date ? "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " : null)
        + "Authorization=AWS4-HMAC-SHA256")
    { Reason = "DP-SIG-14: part of the Authorization header is missing" };

    internal static AwsError MissingQueryParts(bool algorithm, bool credential, bool signature, bool signedHeaders, bool date) => new(
        ErrorCode.IncompleteSignature,
        (algorithm ? "AWS query-string parameters must include 'X-Amz-Algorithm'. " : null)
        + (credential ? "AWS query-string parameters must include 'X-Amz-Credential'. " : null)
        + (signature ? "AWS query-string parameters must include 'X-Amz-Signature'. " : null)
        + (signedHeaders ? "AWS query-string parameters must include 'X-Amz-SignedHeaders'. " : null)
        + (date ? "AWS query-string parameters must include 'X-Amz-Date'. " : null)
        + "Re-examine the query-string parameters.")
    { Reason = "DP-SIG-15: a signature parameter is missing from the query" };

    internal static AwsError UnsupportedAlgorithm(ReadOnlySpan<char> algorithm) =>
        new(ErrorCode.IncompleteSignature, $"Unsupported AWS 'algorithm': '{Echo(algorithm)}'") { Reason = "DP-SIG-16: only AWS4-HMAC-SHA256 is verified" };

    internal static AwsError NotKeyValue(ReadOnlySpan<char> component) =>
        new(ErrorCode.IncompleteSignature, $"'{Echo(component)}' not a valid key=value pair (missing equal-sign) in Authorization header.")
        { Reason = "DP-SIG-17: Authorization component without '='" };

    internal static AwsError RepeatedPart(string name) =>
        new(ErrorCode.IncompleteSignature, $"Authorization header has more than one '{name}' parameter.")
        { Reason = "DP-SIG-18: repeated Authorization component" };

    internal static AwsError RepeatedHeader(string name) =>
        new(ErrorCode.IncompleteSignature, $"Request has more than one '{name}' header.") { Reason = "DP-SIG-19: repeated header that may occur once" };

    internal static AwsError RepeatedParameter(ReadOnlySpan<char> name) =>
        new(ErrorCode.MalformedQueryString, $"The query string parameter '{Echo(name)}' is repeated.") { Reason = "DP-SIG-20: repeated X-Amz-* parameter" };

    internal static AwsError MalformedCredential(ReadOnlySpan<char> credential) =>
        new(ErrorCode.IncompleteSignature,
            $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{Echo(credential)}'")
            { Reason = "DP-SIG-21: credential is not of five parts" };

    internal static AwsError MalformedDate(ReadOnlySpan<char> date) =>
        new(ErrorCode.IncompleteSignature, $"Date must be in ISO-8601 'basic format'. Got '{Echo(date)}'. See http://en.wikipedia.org/wiki/ISO_8601")
        { Reason = "DP-SIG-22: signing time is not YYYYMMDDTHHMMSSZ" };

    internal static AwsError HeaderNotSigned(string name) =>
        new(ErrorCode.SignatureDoesNotMatch, $"'{Echo(name)}' must be a 'SignedHeader' in the AWS Authorization.")
        { Reason = "DP-SIG-23: an x-amz-* header is not signed" };

    internal static AwsError SignedHeaderAbsent(ReadOnlySpan<char> name) => Mismatch($"DP-SIG-24: signed header '{Echo(name)}' is not in the request");

    internal static AwsError Scope(string sentences) => new(ErrorCode.SignatureDoesNotMatch, sentences) { Reason = "DP-SIG-25: credential scope is not ours" };

    internal static AwsError Expired(DateTimeOffset signedAt, DateTimeOffset now, TimeSpan lifetime) => new(
        ErrorCode.SignatureDoesNotMatch,
        $"Signature expired: {Basic(signedAt)} is now earlier than {Basic(Shifted(now, -lifetime))} ({Basic(now)} - {Amount(lifetime)})")
    { Reason = $"DP-SIG-26: signed {(long)(now - signedAt).TotalSeconds} s ago" };

    internal static AwsError NotYetCurrent(DateTimeOffset signedAt, DateTimeOffset now, TimeSpan window) => new(
        ErrorCode.SignatureDoesNotMatch,
        $"Signature not yet current: {Basic(signedAt)} is still later than {Basic(Shifted(now, window))} ({Basic(now)} + {Amount(window)})")
    { Reason = $"DP-SIG-27: signed {(long)(signedAt - now).TotalSeconds} s in the future" };

    private static AwsError Mismatch(string reason) => new(ErrorCode.SignatureDoesNotMatch, DoesNotMatch) { Reason = reason };

    /// <summary>A sum that stays within the years a date can have.</summary>
    private static DateTimeOffset Shifted(DateTimeOffset time, TimeSpan by) =>
        new(Math.Clamp(time.UtcTicks + by.Ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);

    private static string Basic(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Amount(TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerMinute == 0 ? $"{(long)time.TotalMinutes} min." : $"{(long)time.TotalSeconds} s.";

    /// <summary>A piece of the request, cut so that no answer grows with what was sent, and without characters that no XML answer can hold.</summary>
    internal static string Echo(ReadOnlySpan<char> text)
    {
        var cut = text.Length > LongestEcho;
        return string.Create(cut ? LongestEcho + 3 : text.Length, text, static (shown, sent) =>
        {
            shown.Fill('.');
            for (var i = 0; i < Math.Min(sent.Length, LongestEcho); i++)
            {
                shown[i] = char.IsControl(sent[i]) || char.IsSurrogate(sent[i]) || sent[i] >= '\ufffe' ? '?' : sent[i];
            }
        });
    }
}
