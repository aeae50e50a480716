using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Daypass.Federation.Tests.Oidc;
using Daypass.Protocol.Errors;
using Daypass.Testing;
using Daypass.Testing.Oidc;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Tokens whose signature is not one, and tokens that are too much of a thing.</summary>
[Trait("Road", "front door")]
public sealed class JwtSignatureAttackTests(OidcWorld world) : IClassFixture<OidcWorld>
{
    private string WithSignature(SigningKey key, Func<byte[], byte[]> sign) =>
        TokenMint.Sign(TokenMint.Header(key).ToJsonString(), world.Issuer.Claims(world.Clock.GetUtcNow()).ToJsonString(), sign);

    [Theory, Trait("Attack", "J-SIG")]
    [InlineData("zero")]
    [InlineData("order")]
    [InlineData("der")]
    [InlineData("wrong curve")]
    [InlineData("empty")]
    [InlineData("short")]
    [InlineData("long")]
    public async Task An_elliptic_curve_signature_of_the_wrong_shape_is_refused(string shape)
    {
        await using var own = new TestIssuer(world.Authority) { Keys = [SigningKey.Create("ES256"), SigningKey.Create("ES384")] };
        var key = own.Keys[0];
        var signer = shape == "wrong curve" ? own.Keys[1].As(algorithm: "ES256") : key;
        var token = TokenMint.Sign(TokenMint.Header(signer).ToJsonString(), own.Claims(world.Clock.GetUtcNow()).ToJsonString(), input => shape switch
        {
            "zero" => new byte[64],
            "order" => [.. Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"),
                .. Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")],
            "der" => key.Curve!.SignData(input, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
            "empty" => [],
            "short" => key.Sign(input)[1..],
            "long" => [.. key.Sign(input), 0],
            _ => signer.Sign(input),
        });

        Assert.Equal("InvalidIdentityToken", (await world.Refused(token, own)).Code);
    }

    [Theory, Trait("Attack", "J-SIG")]
    [InlineData("foreign key")]
    [InlineData("zero")]
    [InlineData("one")]
    [InlineData("short")]
    [InlineData("other hash")]
    public async Task An_RSA_signature_that_the_key_did_not_make_is_refused(string shape)
    {
        var key = world.Issuer.Keys[0];
        var foreign = SigningKey.Create();

        var error = await world.Refused(WithSignature(key, input => shape switch
        {
            "foreign key" => foreign.Sign(input),
            "zero" => new byte[256],
            "one" => [.. new byte[255], 1],
            "short" => key.Sign(input)[1..],
            _ => key.Rsa!.SignData(input, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        }));

        Assert.Contains("DP-JWT-22", error.Reason, StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "J-SIG")]
    public async Task One_flipped_bit_anywhere_is_refused()
    {
        var token = world.Mint();
        for (var at = 0; at < token.Length; at += 7)
        {
            var other = token[at] == 'A' ? 'B' : 'A';
            await world.Refused(token[..at] + other + token[(at + 1)..]);
        }
    }

    [Theory, Trait("Attack", "J-SIG")]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData("\n\n.")]
    [InlineData("%3D")]
    public async Task What_is_appended_to_the_signature_is_refused(string tail) =>
        Assert.Contains("DP-JWT-0", (await world.Refused(world.Mint() + tail)).Reason, StringComparison.Ordinal);

    [Fact, Trait("Attack", "J-SIG")]
    public async Task The_standard_alphabet_is_another_spelling_and_refused()
    {
        string token;
        do
        {
            token = world.Mint(static claims => claims["jti"] = Guid.NewGuid().ToString());
        }
        while (!token.AsSpan(token.LastIndexOf('.')).ContainsAny('-', '_'));

        var signature = token[token.LastIndexOf('.')..];
        var respelled = token[..^signature.Length] + signature.Replace('-', '+').Replace('_', '/');

        Assert.Contains("DP-JWT-03", (await world.Refused(respelled)).Reason, StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "J-SIG")]
    public async Task Stray_bits_in_the_last_character_are_refused()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var token = world.Mint();
        var stray = Alphabet[Alphabet.IndexOf(token[^1], StringComparison.Ordinal) | 1];

        Assert.Contains("DP-JWT-03", (await world.Refused(token[..^1] + stray)).Reason, StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "J-SIG")]
    [InlineData("AQ")]
    [InlineData("Ag")]
    [InlineData("AA")]
    [InlineData("AQAAAAAAAAAAAQ")]
    public async Task A_key_with_an_exponent_that_proves_nothing_is_no_key(string exponent)
    {
        await using var own = new TestIssuer(world.Authority);
        var jwk = own.Keys[0].ToJwk();
        jwk["e"] = exponent;
        own.KeySetText = new JsonObject { ["keys"] = new JsonArray(jwk) }.ToJsonString();

        // With e = 1 the "signature" is the padded digest itself, which anybody can write.
        var token = TokenMint.Sign(TokenMint.Header(own.Keys[0]).ToJsonString(), own.Claims(world.Clock.GetUtcNow()).ToJsonString(), static input =>
        {
            byte[] digest = [.. Convert.FromHexString("3031300d060960864801650304020105000420"), .. SHA256.HashData(input)];
            return [0, 1, .. Enumerable.Repeat((byte)0xFF, 256 - 3 - digest.Length), 0, .. digest];
        });

        Assert.Equal(FederationErrors.NoVerificationKeyText, (await world.Refused(token, own)).Message);
    }

    public static TheoryData<string> TooMuch =>
        new("20001 characters", "2 MB", "header of 19 kB", "5000 deep", "100000 claims", "numbers of 1e308", "100000 dots", "one long string");

    [Theory, Trait("Attack", "J-SIZE"), MemberData(nameof(TooMuch))]
    public async Task Too_much_of_anything_is_refused_quickly(string what)
    {
        var key = world.Issuer.Keys[0];
        var claims = world.Issuer.Claims(world.Clock.GetUtcNow()).ToJsonString()[..^1];
        var token = what switch
        {
            "20001 characters" => world.Mint().PadRight(20001, 'A'),
            "2 MB" => new string('A', 2_000_000),
            "header of 19 kB" => TokenMint.Sign(key, $$"""{"alg":"RS256","kid":"{{new string('x', 14_000)}}"}""", claims + "}"),
            "5000 deep" => TokenMint.Sign(key, TokenMint.Header(key).ToJsonString(), claims + ",\"x\":" + new string('[', 5000) + new string(']', 5000) + "}"),
            "100000 claims" => TokenMint.Encode("{}") + "."
                + TokenMint.Encode("{" + string.Join(',', Enumerable.Range(0, 100_000).Select(static n => $"\"c{n}\":1")) + "}") + ".AAAA",
            "numbers of 1e308" => TokenMint.Sign(
                key, TokenMint.Header(key).ToJsonString(), "{\"iss\":1e308,\"sub\":1e308,\"aud\":1e308,\"iat\":1e308,\"exp\":1e308}"),
            "100000 dots" => new string('.', 100_000),
            _ => Base64Url.EncodeToString(new byte[14_000]) + ".AAAA.AAAA",
        };
        await world.Refused(token);

        var fastest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var (thread, before) = (Environment.CurrentManagedThreadId, ThreadTime.Now);
            var error = await world.RefusedHere(token);
            var taken = ThreadTime.Now - before;

            // The first one may wait for the key set and go on elsewhere; its time says nothing.
            fastest = thread == Environment.CurrentManagedThreadId && taken < fastest ? taken : fastest;
            Assert.Equal("InvalidIdentityToken", error.Code);
        }

        Assert.True(fastest < TimeSpan.FromMilliseconds(50), $"{what}: {fastest.TotalMilliseconds} ms");
    }
}
