namespace Daypass.S3.Operations;

/// <summary>What of a request an action is asked for on.</summary>
public enum ActionSubject
{
    /// <summary>What the request is addressed to.</summary>
    Target,

    /// <summary>The source of a copy.</summary>
    Source,

    /// <summary>Each object that the body names.</summary>
    Entry,
}
