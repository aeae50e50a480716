namespace Daypass.S3.Actions;

/// <summary>What an action of S3 is asked for on.</summary>
public enum ActionTarget
{
    /// <summary>Nothing in particular: <c>*</c>.</summary>
    All,

    /// <summary>A bucket.</summary>
    Bucket,

    /// <summary>An object.</summary>
    Object,

    /// <summary>Something that this product does not have: access points, jobs, grants and the like.</summary>
    Other,
}
