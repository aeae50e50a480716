using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Testing;
using Daypass.Testing.Oidc;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>Tokens of an issuer of ours that are made like the recorded ones, and presented for a role.</summary>
internal sealed class OidcKind : IRecordedKind
{
    private const string RoleName = "oidc-probe";

    private readonly TestAuthority _authority = new();
    private readonly Dictionary<string, SigningKey> _keys = new(StringComparer.Ordinal);
    private TestIssuer? _issuer;

    public OidcKind()
    {
        var rsa = SigningKey.Create("RS256", "RS256");
        foreach (var algorithm in new[] { "RS256", "RS384", "RS512" })
        {
            _keys[algorithm] = rsa.As(algorithm, algorithm);
        }

        foreach (var algorithm in new[] { "ES256", "ES384", "ES512" })
        {
            _keys[algorithm] = SigningKey.Create(algorithm, algorithm);
        }
    }

    public async Task<RecordedAnswer> Run(RecordedVector vector, RecordedWorld world)
    {
        if (!vector.Element.TryGetProperty("jwks", out var keySet))
        {
            _issuer ??= new TestIssuer(_authority) { Keys = [.. _keys.Values] };
            return await Present(vector.Element, _issuer, world);
        }

        // Keys are kept by an issuer's name, so that other keys need another issuer.
        await using var issuer = new TestIssuer(_authority) { KeySetText = KeySet(keySet, world.Clock.GetUtcNow()) };
        return await Present(vector.Element, issuer, world);
    }

    private async Task<RecordedAnswer> Present(JsonElement vector, TestIssuer issuer, RecordedWorld world)
    {
        var (account, admin, _) = await world.NewAccount();
        var (server, now) = (await world.Server(), world.Clock.GetUtcNow());
        var provider = (await server.Api.Get(
            new CreateOpenIdConnectProviderRequest { Url = issuer.Url, ClientIdList = ["client-a", "client-b"], ThumbprintList = [issuer.Thumbprint] }, admin))
            .OpenIdConnectProviderArn!;
        var role = $"arn:aws:iam::{account}:role/{RoleName}";
        var texts = new FederatedTexts(
            new Dictionary<string, string>
            {
                ["account"] = account, ["provider"] = provider, ["role"] = role, ["ROLE"] = role.ToUpperInvariant(), ["issuer"] = issuer.Url,
            },
            now);
        var trust = vector.TryGetProperty("trust", out var given) ? texts.Fill(given)!.ToJsonString() : $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{{provider}}"},
            "Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession","sts:SetSourceIdentity"]}]}
            """;
        await server.Api.Get(new CreateRoleRequest { RoleName = RoleName, AssumeRolePolicyDocument = trust, MaxSessionDuration = 7200 }, admin);
        var with = vector.TryGetProperty("with", out var members) ? members : default;
        var request = new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = role,
            RoleSessionName = Member(with, "RoleSessionName") ?? "oidc-probe",
            WebIdentityToken = Mint(vector, texts, issuer),
            DurationSeconds = Member(with, "DurationSeconds") is { } seconds ? int.Parse(seconds, CultureInfo.InvariantCulture) : null,
            ProviderId = Member(with, "ProviderId"),
        };
        var result = await server.Api.Call(request, null);
        return texts.Compare(vector.GetProperty("answer"), result.Succeeded ? "Success" : result.Error.Code, result.Error?.Message, name => name switch
        {
            "SubjectFromWebIdentityToken" => result.Value!.SubjectFromWebIdentityToken,
            "Audience" => result.Value!.Audience,
            "Provider" => result.Value!.Provider,
            "SourceIdentity" => result.Value!.SourceIdentity,
            "$seconds" => ((long)(result.Value!.Credentials!.Expiration - now).TotalSeconds).ToString(CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"An answer has no {name}."),
        });
    }

    private string Mint(JsonElement vector, FederatedTexts texts, TestIssuer issuer)
    {
        var key = _keys[RecordedVector.Text(vector, "algorithm") ?? "RS256"];
        using var start = JsonDocument.Parse("""{"iss":"{issuer}","aud":"client-a","sub":"subject-probe","iat":{"$at":-10},"exp":{"$at":900}}""");
        var claims = texts.Fill(start.RootElement)!.AsObject();
        foreach (var claim in vector.TryGetProperty("claims", out var patch) ? patch.EnumerateObject().ToArray() : [])
        {
            claims[claim.Name] = texts.Fill(claim.Value);
        }

        foreach (var name in vector.TryGetProperty("remove", out var removed) ? removed.EnumerateArray().ToArray() : [])
        {
            claims.Remove(name.GetString()!);
        }

        var header = vector.TryGetProperty("header", out var own) ? own.GetRawText() : TokenMint.Header(key).ToJsonString();
        Assert.StartsWith("https://", issuer.Url, StringComparison.Ordinal);
        return TokenMint.Sign(key, header, claims.ToJsonString()[..^1] + RecordedVector.Text(vector, "tail") + "}");
    }

    private string KeySet(JsonElement keys, DateTimeOffset now)
    {
        var set = new JsonArray();
        foreach (var entry in keys.EnumerateArray())
        {
            var key = _keys[entry.GetProperty("key").GetString()!];
            var jwk = key.ToJwk();
            if (entry.TryGetProperty("x5c", out _))
            {
                var request = new CertificateRequest("CN=recorded", key.Rsa!, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
                jwk["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData));
            }

            if (entry.TryGetProperty("broken", out _))
            {
                jwk["n"] = jwk["n"]!.GetValue<string>()[..^4] + "AAAA";
            }

            foreach (var member in entry.TryGetProperty("set", out var other) ? other.EnumerateObject().ToArray() : [])
            {
                jwk[member.Name] = JsonNode.Parse(member.Value.GetRawText());
            }

            foreach (var name in entry.TryGetProperty("remove", out var removed) ? removed.EnumerateArray().ToArray() : [])
            {
                jwk.Remove(name.GetString()!);
            }

            var times = entry.TryGetProperty("times", out var count) ? count.GetInt32() : 0;
            for (var i = 0; i < times; i++)
            {
                var copy = jwk.DeepClone();
                copy["kid"] = string.Create(CultureInfo.InvariantCulture, $"extra{i}");
                set.Add(copy);
            }

            if (times == 0)
            {
                set.Add((JsonNode)jwk);
            }
        }

        return new JsonObject { ["keys"] = set }.ToJsonString();
    }

    private static string? Member(JsonElement with, string name) =>
        with.ValueKind == JsonValueKind.Object && with.TryGetProperty(name, out var value) ? value.ToString() : null;
}
