using System.Text;
using Daypass.Protocol.Signing;
using Daypass.S3.Bodies;
using Daypass.S3.Errors;
using Daypass.S3.Operations;
using Daypass.S3.Requests;
using Daypass.S3.Text;

namespace Daypass.S3.Forms;

/// <summary>Understands the fields of a browser's form before its file (Amazon S3 API Reference, "POST Object").</summary>
public static class PostFormReader
{
    /// <summary>How many bytes names and values of the fields may have together.</summary>
    public const int MostBytes = 20 * 1024;

    private const string FileName = "${filename}";
    private const string Algorithm = "AWS4-HMAC-SHA256";

    private static readonly string[] Signing = ["policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature"];

    private static readonly string[] Spelled = ["policy", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"];

    /// <summary>Understands a form.</summary>
    /// <param name="post">The request that brings it.</param>
    /// <param name="fields">The fields before the file, in their order.</param>
    /// <param name="fileName">What the browser calls the file; null when it does not say.</param>
    /// <param name="rules">What is expected of the signature.</param>
    /// <param name="now">Now.</param>
    /// <param name="upload">The upload.</param>
    public static S3Error? Read(
        S3Request post, IReadOnlyList<KeyValuePair<string, string>> fields, string? fileName, SigV4Rules rules, DateTimeOffset now, out PostUpload? upload)
    {
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(fields);
        upload = null;
        if (Take(fields, out var byName) is { } malformed)
        {
            return malformed;
        }

        if (!byName.TryGetValue("key", out var key))
        {
            return FormErrors.Missing("key");
        }

        byName["key"] = key = key.Replace(FileName, LastPart(fileName ?? ""), StringComparison.Ordinal);
        if (!ObjectKey.IsValid(key))
        {
            return Encoding.UTF8.GetByteCount(key) > ObjectKey.Longest
                ? S3Errors.KeyTooLong(Encoding.UTF8.GetByteCount(key), ObjectKey.Longest)
                : S3Errors.InvalidArgument("User key must have a length greater than 0.", "key", "");
        }

        if (ReadClaim(byName, rules, now, out var claim) is { } unsigned)
        {
            return unsigned;
        }

        PostPolicy? policy = null;
        if (claim is not null && (PostPolicy.Read(byName["policy"], out policy) ?? policy!.Check(byName, post.Bucket!, now)) is { } against)
        {
            return against;
        }

        if (HeadersOf(byName, post, out var headers) is { } fault)
        {
            return fault;
        }

        var request = S3RequestReader.Create(S3Operations.Find("PutObject")!, new RequestAddress(post.Bucket, key, post.IsVirtualHost), headers, out var wrong);
        upload = request is null ? null : new PostUpload(request)
        {
            Claim = claim,
            PolicyText = byName.GetValueOrDefault("policy", ""),
            Least = policy?.Least ?? 0,
            Most = policy?.Most ?? long.MaxValue,
            SuccessStatus = byName.GetValueOrDefault("success_action_status") switch { "200" => 200, "201" => 201, _ => 204 },
            SuccessRedirect = (byName.GetValueOrDefault("success_action_redirect") ?? byName.GetValueOrDefault("redirect")) is { } redirect && IsPlace(redirect)
                ? redirect
                : null,
        };
        return wrong;
    }

    private static S3Error? Take(IReadOnlyList<KeyValuePair<string, string>> fields, out Dictionary<string, string> byName)
    {
        byName = new Dictionary<string, string>(StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var (name, value) in fields)
        {
            bytes += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
            if (bytes > MostBytes)
            {
                return FormErrors.TooMuchBeforeFile;
            }

            var lower = name.ToLowerInvariant();
            if (lower is "file" || lower.Length == 0)
            {
                return FormErrors.Malformed;
            }

            if (!byName.TryAdd(lower, value))
            {
                return S3Errors.InvalidArgument("A field that may be there once is repeated.", lower);
            }
        }

        return null;
    }

    private static S3Error? ReadClaim(Dictionary<string, string> fields, SigV4Rules rules, DateTimeOffset now, out SigV4Authorization? claim)
    {
        claim = null;
        if (fields.ContainsKey("awsaccesskeyid") || fields.ContainsKey("signature"))
        {
            return S3Errors.OldMechanism;
        }

        if (!Array.Exists(Signing, fields.ContainsKey) && !fields.ContainsKey(HeaderNames.Token))
        {
            return null;
        }

        for (var index = 0; index < Signing.Length; index++)
        {
            if (!fields.ContainsKey(Signing[index]))
            {
                return FormErrors.Missing(Spelled[index]);
            }
        }

        if (fields["x-amz-algorithm"] != Algorithm)
        {
            return S3Errors.InvalidArgument($"X-Amz-Algorithm only supports \"{Algorithm}\"", "X-Amz-Algorithm");
        }

        var parsed = FormSignature.Parse(
            fields["x-amz-credential"], fields["x-amz-date"], fields["x-amz-signature"], fields.GetValueOrDefault(HeaderNames.Token), rules, now);
        if (!parsed.Succeeded)
        {
            return S3Errors.InvalidArgument(CredentialFault(fields["x-amz-credential"], fields["x-amz-date"]), "x-amz-credential") with
            {
                Reason = parsed.Error.Reason ?? parsed.Error.Message,
            };
        }

        claim = parsed.Value;
        return null;
    }

    private static string CredentialFault(string credential, string date)
    {
        if (credential.Split('/') is not [_, var day, var region, var service, var terminator])
        {
            return "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";
        }

        return terminator != "aws4_request" ? $"incorrect terminal \"{Shown(terminator)}\". This endpoint uses \"aws4_request\"."
            : service != "s3" ? $"incorrect service \"{Shown(service)}\". This endpoint belongs to \"s3\"."
            : day.Length != 8 || day.AsSpan().ContainsAnyExceptInRange('0', '9')
                ? $"incorrect date format \"{Shown(day)}\". This date in the credential must be in the format \"yyyyMMdd\"."
            : !date.StartsWith(day, StringComparison.Ordinal) ? "Invalid credential date. Date is not the same as X-Amz-Date."
            : date.Length != 16 ? "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""
            : $"the region '{Shown(region)}' is wrong, or the date is not one of these days";
    }

    /// <summary>The fields that stand for headers of PutObject.</summary>
    private static S3Error? HeadersOf(Dictionary<string, string> fields, S3Request post, out Dictionary<string, string> headers)
    {
        headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (ReadOnlySpan<string>)["user-agent", "referer", "host"])
        {
            if (post.Header(name) is { } value)
            {
                headers[name] = value;
            }
        }

        foreach (var (name, value) in fields)
        {
            var header = name switch { "acl" => HeaderNames.Acl, _ => name };
            if (Array.IndexOf(Signing, name) >= 0 || (!header.StartsWith(HeaderNames.AmzPrefix, StringComparison.Ordinal)
                && Array.IndexOf(HeaderNames.Content, header) < 0))
            {
                continue;
            }

            if (value.AsSpan().ContainsAnyInRange('\0', '\u001f') || !headers.TryAdd(header, value))
            {
                return S3Errors.InvalidArgument("The field cannot stand for a header.", name);
            }
        }

        if (fields.TryGetValue("tagging", out var tagging))
        {
            if (TaggingDocument.Read(Encoding.UTF8.GetBytes(tagging), isOfBucket: false, out var tags) is { } wrong)
            {
                return wrong;
            }

            headers[HeaderNames.Tagging] = ObjectTags.Write(tags);
        }

        return null;
    }

    private static string LastPart(string fileName) => fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];

    private static bool IsPlace(string url) => url.Length <= 2048 && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && !url.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static string Shown(string text) => text.Length > 64 ? text[..64] : text;
}
