using Daypass.S3.Operations;

namespace Daypass.S3.Tests;

/// <summary>The plainest request that is a row of the table.</summary>
internal sealed record RowExample(string Method, string Path, List<string> Parameters, List<string> Headers)
{
    public const string Bucket = "bucket";
    public const string Key = "a/key one";

    public string Line => $"{Method} {Path}{(Parameters.Count == 0 ? "" : "?" + string.Join('&', Parameters))}";

    public static RowExample Of(S3Operation row)
    {
        var example = new RowExample(
            row.Method, row.Level switch { S3Level.Service => "/", S3Level.Bucket => "/bucket", _ => "/bucket/a/key%20one" }, [], []);
        if (row.Marker is { } marker)
        {
            example.Parameters.Add(marker == "uploadId" ? "uploadId=U" : marker);
        }

        if (row.With is { } with)
        {
            if (with.StartsWith("x-amz-", StringComparison.Ordinal))
            {
                example.Headers.Add(with + ": source/of/it");
            }
            else
            {
                example.Parameters.Add(with == "list-type" ? "list-type=2" : with + "=1");
            }
        }

        if (row.Name.StartsWith("UploadPart", StringComparison.Ordinal))
        {
            example.Parameters.Add("partNumber=1");
        }

        return example;
    }
}
