namespace Daypass.Protocol.Attributes;

/// <summary>How long a string may be, in Unicode scalar values; on a list of strings it bounds each element.</summary>
/// <param name="minimum">Fewest.</param>
/// <param name="maximum">Most; <see cref="int.MaxValue"/> for no bound.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class LengthAttribute(int minimum, int maximum) : Attribute
{
    /// <summary>Fewest.</summary>
    public int Minimum { get; } = minimum;

    /// <summary>Most.</summary>
    public int Maximum { get; } = maximum;
}

/// <summary>How large an integer may be.</summary>
/// <param name="minimum">Lowest.</param>
/// <param name="maximum">Highest; <see cref="int.MaxValue"/> for no bound.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class BetweenAttribute(int minimum, int maximum) : Attribute
{
    /// <summary>Lowest.</summary>
    public int Minimum { get; } = minimum;

    /// <summary>Highest.</summary>
    public int Maximum { get; } = maximum;
}

/// <summary>How many elements a list may have.</summary>
/// <param name="minimum">Fewest.</param>
/// <param name="maximum">Most; <see cref="int.MaxValue"/> for no bound.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class CountAttribute(int minimum, int maximum) : Attribute
{
    /// <summary>Fewest.</summary>
    public int Minimum { get; } = minimum;

    /// <summary>Most.</summary>
    public int Maximum { get; } = maximum;
}

/// <summary>The pattern a string must match, in the text of the model; on a list of strings it binds each element.</summary>
/// <param name="text">The pattern.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class PatternAttribute(string text) : Attribute
{
    /// <summary>The pattern.</summary>
    public string Text { get; } = text;
}

/// <summary>The only strings permitted, in the order of the model; on a list or map of strings it binds each element.</summary>
/// <param name="values">The strings.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class OneOfAttribute(params string[] values) : Attribute
{
    /// <summary>The strings.</summary>
    public string[] Values { get; } = values;
}

/// <summary>The name on the wire where it is not the property's.</summary>
/// <param name="name">The name.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WireNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

/// <summary>The value is never repeated: not in an error, not by <c>ToString</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class SensitiveAttribute : Attribute;

/// <summary>The value is kept out of logs and audit records and <c>ToString</c>, though AWS's own errors repeat it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class UnrecordedAttribute : Attribute;

/// <summary>Answers carry the string percent-encoded (RFC 3986), as IAM does with policy documents.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class PercentEncodedAttribute : Attribute;

/// <summary>Answers write the instant with milliseconds.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class MillisecondsAttribute : Attribute;
