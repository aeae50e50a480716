using System.Buffers;
using System.Text.Json;
using Daypass.Core.Sealing;
using Daypass.Protocol.OAuth;

namespace Daypass.Core.Outbound;

/// <summary>An account as an OpenID provider: who it says it is, and the two documents from which anyone can verify its tokens.</summary>
/// <remarks>The documents stay published while outbound federation is off, because tokens that were issued live on.</remarks>
public sealed class WebIdentityIssuer(KeyRing ring, WebIdentitySigner signer, PublicAddress address)
{
    private const string PathPrefix = "/oidc/";

    /// <summary>How long verifiers may keep the key set; a new key is published longer than that before it signs.</summary>
    public static readonly TimeSpan KeySetMaxAge = TimeSpan.FromMinutes(5);

    /// <summary>Whether the accounts exchange tokens (RFC 8693).</summary>
    public bool ExchangesTokens { get; init; }

    /// <summary>The issuer of an account's tokens.</summary>
    public string IssuerOf(string account) => $"{address.Url}{PathPrefix}{account}";

    /// <summary>The discovery document of an account, which is its metadata by RFC 8414 too; null when it never had a signing key.</summary>
    public ReadOnlyMemory<byte>? Discovery(string account)
    {
        if (!HasKeys(account))
        {
            return null;
        }

        var issuer = IssuerOf(account);
        var body = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("issuer", issuer);
        json.WriteString("jwks_uri", $"{issuer}/.well-known/jwks.json");
        WriteList(json, "response_types_supported", "id_token");
        WriteList(json, "subject_types_supported", "public");
        WriteList(json, "id_token_signing_alg_values_supported", JwtPurpose.Rs256, JwtPurpose.Es384);
        WriteList(
            json, "claims_supported", "iss", "aud", "sub", "iat", "exp", "jti", "subject_mode", "scope", "act", WebIdentityClaims.Namespace);
        if (ExchangesTokens)
        {
            json.WriteString("token_endpoint", issuer + "/token");
            WriteList(json, "grant_types_supported", TokenExchangeForm.GrantType);
            WriteList(json, "token_endpoint_auth_methods_supported", "none");
        }

        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    /// <summary>The key set of an account: every key whose tokens may be alive and every key that will sign soon; null when it never had one.</summary>
    public ReadOnlyMemory<byte>? KeySet(string account)
    {
        if (!HasKeys(account))
        {
            return null;
        }

        var body = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteStartArray("keys");
        foreach (var algorithm in (ReadOnlySpan<string>)[JwtPurpose.Rs256, JwtPurpose.Es384])
        {
            foreach (var key in ring.Current.KeysFor(JwtPurpose.Create(account, algorithm)))
            {
                if (key.Verifies)
                {
                    json.WriteRawValue(signer.PublicKey(key, algorithm), skipInputValidation: true);
                }
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private bool HasKeys(string account) =>
        ring.Current.KeysFor(JwtPurpose.Create(account, JwtPurpose.Rs256)).Count > 0
            || ring.Current.KeysFor(JwtPurpose.Create(account, JwtPurpose.Es384)).Count > 0;

    private static void WriteList(Utf8JsonWriter json, string name, params ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
