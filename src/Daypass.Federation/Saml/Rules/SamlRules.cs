namespace Daypass.Federation.Saml.Rules;

/// <summary>When an assertion may be redeemed again.</summary>
internal enum ReplayRule
{
    /// <summary>Always, as on AWS.</summary>
    Allowed,

    /// <summary>Unless it says OneTimeUse.</summary>
    OneTimeUse,

    /// <summary>Never.</summary>
    Never,
}

/// <summary>What is asked of one provider's assertions beyond what AWS asks: strict unless its switch says otherwise.</summary>
internal sealed record SamlRules
{
    /// <summary>The defaults.</summary>
    public static SamlRules Strict { get; } = new();

    /// <summary>AWS's own laxity: any recipient and audience, no regard for NotBefore or age, any number of redemptions.</summary>
    public static SamlRules AsAws { get; } = new()
    {
        AnyRecipient = true,
        AnyAudience = true,
        IgnoreNotBefore = true,
        AnyAge = true,
        IgnoreUnknownConditions = true,
        AllowShortKeys = true,
        Replay = ReplayRule.Allowed,
    };

    /// <summary>The rules of a provider's tag: words in any order, each changing what stands before it; null when one is not known.</summary>
    internal static SamlRules? Parse(string? switches)
    {
        var rules = Strict;
        return ProviderSwitch.ReadAll(switches, (name, value) => Change(ref rules, name, value)) ? rules : null;
    }

    /// <summary>Takes any Recipient, not only AWS's sign-in addresses and <see cref="Recipients"/>.</summary>
    public bool AnyRecipient { get; init; }

    /// <summary>Recipients allowed besides AWS's sign-in addresses, such as this server's own.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Takes any audience restriction.</summary>
    public bool AnyAudience { get; init; }

    /// <summary>Audiences allowed besides <c>urn:amazon:webservices</c>.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>Takes assertions whose NotBefore lies ahead.</summary>
    public bool IgnoreNotBefore { get; init; }

    /// <summary>Takes assertions issued more than five minutes ago, or ahead of time.</summary>
    public bool AnyAge { get; init; }

    /// <summary>Takes assertions under conditions this server does not know.</summary>
    public bool IgnoreUnknownConditions { get; init; }

    /// <summary>Takes rsa-sha1 signatures and sha1 digests.</summary>
    public bool AllowSha1 { get; init; }

    /// <summary>Takes inclusive canonicalization without comments.</summary>
    public bool AllowInclusiveCanonicalization { get; init; }

    /// <summary>Takes signatures by RSA keys of 1024 to 2047 bits.</summary>
    public bool AllowShortKeys { get; init; }

    /// <summary>When an assertion may be redeemed again.</summary>
    public ReplayRule Replay { get; init; } = ReplayRule.OneTimeUse;

    private static bool Change(ref SamlRules rules, string name, string? value)
    {
        var known = (name, value) switch
        {
            ("as-aws", null) => AsAws with { Recipients = rules.Recipients, Audiences = rules.Audiences },
            ("any-recipient", null) => rules with { AnyRecipient = true },
            ("any-audience", null) => rules with { AnyAudience = true },
            ("ignore-not-before", null) => rules with { IgnoreNotBefore = true },
            ("any-age", null) => rules with { AnyAge = true },
            ("ignore-unknown-conditions", null) => rules with { IgnoreUnknownConditions = true },
            ("sha1", null) => rules with { AllowSha1 = true },
            ("inclusive-c14n", null) => rules with { AllowInclusiveCanonicalization = true },
            ("short-keys", null) => rules with { AllowShortKeys = true },
            ("replay", "allowed") => rules with { Replay = ReplayRule.Allowed },
            ("replay", "one-time-use") => rules with { Replay = ReplayRule.OneTimeUse },
            ("replay", "never") => rules with { Replay = ReplayRule.Never },
            ("recipient", { Length: > 0 } recipient) => rules with { Recipients = [.. rules.Recipients, recipient] },
            ("audience", { Length: > 0 } audience) => rules with { Audiences = [.. rules.Audiences, audience] },
            _ => null,
        };
        rules = known ?? rules;
        return known is not null;
    }
}
