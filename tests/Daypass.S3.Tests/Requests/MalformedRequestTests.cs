#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.
using System.Text;
using Daypass.S3.Deciding;
using Daypass.S3.Operations;
using Daypass.S3.Requests;

namespace Daypass.S3.Tests.Requests;

/// <summary>Ten thousand requests put together by chance: whatever is understood is decided on the resource that its target names, and the request made for
/// the store says the same again.</summary>
public sealed class MalformedRequestTests
{
    private const int Requests = 10_000;

    private static readonly string[] Methods = ["GET", "GET", "HEAD", "PUT", "PUT", "POST", "DELETE", "DELETE", "PATCH", "get"];

    private static readonly string[] Pieces =
    [
        "a", "b", "bucket", "other", "..", ".", "/", "/", "//", "%2F", "%2f", "%2e%2e", "%2E", "%252F", "%00", "%0A", "%20", "+", "%2B", "%25", "%", "%4",
        "%C3%A9",
        "%c3%a9", "%C3", "%C0%AF", "%ED%A0%80", "%F0%9F%98%80", "~", "%7E", "(", "%28", "*", "?", "&", "=", ";", ":", "@", "#", "\\", "|", "é", "\u0000", " ",
        "%3F", "%23", "%26", "acl", "policy", "%EF%BF%BD", "%EF%BF%BE", "arn:aws:s3:::bucket/a", "x-amz-acl",
    ];

    private static readonly string[] TamePieces = ["a", "b", "..", ".", "/", "//", "%2F", "%20", "+", "%2B", "%C3%A9", "~", "%7E", "(", "%28", "%25", "acl"];

    private static readonly string[] Names =
    [
        .. S3Operations.Markers, .. S3Operations.Markers, .. S3Operations.Parameters, "x-id", "X-Amz-Algorithm", "X-Amz-Signature", "X-Amz-Date", "x-amz-acl",
        "x-amz-copy-source", "ACL", "Policy", "append", "position", "%61cl", "a%00", "", "AWSAccessKeyId", "Signature", "Expires", "response-expires",
    ];

    private static readonly string[] Values = ["", "", "1", "2", "url", "U", "a%2Fb", "a+b", "%00", "null", "..", "a&acl", "true", "%C3", "*"];

    private static readonly string[] Headers =
    [
        "x-amz-copy-source: other/key", "x-amz-copy-source: /other/a%2F..%2Fb?versionId=v", "x-amz-copy-source: other%2Fkey", "x-amz-copy-source: ../a",
        "x-amz-acl: bucket-owner-full-control", "X-Amz-Acl: private", "x-amz-tagging: a=b", "x-amz-foo: bar", "x-amz-meta-a: b", "Host: bucket.s3.example.org",
        "Host: other.s3.example.org", "Host: s3.example.org", "Host: .s3.example.org", "Host: a.b.s3.example.org:80", "x-amz-security-token: t",
        "x-amz-date: 20261130T000000Z", "x-amz-date: 20261130T000001Z", "Range: bytes=0-1", "Content-Type: multipart/form-data; boundary=b",
        "x-amz-bypass-governance-retention: true", "x-amz-version-id: 1", "x_amz_acl: public-read", "Transfer-Encoding: chunked", "Content-Length: 0",
    ];

    [Fact]
    public async Task Whatever_is_understood_is_decided_on_what_its_target_names()
    {
        var chance = new Random(20261130);
        var understood = 0;
        for (var number = 0; number < Requests; number++)
        {
            var line = $"{Pick(chance, Methods)} {Target(chance)}";
            var headers = Enumerable.Range(0, chance.Next(3)).Select(_ => Pick(chance, Headers)).ToList();
            if (chance.Next(10) > 0)
            {
                headers.Add(S3Text.Authorization);
            }

            var head = S3Text.Head(line, [.. headers]);
            var (request, error) = S3Text.ReadHead(head);
            Assert.True((request is null) != (error is null), line);
            if (request is null)
            {
                Assert.InRange(error!.Status, 400, 501);
                continue;
            }

            understood++;
            var host = head.Headers.ToArray().First(static header => header.Name.Equals("host", StringComparison.OrdinalIgnoreCase)).Value;
            AssertNames(head.RawTarget, host, request);
            AssertSaysTheSameAgain(request);
            await AssertAsksAboutIt(request);
        }

        Assert.InRange(understood, 1000, Requests - 1000);
    }

