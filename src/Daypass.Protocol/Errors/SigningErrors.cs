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
        { Reason = Reasons.NotSigned.Text };

    internal static readonly AwsError BothForms =
        new(ErrorCode.SignatureDoesNotMatch, null) { Reason = Reasons.SignedTwice.Text };

    internal static readonly AwsError HeaderTooLong =
        new(ErrorCode.IncompleteSignature, "Authorization header is too long.") { Reason = Reasons.AuthorizationTooLong.Text };

    internal static readonly AwsError MalformedTarget =
        new(ErrorCode.MalformedQueryString, "The query string contains a syntax error.")
        { Reason = Reasons.MalformedTarget.Text };

    internal static readonly AwsError MalformedMethod = Mismatch(Reasons.MalformedMethod.Text);

    internal static readonly AwsError HostNotSigned =
        new(ErrorCode.SignatureDoesNotMatch, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
        { Reason = Reasons.HostNotSigned.Text };

    internal static readonly AwsError MalformedSignedHeaders = Mismatch(Reasons.MalformedSignedHeaders.Text);

    internal static readonly AwsError MalformedSignature = Mismatch(Reasons.MalformedSignature.Text);

    internal static readonly AwsError ForeignAuthority = Mismatch(Reasons.OtherHostInTarget.Text);

    /// <summary>The request covers its body in a way that is not allowed.</summary>
    public static readonly AwsError UnhashedBody = Mismatch(Reasons.BodyNotHashed.Text);

    internal static readonly AwsError BodyHashDiffers = Mismatch(Reasons.BodyHashDiffers.Text);

    internal static readonly AwsError SignatureDiffers = Mismatch(Reasons.SignatureDiffers.Text);

    /// <summary>An operation was asked for at another path than <c>/</c>, which AWS canonicalises as if it were <c>/</c>: no signature can match.</summary>
    public static AwsError PathIsNotRoot { get; } = Mismatch(Reasons.PathIsNotRoot.Text);

    internal static readonly AwsError TokenInHeaderOfPresigned =
        Mismatch(Reasons.SessionTokenInHeaderOfPresigned.Text);

    internal static readonly AwsError MalformedExpires =
        new(ErrorCode.IncompleteSignature, "X-Amz-Expires must be a number of seconds from 1 to 604800.")
        { Reason = Reasons.MalformedExpires.Text };

    /// <summary>A key id that other tools take for their tests. AWS has no such ids, so what it says of unknown ones may go on.</summary>
    /// <param name="accessKeyId">The id, one of a short list.</param>
    public static AwsError WellKnownKey(string accessKeyId) => new(
        ErrorCode.InvalidClientTokenId,
        $"The security token included in the request is invalid. '{accessKeyId}' is no key of this server: use one of its credentials file or world file, or"
            + " start a server for tests with --ephemeral --well-known-keys USER.")
    { Reason = Reasons.WellKnownKey.Text };

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
    { Reason = Reasons.AuthorizationIncomplete.Text };

    internal static AwsError MissingQueryParts(bool algorithm, bool credential, bool signature, bool signedHeaders, bool date) => new(
        ErrorCode.IncompleteSignature,
        (algorithm ? "AWS query-string parameters must include 'X-Amz-Algorithm'. " : null)
        + (credential ? "AWS query-string parameters must include 'X-Amz-Credential'. " : null)
        + (signature ? "AWS query-string parameters must include 'X-Amz-Signature'. " : null)
        + (signedHeaders ? "AWS query-string parameters must include 'X-Amz-SignedHeaders'. " : null)
        + (date ? "AWS query-string parameters must include 'X-Amz-Date'. " : null)
        + "Re-examine the query-string parameters.")
    { Reason = Reasons.QueryIncomplete.Text };

    internal static AwsError UnsupportedAlgorithm(ReadOnlySpan<char> algorithm) =>
        new(ErrorCode.IncompleteSignature, $"Unsupported AWS 'algorithm': '{Echo(algorithm)}'") { Reason = Reasons.OtherAlgorithm.Text };

    internal static AwsError NotKeyValue(ReadOnlySpan<char> component) =>
        new(ErrorCode.IncompleteSignature, $"'{Echo(component)}' not a valid key=value pair (missing equal-sign) in Authorization header.")
        { Reason = Reasons.ComponentWithoutValue.Text };

    internal static AwsError RepeatedPart(string name) =>
        new(ErrorCode.IncompleteSignature, $"Authorization header has more than one '{name}' parameter.")
        { Reason = Reasons.ComponentRepeated.Text };

    internal static AwsError RepeatedHeader(string name) =>
        new(ErrorCode.IncompleteSignature, $"Request has more than one '{name}' header.") { Reason = Reasons.HeaderRepeated.Text };

    internal static AwsError RepeatedParameter(ReadOnlySpan<char> name) =>
        new(ErrorCode.MalformedQueryString, $"The query string parameter '{Echo(name)}' is repeated.") { Reason = Reasons.ParameterRepeated.Text };

    internal static AwsError MalformedCredential(ReadOnlySpan<char> credential) =>
        new(ErrorCode.IncompleteSignature,
            $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{Echo(credential)}'")
            { Reason = Reasons.MalformedCredential.Text };

    internal static AwsError MalformedDate(ReadOnlySpan<char> date) =>
        new(ErrorCode.IncompleteSignature, $"Date must be in ISO-8601 'basic format'. Got '{Echo(date)}'. See http://en.wikipedia.org/wiki/ISO_8601")
        { Reason = Reasons.MalformedDate.Text };

    internal static AwsError HeaderNotSigned(string name) =>
        new(ErrorCode.SignatureDoesNotMatch, $"'{Echo(name)}' must be a 'SignedHeader' in the AWS Authorization.")
        { Reason = Reasons.AmzHeaderNotSigned.Text };

    internal static AwsError SignedHeaderAbsent(ReadOnlySpan<char> name) =>
        Mismatch(Reasons.SignedHeaderAbsent.With($"signed header '{Echo(name)}' is not in the request"));

    internal static AwsError Scope(string sentences) => new(ErrorCode.SignatureDoesNotMatch, sentences) { Reason = Reasons.OtherScope.Text };

    internal static AwsError Expired(DateTimeOffset signedAt, DateTimeOffset now, TimeSpan lifetime) => new(
        ErrorCode.SignatureDoesNotMatch,
        $"Signature expired: {Basic(signedAt)} is now earlier than {Basic(Shifted(now, -lifetime))} ({Basic(now)} - {Amount(lifetime)})")
    { Reason = Reasons.SignatureExpired.With($"signed {(long)(now - signedAt).TotalSeconds} s ago") };

    internal static AwsError NotYetCurrent(DateTimeOffset signedAt, DateTimeOffset now, TimeSpan window) => new(
        ErrorCode.SignatureDoesNotMatch,
        $"Signature not yet current: {Basic(signedAt)} is still later than {Basic(Shifted(now, window))} ({Basic(now)} + {Amount(window)})")
    { Reason = Reasons.SignatureAhead.With($"signed {(long)(signedAt - now).TotalSeconds} s in the future") };

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
