using System.Text.Json;
using Daypass.Core.Outbound;
using Daypass.Core.Directory;
using Daypass.Core.Sessions;
using Daypass.Policy.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>
/// Reads the ProvidedContexts of AssumeRole. The one provider is this service itself: an assertion is a web identity token of any of its accounts whose
/// audience is the role to be assumed, so that a token given to somebody else cannot be used as one.
/// </summary>
internal sealed class ContextAssertions(EntityArns arns, WebIdentityIssuer issuer, WebIdentitySigner signer)
{
    private const string KeyPrefix = "sts:RequestContext/";
    private const string ProvidersKey = "sts:RequestContextProviders";

    /// <summary>The ARN of the provider.</summary>
    public static string ProviderArn(string partition) => $"arn:{partition}:iam::aws:contextProvider/Daypass";

    /// <summary>What the assertions say, as condition keys without the providers' own key; or why one is not believed.</summary>
    public Result<SessionKey[]> Verify(IReadOnlyList<ProvidedContext> contexts, string roleArn, DateTimeOffset now)
    {
        if (contexts.Count == 0)
        {
            return Array.Empty<SessionKey>();
        }

        var keys = new List<SessionKey>();
        for (var i = 0; i < contexts.Count; i++)
        {
            if (contexts[i].ProviderArn != ProviderArn(arns.Partition))
            {
                return FederationErrors.UnknownContextProvider(contexts[i].ProviderArn, ProviderArn(arns.Partition));
            }

            if (contexts[i].ContextAssertion is not { } assertion || signer.Verify(assertion) is not { } genuine)
            {
                return NotBelieved;
            }

            if (Read(genuine.Account, genuine.Payload, roleArn, now, keys) is { } refusal)
            {
                return refusal;
            }
        }

        keys.Add(new SessionKey(ProvidersKey, [ProviderArn(arns.Partition)]));
        return keys.ToArray();
    }

    /// <summary>Adds what was asserted to the keys of the request.</summary>
    public static void AddKeys(RequestContext keys, SessionKey[] asserted)
    {
        foreach (var key in asserted)
        {
            if (key.IsList)
            {
                keys.Add(key.Name, key.Values);
            }
            else
            {
                keys.Add(key.Name, key.Values[0]);
            }
        }
    }

    private AwsError? Read(string account, byte[] payload, string roleArn, DateTimeOffset now, List<SessionKey> keys)
    {
        using var document = JsonDocument.Parse(payload);
        var claims = document.RootElement;
        if (claims.GetProperty("iss").GetString() != issuer.IssuerOf(account) || !IsFor(claims.GetProperty("aud"), roleArn))
        {
            return NotBelieved;
        }

        if (claims.GetProperty("exp").GetInt64() <= now.ToUnixTimeSeconds())
        {
            return FederationErrors.ContextExpired;
        }

        // Not the subject, which can be a person: who asked for the token is what it vouches for.
        var asker = claims.GetProperty(WebIdentityClaims.Namespace);
        keys.Add(SessionKey.Single(KeyPrefix + "daypass:Principal", asker.GetProperty("principal_id").GetString()!));
        keys.Add(SessionKey.Single(KeyPrefix + "daypass:Account", account));
        if (asker.TryGetProperty("request_tags", out var tags))
        {
            foreach (var tag in tags.EnumerateObject())
            {
                keys.Add(SessionKey.Single(KeyPrefix + "daypass:RequestTag/" + tag.Name, tag.Value.GetString()!));
            }
        }

        return null;
    }

    private static bool IsFor(JsonElement audience, string roleArn) => audience.ValueKind is JsonValueKind.Array
        ? audience.EnumerateArray().Any(one => one.ValueEquals(roleArn))
        : audience.ValueEquals(roleArn);

    private static AwsError NotBelieved => FederationErrors.ContextNotBelieved;
}
