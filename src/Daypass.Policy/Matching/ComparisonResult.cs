namespace Daypass.Policy.Matching;

/// <summary>How one request value compares with one policy value.</summary>
internal enum ComparisonResult : byte
{
    /// <summary>They differ, or the policy's variable has no value.</summary>
    NoMatch,

    /// <summary>They match.</summary>
    Match,

    /// <summary>Neither the operator holds nor its negation, whatever the other policy values are.</summary>
    Neither,

    /// <summary>The policy's own value is no ARN: the whole condition holds in a Deny and does not in an Allow.</summary>
    BrokenPattern,
}