    private static string Target(Random chance)
    {
        var target = new StringBuilder(chance.Next(8) == 0 ? "" : chance.Next(3) == 0 ? "/" : "/bucket/");
        for (var left = chance.Next(5); left > 0; left--)
        {
            target.Append(Pick(chance, chance.Next(4) > 0 ? TamePieces : Pieces));
        }

        for (var (left, separator) = (chance.Next(4) == 0 ? 2 : chance.Next(2), '?'); left > 0; left--, separator = '&')
        {
            target.Append(separator).Append(Pick(chance, Names)).Append(chance.Next(2) == 0 ? "" : "=" + Pick(chance, Values));
        }

        return target.ToString();
    }

    /// <summary>Reads the target in another way than the product does: it unescapes the whole path at once and looks where the first slash is.</summary>
    private static void AssertNames(string target, string host, S3Request request)
    {
        var path = target.Split('?')[0];
        var whole = Uri.UnescapeDataString(path);
        var name = host.Split(':')[0];
        if (name.EndsWith(".s3.example.org", StringComparison.Ordinal))
        {
            whole = "/" + name[..^".s3.example.org".Length] + whole;
        }

        var parts = whole[1..].Split('/', 2);
        Assert.Equal((parts[0], parts.Length == 1 ? "" : parts[1]), (request.Bucket ?? "", request.Key ?? ""));
    }

    /// <summary>What is sent to a store, read as a request: the same operation on the same object, and nothing beside.</summary>
    private static void AssertSaysTheSameAgain(S3Request request)
    {
        var headers = request.HeadersForStore().Select(static header => $"{header.Key}: {header.Value}").Append(S3Text.Authorization).ToList();
        if (request.Source is { } source)
        {
            headers.Add("x-amz-copy-source: " + source.ToHeader(source.Bucket));
        }

        if (request.Operation.Name is "Preflight")
        {
            return;
        }

        var again = S3Text.ReadAs($"{request.Operation.Method} {request.TargetFor(request.Bucket)}", [.. headers]).Request;
        Assert.Equal(
            (request.Operation.Name, request.Bucket, request.Key, request.VersionId, request.Source),
            (again?.Operation.Name, again?.Bucket, again?.Key, again?.VersionId, again?.Source));
        Assert.Equal(request.Parameters, again!.Parameters);
        Assert.Equal(request.TargetFor(request.Bucket), again.TargetFor(again.Bucket));
    }

    private static async Task AssertAsksAboutIt(S3Request request)
    {
        var judge = new EngineJudge(
            "arn:aws:iam::111122223333:user/ann", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");
        await S3Decider.Decide(
            request, new S3Bucket(request.Bucket ?? "none", "111122223333", judge),
            request.Source is { } from ? new S3Bucket(from.Bucket, "111122223333", judge) : null, new RequestFacts { Now = DateTimeOffset.UnixEpoch },
            CancellationToken.None);
        string[] named =
        [
            "*", $"arn:aws:s3:::{request.Bucket}", $"arn:aws:s3:::{request.Bucket}/{request.Key}", $"arn:aws:s3:::{request.Source?.ConditionValue}",
        ];
        Assert.All(judge.Asked, question => Assert.Contains(question.Resource, named));
        Assert.True(
            judge.Asked.Count > 0
            || request.Operation.Actions.All(static needed => needed.Occasion != ActionOccasion.Always || needed.Subject == ActionSubject.Entry));
    }

    private static string Pick(Random chance, string[] from) => from[chance.Next(from.Length)];
}
