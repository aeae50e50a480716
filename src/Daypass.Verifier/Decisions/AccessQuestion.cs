namespace Daypass.Verifier.Decisions;

/// <summary>What a caller asks a service for.</summary>
/// <param name="Action">The action, <c>service:Name</c>.</param>
/// <param name="Resource">The ARN of what it is asked for on.</param>
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

    /// <summary>Condition keys of the service's own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = [];

    /// <summary>Those of them that are lists, for ForAllValues and ForAnyValue.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Lists { get; init; } = [];

    /// <summary>The tags of the resource, the values of <c>aws:ResourceTag/…</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ResourceTags { get; init; } = [];

    /// <summary>The tags that the request brings, the values of <c>aws:RequestTag/…</c> and of <c>aws:TagKeys</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> RequestTags { get; init; } = [];
}
