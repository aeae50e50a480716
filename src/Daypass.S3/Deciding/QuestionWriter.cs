using System.Globalization;
using Daypass.S3.Actions;
using Daypass.S3.Bodies;
using Daypass.S3.Operations;
using Daypass.S3.Requests;
using Daypass.Verifier.Decisions;

namespace Daypass.S3.Deciding;

/// <summary>Puts what a request asks for to the policy engine: each question has the condition keys that its action has, and no others.</summary>
internal sealed class QuestionWriter(S3Request request, RequestFacts facts)
{
    private const string HeaderKeyPrefix = "s3:x-amz-";

    private readonly IReadOnlyList<KeyValuePair<string, string>>? _requestTags =
        request.Header(HeaderNames.Tagging) is { } text ? ObjectTags.Read(text) : facts.Body.Tags;

    /// <summary>The question about an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="on">What it is asked for on.</param>
    public AccessQuestion Write(S3Action action, in Subject on)
    {
        var keys = new List<KeyValuePair<string, string>>(12);
        List<KeyValuePair<string, IReadOnlyList<string>>>? lists = null;
        AddCommon(keys, on.Bucket);
        foreach (var key in action.Keys)
        {
            if (key[^1] == '/')
            {
                AddTags(keys, key, key == "s3:ExistingObjectTag/" ? on.ExistingTags : _requestTags);
            }
            else if (key is "s3:RequestObjectTagKeys" or "aws:TagKeys")
            {
                if (_requestTags is { Count: > 0 } tags)
                {
                    (lists ??= []).Add(new(key, [.. tags.Select(static tag => tag.Key)]));
                }
            }
            else if (ValueOf(key, on) is { } value)
            {
                keys.Add(new(key, value));
            }
        }

        return new AccessQuestion(action.FullName, on.Arn, on.Bucket.Account)
        {
            Keys = keys,
            Lists = lists ?? [],
            SourceIp = facts.SourceIp,
            IsSecure = facts.IsSecure,
            UserAgent = request.Header("user-agent"),
            Referer = request.Header("referer"),
            Region = facts.Region,
        };
    }

    private static void AddTags(List<KeyValuePair<string, string>> keys, string family, IReadOnlyList<KeyValuePair<string, string>>? tags)
    {
        foreach (var (name, value) in tags ?? [])
        {
            keys.Add(new(family + name, value));
        }
    }

    private void AddCommon(List<KeyValuePair<string, string>> keys, S3Bucket bucket)
    {
        keys.Add(new("s3:ResourceAccount", bucket.Account));
        if (facts.TlsVersion is { } tls)
        {
            keys.Add(new("s3:TlsVersion", tls));
        }

        if (request.Header(HeaderNames.ContentHash) is { } hash)
        {
            keys.Add(new("s3:x-amz-content-sha256", hash));
        }

        // Who made a signed request, not every judge knows before it is asked; of a form only the caller tells whether it is signed.
        if (request.Form is RequestForm.Header or RequestForm.Query || (request.Form == RequestForm.Post && bucket.Judge.CallerArn is not null))
        {
            keys.Add(new("s3:authType", request.Form switch { RequestForm.Header => "REST-HEADER", RequestForm.Query => "REST-QUERY-STRING", _ => "POST" }));
            keys.Add(new("s3:signatureversion", "AWS4-HMAC-SHA256"));
            if (facts.SignedAt is { } signedAt)
            {
                keys.Add(new("s3:signatureAge", Text(Math.Max(0, (long)(facts.Now - signedAt).TotalMilliseconds))));
            }
        }

        foreach (var (name, value) in bucket.Tags)
        {
            keys.Add(new("s3:BucketTag/" + name, value));
            keys.Add(new("aws:ResourceTag/" + name, value));
        }
    }

    private string? ValueOf(string key, in Subject on) => key switch
    {
        "s3:prefix" => on.Prefix ?? request.Parameter("prefix"),
        "s3:delimiter" => request.Parameter("delimiter"),
        "s3:max-keys" => request.Parameter("max-keys"),
        "s3:versionid" => on.VersionId,
        "s3:x-amz-copy-source" => request.Source?.ConditionValue,
        "s3:if-match" => on.ETag ?? request.Header("if-match"),
        "s3:if-none-match" => request.Header("if-none-match"),
        "s3:object-lock-mode" => request.Header(HeaderNames.LockMode) ?? facts.Body.LockMode,
        "s3:object-lock-retain-until-date" => LockUntil,
        "s3:object-lock-remaining-retention-days" => RemainingDays,
        "s3:object-lock-legal-hold" => request.Header(HeaderNames.LegalHold) ?? facts.Body.LegalHold,
        "s3:ObjectCreationOperation" => request.Operation.Name is "CreateMultipartUpload" or "UploadPart" or "UploadPartCopy" ? "false" : "true",
        "s3:locationconstraint" => facts.Body.Location,
        _ => key.StartsWith(HeaderKeyPrefix, StringComparison.Ordinal) ? request.Header(key[3..]) : null,
    };

    private string? LockUntil => request.Header(HeaderNames.LockUntil) ?? facts.Body.LockUntil;

    /// <summary>A day that has begun counts: who asks for ten days and is a moment late still asks for ten.</summary>
    private string? RemainingDays => LockUntil is { } text && LockDocuments.ReadDate(text) is { } until
        ? Text((long)Math.Ceiling((until - facts.Now).TotalDays))
        : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
