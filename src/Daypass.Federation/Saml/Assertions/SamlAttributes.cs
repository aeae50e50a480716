using System.Globalization;
using Daypass.Core.Sessions;
using Daypass.Core.Sts;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Saml.Assertions;

/// <summary>The attributes of an assertion that have an effect of their own.</summary>
internal sealed record SamlAttributes(
    string RoleSessionName,
    TimeSpan? SessionDuration,
    IReadOnlyList<SessionTag> SessionTags,
    string? SourceIdentity)
{
    private const string Prefix = "https://aws.amazon.com/SAML/Attributes/";
    private const string TagPrefix = Prefix + "PrincipalTag:";

    internal static Result<SamlAttributes> Read(AssertionStatement statement, string roleArn, string providerArn)
    {
        var attributes = statement.Attributes;
        if (!attributes.TryGetValue(Prefix + "Role", out var pairs) || !NamesPair(pairs, roleArn, providerArn))
        {
            return FederationErrors.RoleNotAsserted();
        }

        if (!attributes.TryGetValue(Prefix + "RoleSessionName", out var names) || names is not [{ Length: > 0 } name])
        {
            return FederationErrors.InvalidIdentityToken("RoleSessionName is required in AuthnResponse", Reasons.SamlSessionNameMissing.Text);
        }

        if (!SessionTagRules.IsAssertedName(name))
        {
            return FederationErrors.InvalidIdentityToken(
                "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}", Reasons.SamlSessionNameInvalid.Text);
        }

        TimeSpan? duration = null;
        if (attributes.TryGetValue(Prefix + "SessionDuration", out var durations))
        {
            if (durations is not [var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                || seconds is < 900 or > 43200)
            {
                return FederationErrors.InvalidIdentityToken(
                    "SessionDuration in AuthnResponse must be a number from 900 to 43200", Reasons.SamlDurationInvalid.Text);
            }

            duration = TimeSpan.FromSeconds(seconds);
        }

        string? source = null;
        if (attributes.TryGetValue(Prefix + "SourceIdentity", out var sources))
        {
            if (sources is not [var asserted] || !SessionTagRules.IsAssertedName(asserted))
            {
                return FederationErrors.SourceIdentityInvalid(Reasons.SamlSourceIdentityInvalid.Text);
            }

            source = asserted;
        }

        var tags = new List<KeyValuePair<string, string>>();
        foreach (var (attribute, values) in attributes)
        {
            if (!attribute.StartsWith(TagPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (values is not [var value])
            {
                return FederationErrors.InvalidIdentityToken(
                    "PrincipalTag in AuthnResponse must have exactly one value", Reasons.SamlTagNotOneValue.Text);
            }

            tags.Add(new(attribute[TagPrefix.Length..], value));
        }

        var transitive = attributes.GetValueOrDefault(Prefix + "TransitiveTagKeys", []);
        var combined = SessionTagRules.CombineAsserted(tags, transitive);
        return combined.Succeeded
            ? new SamlAttributes(name, duration, combined.Value, source)
            : FederationErrors.InvalidIdentityToken(combined.Error.Message!, Reasons.SamlTagsInvalid.Text);
    }

    // "role,provider" or "provider,role".
    private static bool NamesPair(IReadOnlyList<string> pairs, string roleArn, string providerArn)
    {
        foreach (var pair in pairs)
        {
            var comma = pair.IndexOf(',');
            if (comma < 0 || pair.IndexOf(',', comma + 1) >= 0)
            {
                continue;
            }

            var first = pair.AsSpan(0, comma).Trim();
            var second = pair.AsSpan(comma + 1).Trim();
            if ((first.SequenceEqual(roleArn) && second.SequenceEqual(providerArn)) || (first.SequenceEqual(providerArn) && second.SequenceEqual(roleArn)))
            {
                return true;
            }
        }

        return false;
    }
}
