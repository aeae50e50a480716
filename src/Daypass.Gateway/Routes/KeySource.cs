namespace Daypass.Gateway.Routes;

/// <summary>Where the value of a condition key comes from.</summary>
public enum KeySource
{
    /// <summary>It stands in the file.</summary>
    Text,

    /// <summary>It is a variable of the path.</summary>
    Path,

    /// <summary>It is a parameter of the query, which may be absent and may not be repeated.</summary>
    Query,
}
