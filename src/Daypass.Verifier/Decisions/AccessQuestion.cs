namespace Daypass.Verifier.Decisions;

/// <summary>What a caller asks a service for.</summary>
/// <param name="Action">The action, <c>service:Name</c>.</param>
/// <param name="Resource">The ARN of what it is asked for on, or <c>*</c> for what has no resource.</param>
/// <param name="ResourceAccount">The account that owns it.</param>
public sealed record AccessQuestion(string Action, string Resource, string ResourceAccount)
{
    /// <summary>The client's address, the value of <c>aws:SourceIp</c>; null leaves the key out.</summary>
    public string? SourceIp { get; init; }

    /// <summary>Whether the client's connection is TLS, the value of <c>aws:SecureTransport</c>.</summary>
    public bool IsSecure { get; init; }

    /// <summary>The User-Agent header, or null.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The Referer header, or null.</summary>
    public string? Referer { get; init; }

    /// <summary>The region of the signature's scope.</summary>
    public string? Region { get; init; }

    /// <summary>Condition keys of the service's own, and <c>aws:ResourceTag/…</c> and <c>aws:RequestTag/…</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = [];

    /// <summary>Those of them that are lists, for ForAllValues and ForAnyValue.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Lists { get; init; } = [];

    /// <summary>True for what the owner of a resource may always do to the policy of the resource itself: that policy does not count then.</summary>
    public bool IgnoresResourcePolicy { get; init; }
}
