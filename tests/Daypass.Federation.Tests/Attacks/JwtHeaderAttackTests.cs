using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Daypass.Federation.Tests.Oidc;
using Daypass.Testing.Oidc;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Tokens whose header tries to choose how they are verified.</summary>
[Trait("Road", "front door")]
public sealed class JwtHeaderAttackTests(OidcWorld world) : IClassFixture<OidcWorld>
{
    private const string NotAJwt = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
    private const string NoKey = "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
        + "documentation for requirements";

    [Theory, Trait("Attack", "J-NONE")]
    [InlineData("none", true)]
    [InlineData("None", true)]
    [InlineData("nOnE", true)]
    [InlineData("none", false)]
    [InlineData("None", false)]
    [InlineData("nOnE", false)]
    public async Task An_unsigned_token_is_refused_in_any_spelling(string algorithm, bool withSignature)
    {
        var token = world.Mint(header: header => header["alg"] = algorithm);

        Assert.Equal("InvalidIdentityToken", (await world.Refused(withSignature ? token : token[..(token.LastIndexOf('.') + 1)])).Code);
    }

    public static TheoryData<string, string> PublicKeySpellings => new()
    {
        { "HS256", "pem" }, { "HS256", "der" }, { "HS256", "jwk" }, { "HS256", "pkcs1" }, { "HS384", "pem" }, { "HS512", "der" },
    };

    [Theory, Trait("Attack", "J-HS"), MemberData(nameof(PublicKeySpellings))]
    public async Task A_token_keyed_with_the_public_key_as_a_secret_is_refused(string algorithm, string spelling)
    {
        var key = world.Issuer.Keys[0];
        var secret = spelling switch
        {
            "pem" => Encoding.ASCII.GetBytes(key.Rsa!.ExportSubjectPublicKeyInfoPem()),
            "der" => key.Rsa!.ExportSubjectPublicKeyInfo(),
            "pkcs1" => Encoding.ASCII.GetBytes(key.Rsa!.ExportRSAPublicKeyPem()),
            _ => Encoding.ASCII.GetBytes(key.ToJwk().ToJsonString()),
        };
        var token = TokenMint.Sign(
            new JsonObject { ["alg"] = algorithm, ["kid"] = key.Id }.ToJsonString(),
            world.Issuer.Claims(world.Clock.GetUtcNow()).ToJsonString(),
            input => algorithm switch
            {
                "HS256" => HMACSHA256.HashData(secret, input),
                "HS384" => HMACSHA384.HashData(secret, input),
                _ => HMACSHA512.HashData(secret, input),
            });

        Assert.Equal("InvalidIdentityToken", (await world.Refused(token)).Code);
    }

