namespace Daypass.Policy.Matching;

/// <summary>How one request value compares with one policy value.</summary>
internal enum ComparisonResult : byte
{
    /// <summary>They differ, or the policy's variable has no value.</summary>
    NoMatch,

    /// <summary>They match.</summary>
    Match,

    /// <summary>One of the two is not what the operator compares; neither the operator nor its negation holds.</summary>
    NotComparable,
}
