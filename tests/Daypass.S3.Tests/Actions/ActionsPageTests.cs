using System.Text;
using Daypass.S3.Actions;
using Daypass.S3.Operations;

namespace Daypass.S3.Tests.Actions;

/// <summary>docs/s3-actions.md is written from the tables; DAYPASS_WRITE_DOCS=1 writes it anew.</summary>
public sealed class ActionsPageTests
{
    [Fact]
    public void The_page_of_actions_is_current()
    {
        var path = Path.Combine(Root(), "docs", "s3-actions.md");
        var page = Write();
        if (Environment.GetEnvironmentVariable("DAYPASS_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path));
    }

    private static string Write()
    {
        var page = new StringBuilder("""
            # Operations of S3 and what they need

            Every request that the S3 gateway understands. A request that is none of these is refused, because a store that does not know an operation does
            another one in its place ([ADR 52](adr/0052-s3-requests-understood.md)).
            This page is written from the tables in `src/Daypass.S3` by a test, which fails when they differ:
            `DAYPASS_WRITE_DOCS=1 dotnet test tests/Daypass.S3.Tests --filter ActionsPageTests` writes it anew.

            "Recognised by" is the method, what is addressed, and the one name in the query or header that makes it this operation. All actions have to be
            allowed. Behind a slash stands the action in the place of the first when a version is named. "Answered by" says who does: the store; the store
            where it is known to have the operation ("if known"); Daypass, which keeps what it is about; nobody ("refused", 501), unless the operator says that
            the store has it.


            """);
        Section(page, "Objects", static row => row.Level == S3Level.Object);
        Section(page, "Buckets and the service", static row => row.Level != S3Level.Object);
        page.Append("""

            `x-id` is passed over. `OPTIONS` is answered by the CORS rules that Daypass keeps. WriteGetObjectResponse, directory buckets and object annotations
            are not understood.

            ## Condition keys

            A question about an action has the keys of its row here and no others, beside those of every action:

            """);
        page.AppendJoin(", ", S3Actions.CommonKeys.Concat(S3Actions.BucketKeys).Select(Shown))
            .Append(", and the global keys ([conditions](conditions.md)).\n\n");
        page.Append("| action | on | keys |\n|---|---|---|\n");
        var used = S3Operations.All.SelectMany(static row => row.Actions)
            .SelectMany(static needed => new[] { needed.Action, needed.OfVersion }).OfType<S3Action>()
            .DistinctBy(static action => action.Name).Where(static action => action.Keys.Count > 0);
        foreach (var action in used.OrderBy(static action => action.Name, StringComparer.Ordinal))
        {
            page.Append("| `").Append(action.FullName).Append("` | ").Append(action.Target == ActionTarget.Object ? "object" : "bucket").Append(" | ")
                .AppendJoin(", ", action.Keys.Select(Shown)).Append(" |\n");
        }

        page.Append("""

            | key | value |
            |---|---|
            | `s3:authType` | `REST-HEADER`, `REST-QUERY-STRING` or `POST`; absent without authentication |
            | `s3:signatureversion` | `AWS4-HMAC-SHA256`; absent without authentication |
            | `s3:signatureAge` | milliseconds since the date of the signature, in each of the three forms |
            | `s3:TlsVersion` | `1.2` or `1.3`; absent without TLS, and behind a proxy |
            | `s3:ResourceAccount`, `aws:ResourceAccount` | the account that owns the bucket |
            | `s3:x-amz-content-sha256` | the header; never the parameter of a presigned request |
            | `s3:BucketTag/KEY`, `aws:ResourceTag/KEY` | the tags of the bucket |
            | `s3:prefix`, `s3:delimiter`, `s3:max-keys` | the parameter, decoded; absent when it is absent, empty when it is empty |
            | `s3:versionid` | the parameter `versionId`, that of the source of a copy, or that of the entry of a batch |
            | `s3:x-amz-…` | the header of that name, or what stands for it in a presigned request or a form |
            | `s3:x-amz-copy-source` | `bucket/key`, decoded, without a leading slash and without the version |
            | `s3:RequestObjectTag/KEY`, `s3:RequestObjectTagKeys` | `x-amz-tagging`, the body of PutObjectTagging, or the field `tagging` |
            | `s3:ExistingObjectTag/KEY` | the tags of the stored object; the store is asked only when a policy reads the key |
            | `s3:object-lock-…` | the headers, or the body of PutObjectRetention and PutObjectLegalHold; a day that has begun is a remaining day |
            | `s3:if-match`, `s3:if-none-match` | the headers; of a batch delete the ETag of the entry |
            | `s3:ObjectCreationOperation` | `false` for CreateMultipartUpload, UploadPart and UploadPartCopy, `true` for what makes an object |
            | `s3:locationconstraint` | the body of CreateBucket |

            """);
        return page.ToString();
    }

    private static void Section(StringBuilder page, string title, Func<S3Operation, bool> chosen)
    {
        page.Append("## ").Append(title).Append("\n\n| operation | recognised by | actions | answered by |\n|---|---|---|---|\n");
        foreach (var row in S3Operations.All.Where(chosen))
        {
            page.Append("| ").Append(row.Name).Append(" | `").Append(row.Method).Append(row.Level switch
            {
                S3Level.Service => " /",
                S3Level.Bucket => " /BUCKET",
                _ => " /BUCKET/KEY",
            });
            string?[] names = [row.Marker, row.With is { } with && !with.StartsWith("x-amz-", StringComparison.Ordinal) ? with : null];
            var query = names.OfType<string>().ToList();
            page.Append(query.Count == 0 ? "" : "?" + string.Join('&', query)).Append('`')
                .Append(row.With?.StartsWith("x-amz-", StringComparison.Ordinal) == true ? $" with `{row.With}`" : "")
                .Append(row.Body == BodyKind.Form ? " with a form" : "").Append(" | ")
                .Append(row.Actions.Count == 0 ? "none" : string.Join(", ", row.Actions.Select(Shown))).Append(" | ")
                .Append(row.Class switch
                {
                    OperationClass.Kept => "Daypass",
                    OperationClass.Refused => "refused",
                    _ => row.IsRare ? "the store, if known" : "the store",
                }).Append(" |\n");
        }

        page.Append('\n');
    }

    private static string Shown(NeededAction needed)
    {
        var text = $"`{needed.Action.Name}`{(needed.OfVersion is { } ofVersion ? $" / `{ofVersion.Name}`" : "")}";
        text += needed.Subject switch { ActionSubject.Source => " on the source", ActionSubject.Entry => " on each object", _ => "" };
        return text + needed.Occasion switch
        {
            ActionOccasion.BringsAcl => " with an ACL",
            ActionOccasion.BringsTags or ActionOccasion.BringsBucketTags => " with tags",
            ActionOccasion.CopiesTags => " when tags are copied",
            ActionOccasion.BringsRetention => " with a retention",
            ActionOccasion.BringsLegalHold => " with a legal hold",
            ActionOccasion.BypassesGovernance => " to bypass governance",
            ActionOccasion.EnablesLock => " with object lock",
            ActionOccasion.BringsOwnership => " with an ownership",
            _ => "",
        };
    }

    private static string Shown(string key) => key[^1] == '/' ? $"`{key}KEY`" : $"`{key}`";

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Daypass.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
