using Daypass.Protocol.Signing;
using Daypass.S3.Errors;
using Daypass.S3.Requests;

namespace Daypass.S3.Tests;

/// <summary>Requests as tests write them: <c>GET /bucket/key?acl</c>, and headers as <c>name: value</c>.</summary>
internal static class S3Text
{
    public const string Authorization = "Authorization: AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/20261130/us-east-1/s3/aws4_request";

    private static readonly S3RequestReader Reader = new(new ServedDomains(["s3.example.org", "eu.s3.example.org"]));

    public static SignedRequest Head(string line, params string[] headers)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        var fields = headers.Select(static header => header.Split(':', 2) is [var name, var value] ? new HeaderField(name, value.Trim()) : default).ToList();
        if (!fields.Any(static field => field.Name.Equals("host", StringComparison.OrdinalIgnoreCase)))
        {
            fields.Insert(0, new HeaderField("Host", "127.0.0.1:8030"));
        }

        return new SignedRequest(line[..blank], line[(blank + 1)..], fields.ToArray());
    }

    /// <summary>The request, signed in its header, or the error.</summary>
    public static (S3Request? Request, S3Error? Error) Read(string line, params string[] headers) => ReadAs(line, [Authorization, .. headers]);

    /// <summary>Likewise, without a signature that the test does not write.</summary>
    public static (S3Request? Request, S3Error? Error) ReadAs(string line, params string[] headers) => ReadHead(Head(line, headers));

    public static (S3Request? Request, S3Error? Error) ReadHead(in SignedRequest head) =>
        Reader.TryRead(head, out var request, out var error) ? (request, null) : (null, error);

    public static S3Request Understood(string line, params string[] headers)
    {
        var (request, error) = Read(line, headers);
        Assert.True(request is not null, $"{line}: {error?.Code} {error?.Message} {string.Join(' ', error?.Elements ?? [])}");
        return request;
    }
}
