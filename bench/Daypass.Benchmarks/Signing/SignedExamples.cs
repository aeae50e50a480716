using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol;
using Daypass.Protocol.Signing;

namespace Daypass.Benchmarks.Signing;

/// <summary>Requests as boto3 sends them, signed with a fixed key at a fixed time.</summary>
internal static class SignedExamples
{
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 30, 0, TimeSpan.Zero);
    public static readonly SigV4Rules Rules = SigV4Rules.For("sts");
    public static readonly Secret Secret = Secret.FromText("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    public static readonly byte[] Body = Encoding.ASCII.GetBytes("Action=GetCallerIdentity&Version=2011-06-15");
    public static readonly byte[] BodyHash = SHA256.HashData(Body);
    public static readonly byte[] NoBody = SHA256.HashData([]);

    public static readonly SignedRequest Post = new("POST", "/", new HeaderField[]
    {
        new("Host", "127.0.0.1:8017"),
        new("Accept-Encoding", "identity"),
        new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
        new("User-Agent", "Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux#6.18 md/arch#x86_64 lang/python#3.11.7"),
        new("amz-sdk-invocation-id", "6f1d3c0e-0b5c-4e7e-9d0e-2b9f6c1d7a11"),
        new("amz-sdk-request", "attempt=1"),
        new("Content-Length", "43"),
    });

    public static readonly SignedRequest Get =
        new("GET", "/?Action=GetCallerIdentity&Version=2011-06-15", new HeaderField[] { new("Host", "127.0.0.1:8017"), new("x-k8s-aws-id", "cluster") });

    /// <summary>Credentials with a session token of so many characters, or without one.</summary>
    public static SigningCredentials Credentials(int tokenLength) =>
        new("AKIAQAAAAAAAAAAAAAAA", Secret, tokenLength == 0 ? null : new string('t', tokenLength));

    public static SignedRequest SignedPost(SigningCredentials credentials) => Post with
    {
        Headers = (HeaderField[])[.. Post.Headers.Span, .. new SigV4Signer(Rules, "us-east-1").Sign(Post, BodyHash, credentials, Now)],
    };

    public static SignedRequest PresignedGet(SigningCredentials credentials) => Get with
    {
        RawTarget = new SigV4Signer(Rules, "us-east-1").Presign(Get, NoBody, credentials, Now, TimeSpan.FromMinutes(1)),
    };
}
