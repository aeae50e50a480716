namespace Daypass.S3.Bodies;

/// <summary>What of a body bears on the decision.</summary>
public sealed record BodyFacts
{
    /// <summary>Nothing.</summary>
    public static BodyFacts None { get; } = new();

    /// <summary>The tags of PutObjectTagging or of a form's <c>tagging</c> field, or those of a bucket.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Tags { get; init; }

    /// <summary>The mode of PutObjectRetention.</summary>
    public string? LockMode { get; init; }

    /// <summary>Until when, of PutObjectRetention, as it was written.</summary>
    public string? LockUntil { get; init; }

    /// <summary><c>ON</c> or <c>OFF</c> of PutObjectLegalHold.</summary>
    public string? LegalHold { get; init; }

    /// <summary>The LocationConstraint of CreateBucket.</summary>
    public string? Location { get; init; }
}
