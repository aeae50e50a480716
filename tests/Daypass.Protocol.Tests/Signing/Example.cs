using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;

namespace Daypass.Protocol.Tests.Signing;

/// <summary>The requests that most tests start from, signed with AWS's documented example key.</summary>
internal static class Example
{
    public const string AccessKeyId = "AKIDEXAMPLE";
    public const string SecretText = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string Region = "us-east-1";
    public const string Token = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQW+/=";

    public static readonly Secret Secret = Secret.FromText(SecretText);
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 30, 0, TimeSpan.Zero);
    public static readonly SigV4Rules Rules = SigV4Rules.For("sts");
    public static readonly SigningCredentials LongTerm = new(AccessKeyId, Secret);
    public static readonly SigningCredentials Session = new(AccessKeyId, Secret, Token);
    public static readonly byte[] NoBody = SHA256.HashData([]);
    public static readonly byte[] Body = Encoding.ASCII.GetBytes("Action=GetCallerIdentity&Version=2011-06-15");
    public static readonly byte[] BodyHash = SHA256.HashData(Body);

    public static readonly HeaderField[] PostHeaders =
    [
        new("Host", "sts.example.test:8017"),
        new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
        new("Content-Length", "43"),
        new("User-Agent", "example/1.0"),
    ];

    public static readonly SignedRequest Post = new("POST", "/", PostHeaders);

    public static readonly SignedRequest Get =
        new("GET", "/?Action=GetCallerIdentity&Version=2011-06-15", (HeaderField[])[new("Host", "sts.example.test:8017"), new("X-K8s-Aws-Id", "cluster")]);

    /// <summary>The example POST with an Authorization header.</summary>
    public static SignedRequest SignedPost(SigningCredentials? credentials = null, DateTimeOffset? at = null, string service = "sts", string region = Region) =>
        Sign(Post, BodyHash, credentials, at, service, region);

    /// <summary>The example GET with its signature in the query.</summary>
    public static SignedRequest PresignedGet(SigningCredentials? credentials = null, DateTimeOffset? at = null, int expires = 60) => Get with
    {
        RawTarget = new SigV4Signer(Rules, Region).Presign(Get, NoBody, credentials ?? LongTerm, at ?? Now, TimeSpan.FromSeconds(expires)),
    };

    public static SignedRequest Sign(
        in SignedRequest request, byte[] bodyHash, SigningCredentials? credentials = null, DateTimeOffset? at = null, string service = "sts", string region = Region)
    {
        var added = new SigV4Signer(SigV4Rules.For(service), region).Sign(request, bodyHash, credentials ?? LongTerm, at ?? Now);
        return request with { Headers = (HeaderField[])[.. request.Headers.Span, .. added] };
    }

    /// <summary>The code of the refusal, or <c>accepted</c>.</summary>
    public static string Verdict(in SignedRequest request, byte[] bodyHash, DateTimeOffset? now = null, SigV4Rules? rules = null) =>
        Verify(request, bodyHash, now, rules).Error?.Code ?? "accepted";

    public static Errors.Result<SigV4Authorization> Verify(in SignedRequest request, byte[] bodyHash, DateTimeOffset? now = null, SigV4Rules? rules = null) =>
        new SigV4Verifier(rules ?? Rules, new SigningKeys(4)).Verify(request, bodyHash, now ?? Now, Lookup);

    /// <summary>Knows the example key only.</summary>
    public static Errors.Result<Secret> Lookup(in SigV4Authorization authorization) =>
        authorization.AccessKeyId.Span.SequenceEqual(AccessKeyId) ? Secret : SigningErrors.InvalidClientTokenId("not the example key");

    /// <summary>The request with one header's value replaced.</summary>
    public static SignedRequest With(this in SignedRequest request, string name, string value) => request with
    {
        Headers = request.Headers.ToArray().Select(header => header.Name == name ? new HeaderField(name, value) : header).ToArray(),
    };

    /// <summary>The request with one more header at its end.</summary>
    public static SignedRequest Plus(this in SignedRequest request, string name, string value) =>
        request with { Headers = (HeaderField[])[.. request.Headers.Span, new(name, value)] };

    /// <summary>The request without a header.</summary>
    public static SignedRequest Without(this in SignedRequest request, string name) =>
        request with { Headers = request.Headers.ToArray().Where(header => header.Name != name).ToArray() };

    public static string Header(this in SignedRequest request, string name) =>
        request.Headers.ToArray().Single(header => header.Name == name).Value;
}
