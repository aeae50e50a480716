using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Daypass.Federation.Oidc.Fetching;
using Daypass.Federation.Oidc.Keys;
using Daypass.Federation.Tests.Oidc;
using Daypass.Protocol.Errors;
using Daypass.Testing.Oidc;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Key sets that must not be believed, or not wholly.</summary>
[Trait("Road", "front door")]
public sealed class KeySetAttackTests(FrontDoor door) : IClassFixture<FrontDoor>, IAsyncLifetime
{
    private readonly OidcWorld _world = new(static rules => rules with { Timeout = TimeSpan.FromSeconds(5) }, new KeyLifetimes(), door);

    private SigningKey Key => _world.Issuer.Keys[0];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory, Trait("Attack", "J-JWKS")]
    [InlineData("use", "\"enc\"")]
    [InlineData("use", "7")]
    [InlineData("alg", "\"HS256\"")]
    [InlineData("alg", "\"RSA-OAEP\"")]
    [InlineData("alg", "null")]
    [InlineData("kid", "null")]
    [InlineData("kid", "\"\"")]
    [InlineData("kty", "\"oct\"")]
    [InlineData("kty", "\"EC\"")]
    [InlineData("kty", "\"OKP\"")]
    [InlineData("kty", "[\"RSA\"]")]
    [InlineData("e", "\"AQAA\"")]
    [InlineData("e", "\"AQAB=\"")]
    [InlineData("e", "65537")]
    [InlineData("e", "\"AQAAAAAAAAAAAQ\"")]
    [InlineData("kid", "7")]
    [InlineData("kty", "\"rsa\"")]
    [InlineData("n", "\"AQAB\"")]
    [InlineData("n", "\"===\"")]
    [InlineData("n", "null")]
    [InlineData("x5c", "[]")]
    [InlineData("x5c", "[\"AAAA\"]")]
    public async Task An_unfit_key_is_left_out(string member, string value)
    {
        var jwk = Key.ToJwk();
        jwk[member] = JsonNode.Parse(value);

        await RefusedUnder(jwk);
    }

    [Theory, Trait("Attack", "J-JWKS")]
    [InlineData("use", "\"sig\"")]
    [InlineData("alg", "\"RS512\"")]
    public async Task A_key_that_may_verify_is_used_whichever_hash_it_names(string member, string value)
    {
        var jwk = Key.ToJwk();
        jwk[member] = JsonNode.Parse(value);
        _world.Issuer.KeySetText = Set(jwk);

        Assert.True((await _world.Present(_world.Mint())).Succeeded);
    }

    [Theory, Trait("Attack", "J-JWKS")]
    [InlineData("""["sign"]""")]
    [InlineData("\"verify\"")]
    [InlineData("""["verify"]""")]
    [InlineData("""["encrypt","verify"]""")]
    public async Task A_key_with_key_ops_verifies_nothing_as_at_AWS(string value)
    {
        var jwk = Key.ToJwk();
        jwk["key_ops"] = JsonNode.Parse(value);
        _world.Issuer.KeySetText = Set(jwk);

        Assert.Equal(FederationErrors.NotValidatedText, (await _world.Refused(_world.Mint())).Message);
    }

    [Theory, Trait("Attack", "J-JWKS")]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(2040)]
    public async Task A_short_RSA_key_is_left_out(int bits)
    {
        var weak = SigningKey.Create("RS256", rsaBits: bits);
        _world.Issuer.Keys = [weak];

        Assert.Equal(FederationErrors.NoVerificationKeyText, (await _world.Refused(_world.Mint())).Message);
    }

    [Fact, Trait("Attack", "J-JWKS")]
    public async Task A_modulus_that_would_cost_too_much_is_left_out()
    {
        var jwk = Key.ToJwk();
        byte[] modulus = [0xFF, .. new byte[4000], 1];
        jwk["n"] = System.Buffers.Text.Base64Url.EncodeToString(modulus);

        await RefusedUnder(jwk);
    }

    [Fact, Trait("Attack", "J-JWKS")]
    public async Task A_certificate_beside_the_key_must_hold_the_same_key()
    {
        using var other = RSA.Create(2048);
        var jwk = Key.ToJwk();
        jwk["x5c"] = new JsonArray(Certificate(Key.Rsa!));
        _world.Issuer.KeySetText = Set(jwk);
        Assert.True((await _world.Present(_world.Mint())).Succeeded);

        jwk = Key.ToJwk();
        jwk["x5c"] = new JsonArray(Certificate(other));
        _world.Provider = _world.Provider with { Arn = "arn:x5c-other" };
        await RefusedUnder(jwk);

        jwk = Key.ToJwk();
        jwk["x5c"] = new JsonArray(Certificate(Key.Rsa!));
        jwk.Remove("n");
        jwk.Remove("e");
        _world.Provider = _world.Provider with { Arn = "arn:x5c-only" };
        await RefusedUnder(jwk);
    }

    [Fact, Trait("Attack", "J-JWKS")]
    public async Task A_symmetric_key_of_the_set_makes_no_signature_good()
    {
        // Whatever is published under a key id, a token is never judged by a shared secret (RFC 8725 section 2.1).
        var secret = System.Text.Encoding.ASCII.GetBytes("client-secret-client-secret-client-secret");
        _world.Issuer.KeySetText = new JsonObject
        {
            ["keys"] = new JsonArray(
                new JsonObject { ["kid"] = "client-b", ["kty"] = "oct", ["alg"] = "HS256", ["k"] = System.Buffers.Text.Base64Url.EncodeToString(secret) },
                    Key.ToJwk()),
        }.ToJsonString();
        foreach (var algorithm in new[] { "HS256", "RS256", "ES256" })
        {
            var token = TokenMint.Sign(
                new JsonObject { ["alg"] = algorithm, ["kid"] = "client-b" }.ToJsonString(),
                _world.Issuer.Claims(_world.Clock.GetUtcNow()).ToJsonString(),
                input => HMACSHA256.HashData(secret, input));

            Assert.Equal("InvalidIdentityToken", (await _world.Refused(token)).Code);
        }
    }

    [Fact, Trait("Attack", "J-JWKS")]
    public async Task Of_two_keys_under_one_id_the_later_counts_even_when_it_is_broken()
    {
        var key = Key;
        _world.Issuer.Keys = [key, SigningKey.Create("RS256", key.Id)];
        Assert.Equal(FederationErrors.NotValidatedText, (await _world.Refused(_world.Mint(key: key))).Message);

        _world.Provider = _world.Provider with { Arn = "arn:other-first" };
        _world.Issuer.Keys = [SigningKey.Create("RS256", key.Id), key];
        Assert.True((await _world.Present(_world.Mint(key: key))).Succeeded);

        var broken = key.ToJwk();
        broken["n"] = broken["n"]!.GetValue<string>()[..^4] + "AAAA";
        _world.Provider = _world.Provider with { Arn = "arn:broken-last" };
        _world.Issuer.KeySetText = SetOf(key.ToJwk(), broken);
        Assert.Equal(FederationErrors.NotValidatedText, (await _world.Refused(_world.Mint(key: key))).Message);

        _world.Provider = _world.Provider with { Arn = "arn:broken-first" };
        _world.Issuer.KeySetText = SetOf(broken.DeepClone(), key.ToJwk());
        Assert.True((await _world.Present(_world.Mint(key: key))).Succeeded);
        _world.Issuer.KeySetText = null;

        _world.Provider = _world.Provider with { Arn = "arn:same-twice" };
        _world.Issuer.Keys = [key, key];
        Assert.True((await _world.Present(_world.Mint(key: key))).Succeeded);
    }

    [Theory, Trait("Attack", "J-JWKS")]
    [InlineData("""{"use":"enc"}""", true)]
    [InlineData("""{"use":"enc","alg":"RSA-OAEP"}""", true)]
    [InlineData("""{"alg":"RSA-OAEP-256"}""", true)]
    [InlineData("""{"alg":"RSA1_5"}""", true)]
    [InlineData("""{"use":"sig","alg":"RSA-OAEP"}""", false)]
    [InlineData("""{"use":"other"}""", false)]
    [InlineData("""{"use":7}""", false)]
    [InlineData("""{"alg":"HS256"}""", false)]
    [InlineData("""{"alg":"RSA-OAEP","key_ops":["verify"]}""", true)]
    public async Task A_key_for_encryption_leaves_a_signing_key_of_the_same_id_as_it_is(string members, bool isForEncryption)
    {
        var key = Key;
        var other = SigningKey.Create("RS256", key.Id).ToJwk();
        other.Remove("use");
        other.Remove("alg");
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            other[name] = value?.DeepClone();
        }

        _world.Issuer.KeySetText = SetOf(other.DeepClone(), key.ToJwk());
        Assert.True((await _world.Present(_world.Mint(key: key))).Succeeded);

        _world.Provider = _world.Provider with { Arn = "arn:encryption-last" };
        _world.Issuer.KeySetText = SetOf(key.ToJwk(), other.DeepClone());
        Assert.Equal(isForEncryption, (await _world.Present(_world.Mint(key: key))).Succeeded);

        _world.Provider = _world.Provider with { Arn = "arn:encryption-only" };
        _world.Issuer.KeySetText = SetOf(other.DeepClone());
        Assert.Equal(FederationErrors.NoVerificationKeyText, (await _world.Refused(_world.Mint(key: key))).Message);
    }

    [Fact, Trait("Attack", "J-JWKS")]
    public async Task More_than_a_hundred_RSA_keys_are_none_and_curves_still_work()
    {
        var curve = SigningKey.Create("ES256");
        var key = Key;
        _world.Issuer.Keys = [curve, .. Enumerable.Range(0, 101).Select(index => key.As(id: $"k{index}"))];

        Assert.True((await _world.Present(_world.Mint(key: curve))).Succeeded);
        Assert.Equal(FederationErrors.NoVerificationKeyText, (await _world.Refused(_world.Mint(key: key.As(id: "k5")))).Message);

        _world.Provider = _world.Provider with { Arn = "arn:just-hundred" };
        _world.Issuer.Keys = [.. Enumerable.Range(0, 100).Select(index => key.As(id: $"k{index}"))];
        Assert.True((await _world.Present(_world.Mint(key: key.As(id: "k5")))).Succeeded);
    }

    [Theory, Trait("Attack", "J-JWKS")]
    [InlineData("off curve")]
    [InlineData("other curve")]
    [InlineData("short coordinate")]
    [InlineData("infinity")]
    [InlineData("secp256k1")]
    public async Task A_point_that_is_no_key_is_left_out(string fault)
    {
        var key = SigningKey.Create("ES256");
        var jwk = key.ToJwk();
        switch (fault)
        {
            case "off curve":
                jwk["y"] = jwk["x"]!.GetValue<string>();
                break;
            case "other curve":
                jwk["crv"] = "P-384";
                break;
            case "short coordinate":
                jwk["x"] = jwk["x"]!.GetValue<string>()[..42];
                break;
            case "infinity":
                (jwk["x"], jwk["y"]) = (new string('A', 43), new string('A', 43));
                break;
            default:
                jwk["crv"] = "secp256k1";
                break;
        }

        _world.Issuer.KeySetText = Set(jwk);

        Assert.Equal(FederationErrors.NoVerificationKeyText, (await _world.Refused(_world.Mint(key: key))).Message);
    }

    [Theory, Trait("Attack", "J-JWKS")]
    [InlineData(IssuerFault.HugeKeySet)]
    [InlineData(IssuerFault.HugeKeySetByLength)]
    [InlineData(IssuerFault.HugeDiscovery)]
    [InlineData(IssuerFault.HugeHead)]
    [InlineData(IssuerFault.GzipBomb)]
    [InlineData(IssuerFault.Html)]
    [InlineData(IssuerFault.NullKeys)]
    [InlineData(IssuerFault.DuplicateKeys)]
    public async Task A_provider_that_answers_too_much_or_nonsense_costs_little_memory_and_is_unreachable(IssuerFault fault)
    {
        _world.Issuer.Fault = fault;

        Assert.Equal("IDPCommunicationError", (await _world.Refused(_world.Mint())).Code);
    }

    [Fact, Trait("Attack", "J-JWKS")]
    public async Task Fifty_megabytes_of_keys_are_not_read_beyond_a_quarter_of_one()
    {
        var rules = new OutboundRules { AllowLoopback = true, Roots = _world.Authority.Roots };
        _world.Issuer.Fault = IssuerFault.HugeKeySet;
        using var connection = new IssuerConnection(_world.Provider, rules);

        var failure = await Assert.ThrowsAsync<UnusableAnswerException>(() => connection.Get(new Uri(_world.Issuer.Url + "/keys"), 256 * 1024, default));

        Assert.StartsWith("DP-NET-05", failure.Message, StringComparison.Ordinal);
    }

    private static string Set(JsonObject jwk) => new JsonObject { ["keys"] = new JsonArray(jwk) }.ToJsonString();

    private static string Certificate(RSA key)
    {
        var request = new CertificateRequest("CN=key", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return Convert.ToBase64String(certificate.RawData);
    }

    private async Task<AwsError> RefusedUnder(JsonObject jwk)
    {
        _world.Issuer.KeySetText = Set(jwk);
        var error = await _world.Refused(_world.Mint());
        Assert.Equal(("InvalidIdentityToken", FederationErrors.NoVerificationKeyText), (error.Code, error.Message));
        return error;
    }

    private static string SetOf(params JsonNode[] keys) => new JsonObject { ["keys"] = new JsonArray([.. keys.Select(static key => key.DeepClone())]) }
        .ToJsonString();
}
