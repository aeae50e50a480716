using System.Reflection;
using Xunit.Abstractions;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Must show 2: every row of the attack catalogue is a test that carries its id, and this test counts them.</summary>
public sealed class AttackCatalogueTests(ITestOutputHelper output)
{
    /// <summary>One line per row: what a stranger sends.</summary>
    private static readonly Dictionary<string, string> Rows = new(StringComparer.Ordinal)
    {
        ["S-XSW1"] = "signed response inside the signature of a forged one",
        ["S-XSW2"] = "signed response beside the signature of a forged one",
        ["S-XSW3"] = "forged assertion before the signed one",
        ["S-XSW4"] = "forged assertion around the signed one",
        ["S-XSW5"] = "forged assertion with the signature, original at the end",
        ["S-XSW6"] = "original inside the forged assertion's signature",
        ["S-XSW7"] = "forged assertion of the same id in extensions",
        ["S-XSW8"] = "original in an object of the forged assertion's signature",
        ["S-DUP"] = "two assertions of one id",
        ["S-2OK"] = "two rightly signed assertions",
        ["S-NS"] = "assertion in a look-alike namespace",
        ["S-META"] = "genuine signature over another document of the provider",
        ["S-NOSIG"] = "no signature, or content changed after it",
        ["S-KEY"] = "foreign key, or no signature value",
        ["S-HMAC"] = "HMAC keyed with the certificate",
        ["S-CMT"] = "text split by a comment or instruction",
        ["S-CDATA"] = "text split by CDATA",
        ["S-DTD"] = "document type of any kind",
        ["S-XXE"] = "external entity",
        ["S-LOL"] = "nested entities",
        ["S-XSLT"] = "style sheet among the transforms",
        ["S-XPATH"] = "filter among the transforms",
        ["S-MANY"] = "too many, too few or misplaced transforms",
        ["S-URI"] = "reference to something else",
        ["S-C14N"] = "another canonicalization",
        ["S-SHA1"] = "SHA-1 or a short key",
        ["S-2SI"] = "second SignedInfo",
        ["S-2DV"] = "second digest value or reference",
        ["S-TIME"] = "expired, early, too old, malformed instants",
        ["S-STATUS"] = "status other than success",
        ["S-ROOT"] = "root that is no response",
        ["S-ENC"] = "another encoding or XML version",
        ["S-DEEP"] = "deep or large trees",
        ["S-DIFF"] = "what two parsers read differently",
        ["S-EMPTY"] = "digest of nothing",
        ["S-FIT"] = "not for us: recipient, audience, conditions, missing parts",
        ["S-ATTR"] = "attributes that break their rules",
        ["S-REPLAY"] = "response redeemed again, or after its end",
        ["S-SWAP"] = "assertion of another provider",
        ["S-PAIR"] = "role paired with another provider",
        ["S-MD"] = "metadata uploads",
        ["S-INFLATE"] = "compressed responses",
        ["S-B64"] = "junk in the base64",
        ["S-SIZE"] = "garbage of the largest size",
        ["S-CRYPT"] = "encrypted assertions",
        ["J-NONE"] = "alg none",
        ["J-HS"] = "HMAC keyed with the public key",
        ["J-PS"] = "PSS signatures",
        ["J-EDDSA"] = "other algorithms",
        ["J-KID"] = "key ids that name no key",
        ["J-HDRKEY"] = "key in the header",
        ["J-CRIT"] = "headers that change the rules",
        ["J-DUP"] = "members twice",
        ["J-TYPES"] = "claims of the wrong kind, times out of range",
        ["J-MISS"] = "missing claims",
        ["J-AUD"] = "audiences that are not ours",
        ["J-ISS"] = "look-alike issuers",
        ["J-SIG"] = "signatures that are none",
        ["J-SIZE"] = "too much of anything",
        ["J-JWE"] = "not three parts",
        ["J-TAGS"] = "session tags in the wrong form",
        ["J-ROLES"] = "roles claim without the role",
        ["J-JWKS"] = "bad keys and key sets",
        ["N-SSRF"] = "addresses inside",
        ["N-SLOW"] = "slow and broken providers",
        ["N-FLOOD"] = "floods that would be passed on",
        ["N-ROT"] = "rotation and removal of keys",
        ["N-DOWN"] = "provider down",
        ["N-TLS"] = "certificates and protocols",
    };

