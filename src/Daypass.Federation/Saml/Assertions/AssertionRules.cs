using System.Buffers;
using Daypass.Federation.Saml.Providers;
using Daypass.Federation.Saml.Rules;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Saml.Assertions;

/// <summary>Whether a proven assertion is for us and for now.</summary>
internal static class AssertionRules
{
    internal const string OwnAudience = "urn:amazon:webservices";

    private static readonly SearchValues<char> RegionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(5);
    private static readonly string[] SignInDomains = ["signin.aws.amazon.com", "signin.amazonaws.cn", "signin.amazonaws-us-gov.com"];

    /// <summary>The refusal; null when there is none.</summary>
    internal static AwsError? Validate(AssertionStatement statement, SamlIssuer provider, DateTimeOffset now)
    {
        var rules = provider.Rules;
        if (statement.Issuer != provider.Metadata.EntityId)
        {
            return FederationErrors.IssuerNotInProvider(Reasons.SamlOtherIssuer.Text);
        }

        // No skew here, as on AWS: what has ended has ended.
        if (now >= statement.ConfirmedUntil || now >= statement.NotOnOrAfter || now >= statement.SessionUntil)
        {
            return FederationErrors.ResponseExpired(Reasons.SamlEnded.Text);
        }

        if (!rules.AnyAge && now - statement.IssuedAt > Age)
        {
            return FederationErrors.RedeemedTooLate(Reasons.SamlTooOld.Text);
        }

        if (!rules.AnyAge && statement.IssuedAt - now > Age)
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlIssuedAhead.Text);
        }

        if (!rules.IgnoreNotBefore && statement.NotBefore - now > Age)
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlNotYetValid.Text);
        }

        if (!rules.AnyRecipient && !IsOurs(statement.Recipient, rules))
        {
            return FederationErrors.InvalidIdentityToken(
                "Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter",
                Reasons.SamlOtherRecipient.With("recipient " + PrintableText.Sanitize(statement.Recipient)));
        }

        if (!rules.AnyAudience && !IsForUs(statement, rules))
        {
            return FederationErrors.InvalidIdentityToken("Response does not contain the required audience.", Reasons.SamlOtherAudience.Text);
        }

        return statement.HasUnknownCondition && !rules.IgnoreUnknownConditions
            ? FederationErrors.InvalidSamlResponse(Reasons.SamlConditionUnknown.Text)
            : null;
    }

    private static bool IsForUs(AssertionStatement statement, SamlRules rules)
    {
        foreach (var restriction in statement.Audiences)
        {
            var named = false;
            foreach (var audience in restriction)
            {
                named |= audience == OwnAudience || rules.Audiences.Contains(audience);
            }

            if (!named)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for AWS's sign-in addresses (global, regional, per provider) and those configured.</summary>
    internal static bool IsOurs(string recipient, SamlRules rules)
    {
        if (rules.Recipients.Contains(recipient))
        {
            return true;
        }

        const string Scheme = "https://";
        if (!recipient.StartsWith(Scheme, StringComparison.Ordinal) || recipient.IndexOf('/', Scheme.Length) is not (var slash and > 0))
        {
            return false;
        }

        var host = recipient.AsSpan(Scheme.Length, slash - Scheme.Length);
        return IsSignInHost(host) && IsSignInPath(recipient.AsSpan(slash));
    }

    private static bool IsSignInHost(ReadOnlySpan<char> host)
    {
        foreach (var domain in SignInDomains)
        {
            if (host.SequenceEqual(domain))
            {
                return true;
            }

            if (host.EndsWith("." + domain, StringComparison.Ordinal))
            {
                var region = host[..^(domain.Length + 1)];
                return !region.IsEmpty && !region.ContainsAnyExcept(RegionCharacters);
            }
        }

        return false;
    }

    private static bool IsSignInPath(ReadOnlySpan<char> path)
    {
        const string PerProvider = "/saml/acs/";
        return path.SequenceEqual("/saml")
            || (path.StartsWith(PerProvider, StringComparison.Ordinal) && path.Length > PerProvider.Length && !path[PerProvider.Length..].ContainsAny("/?#"));
    }
}
