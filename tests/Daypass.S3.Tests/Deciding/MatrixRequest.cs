using Daypass.Protocol.Signing;
using Daypass.S3.Actions;
using Daypass.S3.Bodies;
using Daypass.S3.Deciding;
using Daypass.S3.Errors;
using Daypass.S3.Forms;
using Daypass.S3.Operations;
using Daypass.S3.Requests;

namespace Daypass.S3.Tests.Deciding;

/// <summary>A request that is a row of the table and gives occasion for one of its actions, with a value for each condition key that it can have.</summary>
internal sealed class MatrixRequest
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private const string ReadsTags = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLikeIfExists":{"s3:ExistingObjectTag/x":"*"}}}}
        """;

    private static readonly KeyValuePair<string, string>[] Tags = [new("team", "blue")];

    private static readonly KeyValuePair<string, string>[] Existing = [new("secret", "no")];

    /// <summary>Headers that give occasion for actions or are condition keys, with a value. Two of them at once may contradict each other.</summary>
    private static readonly (string Header, string Value)[] Values =
    [
        ("x-amz-acl", "bucket-owner-full-control"), ("x-amz-storage-class", "STANDARD_IA"), ("x-amz-server-side-encryption", "aws:kms"),
        ("x-amz-server-side-encryption-aws-kms-key-id", "arn:aws:kms:us-east-1:111122223333:key/k"),
        ("x-amz-server-side-encryption-customer-algorithm", "AES256"), ("x-amz-website-redirect-location", "/x"), ("x-amz-metadata-directive", "REPLACE"),
        ("x-amz-tagging", "team=blue"), ("x-amz-object-lock-mode", "GOVERNANCE"), ("x-amz-object-lock-retain-until-date", "2026-12-10T00:00:00Z"),
        ("x-amz-object-lock-legal-hold", "ON"), ("x-amz-bypass-governance-retention", "true"), ("x-amz-bucket-object-lock-enabled", "true"),
        ("x-amz-object-ownership", "BucketOwnerEnforced"),
    ];

    private static readonly string[] Grants =
        ["x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp", "x-amz-grant-write", "x-amz-grant-write-acp"];

    private readonly S3Request _request;
    private readonly RequestFacts _facts;
    private readonly IReadOnlyList<DeleteEntry> _entries;

    private MatrixRequest(S3Request request, RequestFacts facts, IReadOnlyList<DeleteEntry> entries) =>
        (_request, _facts, _entries) = (request, facts, entries);

    public bool IsOfService => _request.Operation.Level == S3Level.Service;

    /// <summary>All actions that it needs.</summary>
    public IEnumerable<string> Actions => NeededNow.Select(static action => action.FullName).Distinct(StringComparer.Ordinal);

    private IEnumerable<S3Action> NeededNow => _request.Operation.Actions
        .Where(needed => Occasions.Has(_request, needed.Occasion)
            || (needed.Occasion == ActionOccasion.BringsBucketTags && _facts.Body.Tags is not null))
        .Select(needed => needed.OfVersion is { } ofVersion && VersionOf(needed.Subject) is not null ? ofVersion : needed.Action);

    /// <summary>A request with everything that can be asked for with it.</summary>
    public static MatrixRequest For(S3Operation row, string action, bool ofVersion, bool withGrants = false)
    {
        if (row.Name == "PostObject")
        {
            return ForForm(action, withGrants);
        }

        var example = RowExample.Of(row);
        var needed = row.Actions.First(each => each.Action.Name == action || each.OfVersion?.Name == action);
        foreach (var (header, value) in Values)
        {
            // Whoever replaces the tags copies none, so what is needed for copying is not.
            if (row.Headers.Contains(header) && !(withGrants && header == "x-amz-acl") && !(header == "x-amz-tagging" && row.Name == "CopyObject"
                && needed.Occasion != ActionOccasion.BringsTags))
            {
                example.Headers.Add($"{header}: {value}");
            }
        }

        if (row.Headers.Contains("x-amz-tagging-directive") && needed.Occasion == ActionOccasion.BringsTags)
        {
            example.Headers.Add("x-amz-tagging-directive: REPLACE");
        }

        foreach (var grant in withGrants ? Grants.Where(row.Headers.Contains) : [])
        {
            example.Headers.Add($"{grant}: id=\"{grant}\"");
        }

        foreach (var condition in row.PassedHeaders.Where(static header => header is "if-match" or "if-none-match"))
        {
            example.Headers.Add($"{condition}: \"e\"");
        }

        foreach (var (name, value) in new[] { ("prefix", "a%2F"), ("delimiter", "%2F"), ("max-keys", "10") })
        {
            if (row.Parameters.Contains(name))
            {
                example.Parameters.Add($"{name}={value}");
            }
        }

        if (ofVersion && needed.Subject == ActionSubject.Source)
        {
            example.Headers[example.Headers.FindIndex(static header => header.StartsWith("x-amz-copy-source:", StringComparison.Ordinal))] =
                "x-amz-copy-source: source/of/it?versionId=V";
        }
        else if (ofVersion && needed.Subject == ActionSubject.Target)
        {
            example.Parameters.Add("versionId=V");
        }

        example.Headers.Add("x-amz-content-sha256: UNSIGNED-PAYLOAD");
        return new MatrixRequest(
            S3Text.Understood(example.Line, [.. example.Headers]), Facts(BodyOf(row)),
            [new DeleteEntry(RowExample.Key, ofVersion ? "V" : null) { ETag = "\"e\"" }]);
    }

    /// <summary>A form is decided as the PutObject that it is.</summary>
    private static MatrixRequest ForForm(string action, bool withGrants)
    {
        var put = S3Operations.Find("PutObject")!;
        var fields = new List<KeyValuePair<string, string>> { new("key", RowExample.Key) };
        foreach (var (header, value) in Values.Where(each => put.Headers.Contains(each.Header) && each.Header != "x-amz-tagging"))
        {
            if (!(withGrants && header == "x-amz-acl"))
            {
                fields.Add(new(header == "x-amz-acl" ? "acl" : header, value));
            }
        }

        fields.AddRange((withGrants ? Grants : []).Select(static grant => new KeyValuePair<string, string>(grant, $"id=\"{grant}\"")));
        fields.Add(new("tagging", "<Tagging><TagSet><Tag><Key>team</Key><Value>blue</Value></Tag></TagSet></Tagging>"));
        Assert.Null(PostFormReader.Read(S3Text.Understood("POST /bucket"), fields, null, SigV4Rules.For("s3"), Now, out var upload));
        Assert.Contains(upload!.Request.Operation.Actions, needed => needed.Action.Name == action);
        return new MatrixRequest(upload.Request, Facts(BodyFacts.None), []);
    }

    private static RequestFacts Facts(BodyFacts body) => new()
    {
        Now = Now, SignedAt = Now.AddSeconds(-7), SourceIp = "192.0.2.1", IsSecure = true, TlsVersion = "1.3", Region = "us-east-1", Body = body,
        FindTags = static (_, _) => new(Existing),
    };

    public string ResourceOf(string action)
    {
        var needed = _request.Operation.Actions.First(each => each.Action.Name == action || each.OfVersion?.Name == action);
        return needed.Subject == ActionSubject.Source ? "arn:aws:s3:::source/of/it"
            : needed.Action.Target == ActionTarget.Object && (needed.Subject == ActionSubject.Entry || _request.Key is not null)
                ? $"arn:aws:s3:::{RowExample.Bucket}/{RowExample.Key}"
            : "arn:aws:s3:::" + RowExample.Bucket;
    }

    /// <summary>The condition keys that this request has for an action, with their values.</summary>
    public IEnumerable<KeyValuePair<string, string>> KeysOf(string action)
    {
        var judge = new EngineJudge("arn:aws:iam::111122223333:user/ann", ReadsTags);
        _ = Run(judge).IsCompletedSuccessfully;
        var question = judge.Asked.First(asked => asked.Action == "s3:" + action);
        return question.Keys.Concat(question.Lists.Select(static list => new KeyValuePair<string, string>(list.Key, list.Value[0])));
    }

    public async Task<S3Error?> Decide(string caller, string policy) => await Run(new EngineJudge(caller, policy));

    private static BodyFacts BodyOf(S3Operation row) => row.Name switch
    {
        "PutObjectTagging" => new BodyFacts { Tags = Tags },
        "PutObjectRetention" => new BodyFacts { LockMode = "GOVERNANCE", LockUntil = "2026-12-10T00:00:00Z" },
        "PutObjectLegalHold" => new BodyFacts { LegalHold = "ON" },
        "CreateBucket" => new BodyFacts { Location = "eu-west-1", Tags = Tags },
        _ => BodyFacts.None,
    };

    private async Task<S3Error?> Run(EngineJudge judge)
    {
        var target = new S3Bucket(RowExample.Bucket, "111122223333", judge) { Tags = [new("cost", "low")] };
        var source = _request.Source is null ? null : new S3Bucket("source", "111122223333", judge) { Tags = [new("cost", "low")] };
        var error = await S3Decider.Decide(_request, target, source, _facts, CancellationToken.None)
            ?? (_request.Operation.Name == "DeleteObjects"
                ? (await S3Decider.DecideEach(_request, target, _entries, _facts, CancellationToken.None))[0]
                : null);

        // Grants are decided about first; that there are none comes after.
        return error?.Code is "AccessControlListNotSupported" or "InvalidBucketAclWithObjectOwnership" ? null : error;
    }

    private string? VersionOf(ActionSubject subject) => subject switch
    {
        ActionSubject.Source => _request.Source?.VersionId,
        ActionSubject.Entry => _entries[0].VersionId,
        _ => _request.VersionId,
    };
}
