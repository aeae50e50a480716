using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;

namespace Daypass.Verifier.Tests.Requests;

/// <summary>Runs tests/vectors/sigv4, which a second implementation wrote, through the verifier as well as through the server's own.</summary>
public sealed class SigningVectorTests
{
    /// <summary>The key id of the vectors is shorter than one can be. A signature in a header does not cover it, one in a query does.</summary>
    private const string ShortId = "AKIDEXAMPLE";

    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, Vector> Vectors = new[] { "header", "presigned", "refused" }
        .SelectMany(file => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "vectors", "sigv4", file + ".jsonl"))
            .Select(line => JsonSerializer.Deserialize<Vector>(line, CamelCase)!)
            .Select(vector => (Name: $"{file}/{vector.Name}", vector)))
        .ToDictionary(named => named.Name, named => named.vector);

    public static TheoryData<string> Names => [.. Vectors.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_vector_has_the_verdict_it_has_at_the_server(string name)
    {
        var vector = Vectors[name];
        var rules = SigV4Rules.For(vector.Service);
        var error = name.StartsWith("presigned/", StringComparison.Ordinal)
            ? VerifyByKey(vector, rules)
            : await StubServer.With(rules, vector.Clock, async verifier =>
            {
                var found = await verifier.Find(vector.WithLongId, default);
                return found.Succeeded ? verifier.Verify(found.Value, vector.BodyHash) : found.Error;
            });
        var code = vector.Service == "s3" && vector.Verdict != "accepted" ? null : vector.Verdict;
        Assert.True(code is null || code == (error?.Code ?? "accepted"), $"{name}: {code} is {error?.Code}: {error?.Reason}");
        Assert.Equal(vector.Verdict == "accepted", error is null);
    }

    /// <summary>The step of the verifier that has the key.</summary>
    private static AwsError? VerifyByKey(Vector vector, SigV4Rules rules)
    {
        var verifier = new SigV4Verifier(rules, new SigningKeys());
        var parsed = verifier.Parse(vector.Request, vector.Clock);
        if (!parsed.Succeeded)
        {
            return parsed.Error;
        }

        var key = new byte[DerivedKey.Length];
        var (region, service) = (parsed.Value.Region.ToString(), parsed.Value.Service.ToString());
        DerivedKey.Derive(StubServer.Secret, parsed.Value.Day, region, service, key);
        return verifier.VerifySignature(vector.Request, parsed.Value, new VendedKey(ShortId, parsed.Value.Day, region, service, key), vector.BodyHash);
    }

    private sealed record Vector(string Name, string Method, string Target, string[][] Headers, string Body, string Service, string Now, string Verdict)
    {
        public SignedRequest Request => new(Method, Target, Headers.Select(static header => new HeaderField(header[0], header[1])).ToArray());

        public SignedRequest WithLongId => new(
            Method, WithId(Target), Headers.Select(static header => new HeaderField(header[0], WithId(header[1]))).ToArray());

        public byte[] BodyHash => SHA256.HashData(Encoding.UTF8.GetBytes(Body));

        public DateTimeOffset Clock => DateTimeOffset.Parse(Now, CultureInfo.InvariantCulture);

        private static string WithId(string text) => text.Replace(ShortId, StubServer.AccessKeyId, StringComparison.Ordinal);
    }
}
