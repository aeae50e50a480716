using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daypass.Protocol.Signing;

namespace Daypass.Protocol.Tests.Signing;

/// <summary>Runs tests/vectors/sigv4, which a second implementation wrote.</summary>
public class VectorTests
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, Vector> Vectors = new[] { "header", "presigned", "refused" }
        .SelectMany(file => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "vectors", "sigv4", file + ".jsonl"))
            .Select(line => JsonSerializer.Deserialize<Vector>(line, CamelCase)!)
            .Select(vector => (Name: $"{file}/{vector.Name}", vector)))
        .ToDictionary(named => named.Name, named => named.vector);

    public static TheoryData<string> Accepted => [.. Vectors.Where(vector => vector.Value.Verdict == "accepted").Select(vector => vector.Key)];

    public static TheoryData<string> Refused => [.. Vectors.Where(vector => vector.Value.Verdict != "accepted").Select(vector => vector.Key)];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_good_request_is_accepted_and_reads_as_the_vector_says(string name)
    {
        var vector = Vectors[name];
        var rules = SigV4Rules.For(vector.Service);
        var verified = Example.Verify(vector.Request, vector.BodyHash, vector.Clock, rules);
        Assert.True(verified.Succeeded, verified.Error?.Reason);

        var texts = new SigV4Verifier(rules, new SigningKeys()).Explain(vector.Request, verified.Value, vector.BodyHash);
        Assert.Equal(vector.CanonicalRequest, texts.CanonicalRequest);
        Assert.Equal(vector.StringToSign, texts.StringToSign);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_bad_request_is_refused_with_the_code_and_the_words_of_the_vector(string name)
    {
        var vector = Vectors[name];
        var error = Example.Verify(vector.Request, vector.BodyHash, vector.Clock, SigV4Rules.For(vector.Service)).Error;
        Assert.NotNull(error);
        Assert.Equal(vector.Verdict, error.Code);
        Assert.Equal(vector.Verdict is "IncompleteSignature" or "MalformedQueryString" ? 400 : 403, error.Status);
        if (vector.Message is not null)
        {
            Assert.Equal(vector.Message, error.Message);
        }
    }

    private sealed record Vector(
        string Name, string Method, string Target, string[][] Headers, string Body, string Service, string Now, string Verdict,
        string? Message, string? CanonicalRequest, string? StringToSign)
    {
        public SignedRequest Request => new(Method, Target, Headers.Select(header => new HeaderField(header[0], header[1])).ToArray());

        public byte[] BodyHash => SHA256.HashData(Encoding.UTF8.GetBytes(Body));

        public DateTimeOffset Clock => DateTimeOffset.Parse(Now, CultureInfo.InvariantCulture);
    }
}
