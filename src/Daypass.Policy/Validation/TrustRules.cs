namespace Daypass.Policy.Validation;

/// <summary>What an operator changes of AWS's rules for trust policies.</summary>
public sealed record TrustRules
{
    /// <summary>AWS's rules as they are.</summary>
    public static TrustRules Default { get; } = new();

    /// <summary>Whether trust in an issuer that many organizations share is refused when its condition does not name one of them. AWS takes wildcards before
    /// the end of the owner's name, ForAllValues, policy variables and empty values there.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Services besides AWS's that may be trusted: names such as <c>backup.internal</c>, or <c>*.internal</c> for every name below a domain.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];
}
