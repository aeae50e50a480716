using Daypass.S3.Bodies;

namespace Daypass.S3.Deciding;

/// <summary>What is known of a request beside what it says.</summary>
public sealed record RequestFacts
{
    /// <summary>Now.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>When it says it was signed; null for one without authentication.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The client's address.</summary>
    public string? SourceIp { get; init; }

    /// <summary>Whether the client's own connection is TLS.</summary>
    public bool IsSecure { get; init; }

    /// <summary>The version of the client's TLS, <c>1.2</c> or <c>1.3</c>; null without TLS, and where nobody says it.</summary>
    public string? TlsVersion { get; init; }

    /// <summary>The region of the signature's scope.</summary>
    public string? Region { get; init; }

    /// <summary>What the body brings to the decision, of operations whose body was read for it.</summary>
    public BodyFacts Body { get; init; } = BodyFacts.None;

    /// <summary>Asks the store for the tags of an object; its answer is null when the object is not there. Called only when they matter. Null when the store
    /// has no tags: objects have none then.</summary>
    public Func<TaggedObject, CancellationToken, ValueTask<IReadOnlyList<KeyValuePair<string, string>>?>>? FindTags { get; init; }
}
