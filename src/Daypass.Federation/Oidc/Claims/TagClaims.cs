using System.Runtime.InteropServices;
using System.Text.Json;
using Daypass.Core.Sessions;
using Daypass.Core.Sts;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Claims;

/// <summary>Session tags in a token, in AWS's nested form and in the flattened one for providers that cannot nest.</summary>
internal static class TagClaims
{
    private const string FlatTag = "https://aws.amazon.com/tags/principal_tags/";

    internal static Result<SessionTag[]> Read(JsonElement claims)
    {
        var tags = new List<KeyValuePair<string, string>>();
        List<string>? transitive = null;
        if (claims.TryGetProperty("https://aws.amazon.com/tags"u8, out var nested) && ReadNested(nested, tags, out transitive) is { } fault)
        {
            return fault;
        }

        foreach (var claim in claims.EnumerateObject())
        {
            if (MayBeFlatTag(claim) && claim.Name.StartsWith(FlatTag, StringComparison.Ordinal))
            {
                if (claim.Value.ValueKind != JsonValueKind.String)
                {
                    return WrongFormat(Reasons.TokenFlatTagNotText.Text);
                }

                tags.Add(new(claim.Name[FlatTag.Length..], claim.Value.GetString()!));
            }
        }

        if (claims.TryGetProperty("https://aws.amazon.com/tags/transitive_tag_keys"u8, out var flat))
        {
            if (transitive is not null || ClaimText.ReadStrings(flat) is not { } keys)
            {
                return TransitiveFormat(Reasons.TokenTransitiveKeysInvalid.Text);
            }

            transitive = keys;
        }

        var combined = SessionTagRules.CombineAsserted(tags, transitive ?? []);
        return combined.Succeeded ? combined : FederationErrors.InvalidIdentityToken(combined.Error.Message!, Reasons.TokenTagsInvalid.Text);
    }

    // Most claims are no tags and need no string for their name; one written with escapes is looked at as what it means.
    private static bool MayBeFlatTag(JsonProperty claim)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(claim);
        return raw.StartsWith("https://aws.amazon.com/tags/"u8) || raw.Contains((byte)'\\');
    }

    private static AwsError? ReadNested(JsonElement nested, List<KeyValuePair<string, string>> tags, out List<string>? transitive)
    {
        transitive = null;
        if (nested.ValueKind != JsonValueKind.Object)
        {
            return WrongFormat(Reasons.TokenTagsNotObject.Text);
        }

        if (nested.TryGetProperty("principal_tags"u8, out var principal))
        {
            if (principal.ValueKind != JsonValueKind.Object)
            {
                return WrongFormat(Reasons.TokenPrincipalTagsNotObject.Text);
            }

            foreach (var tag in principal.EnumerateObject())
            {
                if (ClaimText.ReadStrings(tag.Value) is not [var value])
                {
                    return WrongFormat(Reasons.TokenTagNotOneText.Text);
                }

                tags.Add(new(tag.Name, value));
            }
        }

        if (nested.TryGetProperty("transitive_tag_keys"u8, out var keys) && (transitive = ClaimText.ReadStrings(keys)) is null)
        {
            return TransitiveFormat(Reasons.TokenNestedTransitiveKeysInvalid.Text);
        }

        return null;
    }

    private static AwsError WrongFormat(string reason) =>
        FederationErrors.InvalidIdentityToken("principal_tags passed in claim is not in correct format.", reason);

    private static AwsError TransitiveFormat(string reason) =>
        FederationErrors.InvalidIdentityToken("transitive_tag_keys passed in claim is not in correct format.", reason);
}