    /// <summary>What the catalogue must have at least: attacks on assertions (S), on tokens (J; RFC 8725) and on the way to the keys (N).</summary>
    private static readonly string[] Tables =
    [
        "S-XSW1", "S-XSW2", "S-XSW3", "S-XSW4", "S-XSW5", "S-XSW6", "S-XSW7", "S-XSW8", "S-DUP", "S-2OK", "S-NS", "S-META", "S-NOSIG", "S-KEY", "S-HMAC",
            "S-CMT", "S-CDATA",
        "S-DTD", "S-XXE", "S-LOL", "S-XSLT", "S-XPATH", "S-MANY", "S-URI", "S-C14N", "S-SHA1", "S-2SI", "S-2DV", "S-TIME", "S-STATUS", "S-ROOT", "S-ENC",
            "S-DEEP",
        "J-NONE", "J-HS", "J-PS", "J-EDDSA", "J-KID", "J-HDRKEY", "J-CRIT", "J-DUP", "J-TYPES", "J-MISS", "J-AUD", "J-ISS", "J-SIG", "J-SIZE", "J-JWE",
            "J-TAGS", "J-ROLES", "J-JWKS",
        "N-SSRF", "N-SLOW", "N-FLOOD", "N-ROT", "N-DOWN", "N-TLS",
    ];

    [Fact]
    public void Every_row_of_the_catalogue_is_a_test_and_is_shown_over_HTTP()
    {
        var tests = Rows.Keys.ToDictionary(static id => id, static _ => 0, StringComparer.Ordinal);
        var overHttp = Rows.Keys.ToDictionary(static id => id, static _ => 0, StringComparer.Ordinal);
        foreach (var method in typeof(AttackCatalogueTests).Assembly.GetTypes().SelectMany(static type => type.GetMethods()))
        {
            foreach (var id in Traits(method, "Attack"))
            {
                Assert.True(tests.ContainsKey(id), $"{method.Name} carries {id}, which is no row of the catalogue.");
                var cases = Cases(method);
                tests[id] += cases;
                overHttp[id] += Traits(method.DeclaringType!, "Road").Contains("front door") ? cases : 0;
            }
        }

        Assert.All(Tables, row => Assert.Contains(row, tests.Keys));
        foreach (var (id, count) in tests)
        {
            output.WriteLine($"{id,-9} {count,3} {overHttp[id],3}  {Rows[id]}");
        }

        var summary = $"Attack catalogue: {Tables.Length} rows of its tables and {Rows.Count - Tables.Length} rows of its text, {tests.Values.Sum()} tests "
            + $"of them, {overHttp.Values.Sum()} over HTTP";
        output.WriteLine(summary);
        Console.WriteLine(summary);
        Assert.All(tests, static row => Assert.True(row.Value > 0, $"{row.Key} has no test."));
        Assert.All(overHttp, static row => Assert.True(row.Value > 0, $"{row.Key} is not shown over HTTP."));
    }

    private static IEnumerable<string> Traits(MemberInfo member, string name) => member.GetCustomAttributesData()
        .Where(attribute => attribute.AttributeType == typeof(TraitAttribute) && (string)attribute.ConstructorArguments[0].Value! == name)
        .Select(static attribute => (string)attribute.ConstructorArguments[1].Value!);

    private static int Cases(MethodInfo method)
    {
        if (method.GetCustomAttribute<TheoryAttribute>() is null)
        {
            return 1;
        }

        var inline = method.GetCustomAttributesData().Count(static attribute => attribute.AttributeType == typeof(InlineDataAttribute));
        return inline > 0 ? inline : method.GetCustomAttributes().OfType<Xunit.Sdk.DataAttribute>().Sum(data => data.GetData(method)!.Count());
    }
}
