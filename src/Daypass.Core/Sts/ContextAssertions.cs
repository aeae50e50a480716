using System.Text.Json;
using Daypass.Core.Outbound;
using Daypass.Core.Pipeline;
using Daypass.Core.Sessions;
using Daypass.Policy.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>
/// Reads the ProvidedContexts of AssumeRole. The one provider is this service itself: an assertion is a web identity token of any of its accounts whose
/// audience is the role to be assumed, so that a token given to somebody else cannot be used as one.
/// </summary>
internal static class ContextAssertions
{
    private const string KeyPrefix = "sts:RequestContext/";
    private const string ProvidersKey = "sts:RequestContextProviders";

    /// <summary>The ARN of the provider.</summary>
    public static string ProviderArn(string partition) => $"arn:{partition}:iam::aws:contextProvider/Daypass";

    /// <summary>What the assertions say, as condition keys without the providers' own key; or why one is not believed.</summary>
    public static Result<SessionKey[]> Verify(ServiceParts parts, IReadOnlyList<ProvidedContext> contexts, string roleArn, DateTimeOffset now)
    {
        if (contexts.Count == 0)
        {
            return Array.Empty<SessionKey>();
        }

        var keys = new List<SessionKey>();
        for (var i = 0; i < contexts.Count; i++)
        {
            if (contexts[i].ProviderArn != ProviderArn(parts.Arns.Partition))
            {
                return CommonErrors.ValidationError($"{contexts[i].ProviderArn} is not a context provider of this service; {ProviderArn(parts.Arns.Partition)} is");
            }

            if (contexts[i].ContextAssertion is not { } assertion || parts.Signer.Verify(assertion) is not { } genuine)
            {
                return NotBelieved;
            }

            if (Read(parts, genuine.Account, genuine.Payload, roleArn, now, keys) is { } refusal)
            {
                return refusal;
            }
        }

        keys.Add(new SessionKey(ProvidersKey, [ProviderArn(parts.Arns.Partition)]));
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

    private static AwsError? Read(ServiceParts parts, string account, byte[] payload, string roleArn, DateTimeOffset now, List<SessionKey> keys)
    {
        using var document = JsonDocument.Parse(payload);
        var claims = document.RootElement;
        if (claims.GetProperty("iss").GetString() != parts.Issuer.IssuerOf(account) || !IsFor(claims.GetProperty("aud"), roleArn))
        {
            return NotBelieved;
        }

        if (claims.GetProperty("exp").GetInt64() <= now.ToUnixTimeSeconds())
        {
            return StsErrors.ExpiredIdentityToken("The provided context assertion has expired.");
        }

        keys.Add(SessionKey.Single(KeyPrefix + "daypass:Principal", claims.GetProperty("sub").GetString()!));
        keys.Add(SessionKey.Single(KeyPrefix + "daypass:Account", account));
        if (claims.GetProperty(WebIdentityClaims.Namespace).TryGetProperty("request_tags", out var tags))
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

    private static AwsError NotBelieved => StsErrors.InvalidIdentityToken("The provided context assertion is not valid for this role.");
}
