using System.Globalization;
using Daypass.S3.Bodies;
using Daypass.S3.Errors;
using Daypass.S3.Operations;

namespace Daypass.S3.Requests;

/// <summary>Refuses values that S3 refuses before it looks at anything.</summary>
internal static class ArgumentRules
{
    private const int MostParts = 10_000;

    private static readonly string[] CannedAcls =
    [
        "private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control",
        "log-delivery-write",
    ];

    public static S3Error? Check(S3Request request) =>
        CheckParameters(request) ?? CheckOwner(request.Header(HeaderNames.ExpectedOwner)) ?? CheckOwner(request.Header(HeaderNames.SourceExpectedOwner))
        ?? CheckAcl(request) ?? CheckTagging(request) ?? CheckLock(request) ?? CheckCopy(request)
        ?? CheckFlags(request) ?? CheckChecksums(request) ?? PayloadRule.Check(request);

    private static S3Error? CheckParameters(S3Request request)
    {
        foreach (var (name, value) in request.Parameters)
        {
            var fault = name switch
            {
                "versionId" when value.Length == 0 => S3Errors.InvalidArgument("Version id cannot be the empty string", name, value),
                "uploadId" when value.Length == 0 => S3Errors.InvalidArgument("This operation does not accept an empty upload id.", name, value),
                "list-type" when value != "2" => S3Errors.InvalidArgument("The list type is 2 where there is one.", name, value),
                "encoding-type" when value != "url" => S3Errors.InvalidArgument("Invalid Encoding Method specified in Request", name, value),
                "partNumber" when !IsNumber(value, 1, MostParts) =>
                    S3Errors.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive", name, value),
                "max-keys" or "max-uploads" or "max-parts" or "max-buckets" when !IsNumber(value, 0, int.MaxValue) =>
                    S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, value),
                "part-number-marker" when value.Length > 0 && !IsNumber(value, 0, int.MaxValue) =>
                    S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, value),
                "fetch-owner" when value is not ("true" or "false" or "") => S3Errors.InvalidArgument("The value is true or false.", name, value),
                _ when name == request.Operation.Marker && name != "uploadId" && value.Length > 0 =>
                    S3Errors.InvalidArgument("A subresource has no value.", name, value),
                _ => null,
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return request.Operation.Name is "UploadPart" or "UploadPartCopy" && request.Parameter("partNumber") is null
            ? S3Errors.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive", "partNumber")
            : null;
    }

    private static S3Error? CheckOwner(string? owner) => owner is null || (owner.Length == 12 && !owner.AsSpan().ContainsAnyExceptInRange('0', '9'))
        ? null
        : new S3Error(
            "InvalidBucketOwnerAWSAccountID", 400, $"The value of the expected bucket owner parameter must be an AWS Account ID... [{Shown(owner)}]");

    private static S3Error? CheckAcl(S3Request request)
    {
        var canned = request.Header(HeaderNames.Acl);
        if (canned is not null && Array.IndexOf(CannedAcls, canned) < 0)
        {
            return S3Errors.InvalidArgument("", HeaderNames.Acl, Shown(canned));
        }

        return canned is not null && Occasions.HasGrants(request)
            ? S3Errors.InvalidRequest("Specifying both Canned ACLs and Header Grants is not allowed")
            : null;
    }

    private static S3Error? CheckTagging(S3Request request) =>
        request.Header(HeaderNames.Tagging) is not { } text || ObjectTags.Read(text) is not null ? null : S3Errors.InvalidArgument(
            "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.", HeaderNames.Tagging,
            Shown(text));

    private static S3Error? CheckLock(S3Request request)
    {
        var (mode, until) = (request.Header(HeaderNames.LockMode), request.Header(HeaderNames.LockUntil));
        return (mode is null) != (until is null)
                ? S3Errors.InvalidArgument(
                    "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied", mode is null ? HeaderNames.LockMode
                    : HeaderNames.LockUntil)
            : mode is not (null or "GOVERNANCE" or "COMPLIANCE") ? S3Errors.InvalidArgument("Unknown wormMode directive.", HeaderNames.LockMode, Shown(mode))
            : until is not null && LockDocuments.ReadDate(until) is null
                ? S3Errors.InvalidArgument("The retain until date must be provided in ISO 8601 format", HeaderNames.LockUntil, Shown(until))
            : request.Header(HeaderNames.LegalHold) is { } hold and not ("ON" or "OFF")
                ? S3Errors.InvalidArgument("Legal Hold must be either of 'ON' or 'OFF'", HeaderNames.LegalHold, Shown(hold))
            : null;
    }

    private static S3Error? CheckCopy(S3Request request)
    {
        if (request.Header("x-amz-metadata-directive") is { } metadata and not ("COPY" or "REPLACE"))
        {
            return S3Errors.InvalidArgument("Unknown metadata directive.", "x-amz-metadata-directive", Shown(metadata));
        }

        if (request.Header(HeaderNames.TaggingDirective) is { } tagging and not ("COPY" or "REPLACE"))
        {
            return S3Errors.InvalidArgument("Unknown tagging directive.", HeaderNames.TaggingDirective, Shown(tagging));
        }

        return request.Header("x-amz-copy-source-range") is { } range && !IsRange(range)
            ? S3Errors.InvalidArgument(
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last "
                + "bytes to copy", "x-amz-copy-source-range", Shown(range))
            : null;
    }

    /// <summary>Headers that are true or false: a store may read another word otherwise than the decision does.</summary>
    private static S3Error? CheckFlags(S3Request request)
    {
        foreach (var name in (ReadOnlySpan<string>)[HeaderNames.Bypass, HeaderNames.LockEnabled, "x-amz-confirm-remove-self-bucket-access",
            "x-amz-skip-destination-validation", "x-amz-server-side-encryption-bucket-key-enabled"])
        {
            if (request.Header(name) is { } value && !value.Equals("true", StringComparison.OrdinalIgnoreCase)
                && !value.Equals("false", StringComparison.OrdinalIgnoreCase))
            {
                return S3Errors.InvalidArgument("The value is true or false.", name, Shown(value));
            }
        }

        return null;
    }

    private static S3Error? CheckChecksums(S3Request request)
    {
        var found = 0;
        foreach (var name in HeaderNames.Checksums)
        {
            found += request.Headers.ContainsKey(name) ? 1 : 0;
        }

        return found > 1 ? S3Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.") : null;
    }

    private static bool IsRange(string range)
    {
        if (!range.StartsWith("bytes=", StringComparison.Ordinal))
        {
            return false;
        }

        var dash = range.IndexOf('-', StringComparison.Ordinal);
        return dash > 6 && long.TryParse(range.AsSpan(6, dash - 6), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(range.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var last) && first <= last;
    }

    private static bool IsNumber(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;

    private static string Shown(string value) => value.Length > 64 ? value[..64] : value;
}
