using System.Text;
using System.Text.Json.Nodes;
using Daypass.Federation.Oidc;
using Daypass.Federation.Oidc.Keys;
using Daypass.Federation.Oidc.Providers;
using Daypass.Federation.Oidc.Tokens;
using Daypass.Federation.Tests.Keys;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Xunit.Abstractions;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Must show 6 for tokens: mutated tokens with fixed seeds; none escapes as an exception, none is accepted, none takes long.</summary>
public sealed class JwtFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Morsels =
    [
        "\"", "\\", "\\u0000", "\\ud800", "\\udc00\\ud800", "{", "}", "[", "]", ",", ":", "null", "true", "-0", "1e400", "9999999999999999999999", "\0",
            "\u00ff", "\ufeff", "//", "\"iss\":",
        "\"alg\":\"none\"", "\"crit\":[]", "\"kid\":\"../../x\"", "\"exp\":\"x\"", "\"aud\":[[]]",
            "\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"a\":[]}}", "\"https://aws.amazon.com/roles\":[{}]",
            "\"https://aws.amazon.com/source_identity\":\"aws:x\"",
    ];

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_hundred_thousand_mutated_tokens_are_refused_without_an_exception_and_quickly()
    {
        var count = Environment.GetEnvironmentVariable("DAYPASS_LONG") == "1" ? 2_000_000 : 100_000;
        var source = new ScriptedKeySource();
        var provider = new OidcIssuer { Arn = "arn:fuzz", Url = "https://idp.example.com", ClientIds = ["a"] };
        var verifier = new WebIdentityVerifier(source, new KeyLifetimes(), _clock);
        var key = source.Keys[0];
        var random = new FixedDraw(20260701);
        var budget = new TimeBudget(TimeSpan.FromMilliseconds(50));
        var accepted = 0;
        for (var index = 0; index < count; index++)
        {
            var token = Mutate(key, random, out var isSigned);
            await budget.Measure(index, async () =>
            {
                var read = UnverifiedToken.Read(token);
                if (!read.Succeeded)
                {
                    Assert.Equal(400, read.Error.Status);
                    return;
                }

                var verified = await verifier.Verify(read.Value, provider, "arn:aws:iam::123456789012:role/r", default);
                if (verified.Succeeded)
                {
                    // Only what the key itself signed can pass, however it was bent before.
                    Assert.True(isSigned);
                    accepted++;
                }
                else
                {
                    Assert.Equal(400, verified.Error.Status);
                    Assert.DoesNotContain("DP-JWT-00", verified.Error.Reason, StringComparison.Ordinal);
                }
            });
        }

        output.WriteLine($"{count} tokens, {accepted} of them signed after the mutation and good, slowest {budget.Slowest.TotalMilliseconds:F2} ms, "
            + $"{budget.Retries} measured again");
        Assert.InRange(accepted, 0, count / 4);
    }

    private string Mutate(SigningKey key, FixedDraw random, out bool isSigned)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var header = TokenMint.Header(key).ToJsonString();
        var claims = new JsonObject
        {
            ["iss"] = "https://idp.example.com", ["sub"] = "s", ["aud"] = "a", ["iat"] = now, ["exp"] = now + 900,
            ["https://aws.amazon.com/tags"] =
                new JsonObject { ["principal_tags"] = new JsonObject { ["Team"] = new JsonArray("eng") }, ["transitive_tag_keys"] = new JsonArray("Team") },
        }.ToJsonString();
        isSigned = false;
        switch (random.Next(4))
        {
            case 0: // bent JSON, rightly signed
                isSigned = true;
                return random.Next(3) == 0
                    ? TokenMint.Sign(key, Bend(header, random), claims)
                    : TokenMint.Sign(key, header, Bend(claims, random));
            case 1: // bent JSON, no signing cost
                return $"{TokenMint.Encode(Bend(header, random))}.{TokenMint.Encode(Bend(claims, random))}.{TokenMint.Encode("signature")}";
            case 2: // bent compact form
                return Bend($"{TokenMint.Encode(header)}.{TokenMint.Encode(claims)}.AAAA", random);
            default: // noise
                var octets = new byte[random.Next(300)];
                random.Fill(octets);
                return random.Next(2) == 0 ? Encoding.Latin1.GetString(octets)
                    : $"{TokenMint.Encode(Encoding.Latin1.GetString(octets))}.{TokenMint.Encode("{}")}.AAAA";
        }
    }

    private static string Bend(string text, FixedDraw random)
    {
        var bent = new StringBuilder(text);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bent.Length);
            switch (random.Next(5))
            {
                case 0:
                    bent.Remove(at, Math.Min(random.Next(1, 8), bent.Length - at));
                    break;
                case 1:
                    bent.Insert(at, random.Of(Morsels));
                    break;
                case 2:
                    bent[at] = (char)random.Next(1, 0x250);
                    break;
                case 3:
                    bent.Insert(at, bent.ToString(at, Math.Min(random.Next(1, 40), bent.Length - at)));
                    break;
                default:
                    bent.Insert(at, new string((char)random.Next(' ', '~'), random.Next(1, 200)));
                    break;
            }

            if (bent.Length == 0)
            {
                bent.Append('x');
            }
        }

        return bent.ToString();
    }
}
