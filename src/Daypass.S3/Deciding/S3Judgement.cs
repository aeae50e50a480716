using Daypass.S3.Errors;

namespace Daypass.S3.Deciding;

/// <summary>The decision about one question.</summary>
/// <param name="IsAllowed">Whether the caller may.</param>
/// <param name="Message">The sentence of a denial; null where nothing may be said about it.</param>
public sealed record S3Judgement(bool IsAllowed, string? Message)
{
    /// <summary>Yes.</summary>
    public static S3Judgement Allowed { get; } = new(true, null);

    /// <summary>The error in the place of a denial, when the caller was not proven; else null.</summary>
    public S3Error? Error { get; init; }

    /// <summary>Why, for DecodeAuthorizationMessage in the caller's account; null where the server was not asked.</summary>
    public string? EncodedMessage { get; init; }
}