    [Theory]
    [Trait("Attack", "J-PS")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    public async Task A_valid_PSS_signature_is_not_on_the_list(string algorithm)
    {
        var key = world.Issuer.Keys[0];
        var hash = new HashAlgorithmName("SHA" + algorithm[2..]);
        var token = TokenMint.Sign(
            new JsonObject { ["alg"] = algorithm, ["kid"] = key.Id }.ToJsonString(),
            world.Issuer.Claims(world.Clock.GetUtcNow()).ToJsonString(),
            input => key.Rsa!.SignData(input, hash, RSASignaturePadding.Pss));

        Assert.Contains("DP-JWT-07", (await world.Refused(token)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "J-EDDSA")]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    [InlineData("ES256K")]
    [InlineData("RS1")]
    [InlineData("rs256")]
    [InlineData("RS256 ")]
    [InlineData("")]
    public async Task An_algorithm_outside_the_six_is_refused(string algorithm) =>
        Assert.Contains("DP-JWT-07", (await world.Refused(world.Mint(header: header => header["alg"] = algorithm))).Reason, StringComparison.Ordinal);

    [Fact, Trait("Attack", "J-EDDSA")]
    public async Task A_valid_signature_on_a_curve_outside_the_three_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        await using var own = new TestIssuer(world.Authority);
        own.KeySetText = new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kid"] = "k", ["kty"] = "EC", ["crv"] = "secp256k1", ["alg"] = "ES256K",
                ["x"] = System.Buffers.Text.Base64Url.EncodeToString(point.X), ["y"] = System.Buffers.Text.Base64Url.EncodeToString(point.Y),
            }),
        }.ToJsonString();
        foreach (var algorithm in new[] { "ES256K", "ES256" })
        {
            var token = TokenMint.Sign(
                new JsonObject { ["alg"] = algorithm, ["kid"] = "k" }.ToJsonString(),
                own.Claims(world.Clock.GetUtcNow()).ToJsonString(),
                input => key.SignData(input, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

            Assert.Equal("InvalidIdentityToken", (await world.Refused(token, own)).Code);
        }
    }

    [Fact, Trait("Attack", "J-PS")]
    public async Task A_PSS_signature_under_the_name_RS256_is_refused()
    {
        var key = world.Issuer.Keys[0];
        var token = TokenMint.Sign(
            TokenMint.Header(key).ToJsonString(),
            world.Issuer.Claims(world.Clock.GetUtcNow()).ToJsonString(),
            input => key.Rsa!.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));

        Assert.Contains("DP-JWT-22", (await world.Refused(token)).Reason, StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "J-KID")]
    [InlineData("\"nobody\"")]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("\"../../dev/null\"")]
    [InlineData("\"' OR 1=1--\"")]
    [InlineData("\"a\\r\\nb\\u0000\\u2028<script>\"")]
    public async Task A_key_id_that_names_no_key_is_refused_and_never_reaches_a_log_as_it_is(string kid)
    {
        var error = await world.Refused(world.Mint(header: header => header["kid"] = JsonNode.Parse(kid)));

        Assert.Equal("InvalidIdentityToken", error.Code);
        Assert.Equal(NoKey, error.Message);
        Assert.All(error.Reason!, static character => Assert.InRange(character, ' ', '~'));
    }

    [Fact, Trait("Attack", "J-KID")]
    public async Task A_key_id_of_10_kB_is_refused_and_cut_in_the_log()
    {
        var error = await world.Refused(world.Mint(header: static header => header["kid"] = new string('k', 10_000)));

        Assert.Equal(NoKey, error.Message);
        Assert.True(error.Reason!.Length < 200);
    }

    [Fact, Trait("Attack", "J-KID")]
    public async Task A_missing_key_id_is_refused_when_the_set_has_several_keys()
    {
        await using var own = new TestIssuer(world.Authority) { Keys = [SigningKey.Create(), SigningKey.Create("ES256")] };

        Assert.Equal(NoKey, (await world.Refused(own.Mint(world.Clock.GetUtcNow(), header: static header => header.Remove("kid")), own)).Message);
    }

    [Theory, Trait("Attack", "J-HDRKEY")]
    [InlineData("jwk")]
    [InlineData("jku")]
    [InlineData("x5u")]
    [InlineData("x5c")]
    public async Task A_token_that_brings_its_own_key_is_refused_without_a_request_to_anybody(string parameter)
    {
        await using var evil = new TestIssuer(world.Authority);
        var key = evil.Keys[0].As(id: world.Issuer.Keys[0].Id);
        var before = (world.Issuer.Connections, evil.Connections);
        var token = world.Mint(
            header: header => header[parameter] = parameter switch
            {
                "jwk" => key.ToJwk(),
                "x5c" => new JsonArray(Convert.ToBase64String(key.Rsa!.ExportSubjectPublicKeyInfo())),
                _ => evil.Url + "/keys",
            },
            key: key);

        Assert.Equal(NotAJwt, (await world.Refused(token)).Message);
        Assert.Equal(before, (world.Issuer.Connections, evil.Connections));
    }

    [Theory, Trait("Attack", "J-CRIT")]
    [InlineData("crit", """["x-unknown"]""")]
    [InlineData("crit", """[]""")]
    [InlineData("crit", """["exp"]""")]
    [InlineData("crit", """["b64"]""")]
    [InlineData("crit", "\"b64\"")]
    [InlineData("crit", "null")]
    [InlineData("b64", "false")]
    [InlineData("b64", "true")]
    [InlineData("zip", "\"DEF\"")]
    [InlineData("enc", "\"A256GCM\"")]
    public async Task A_header_that_changes_the_rules_is_refused(string parameter, string value) =>
        Assert.Equal(NotAJwt, (await world.Refused(world.Mint(header: header => header[parameter] = JsonNode.Parse(value)))).Message);

    [Theory, Trait("Attack", "J-CRIT")]
    [InlineData("\"logout+jwt\"")]
    [InlineData("\"DPoP+JWT\"")]
    [InlineData("\"secevent+jwt\"")]
    [InlineData("17")]
    public async Task A_token_of_another_class_is_refused(string type) =>
        Assert.Contains("DP-JWT-06", (await world.Refused(world.Mint(header: header => header["typ"] = JsonNode.Parse(type)))).Reason,
            StringComparison.Ordinal);

    [Theory, Trait("Attack", "J-JWE")]
    [InlineData("eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.a2V5.aXY.dGV4dA.dGFn")]
    [InlineData("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXY.dGV4dA.dGFn")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("....")]
    [InlineData("..")]
    [InlineData("abcd")]
    public async Task What_is_not_three_parts_is_refused(string token) => Assert.Equal(NotAJwt, (await world.Refused(token)).Message);
}
