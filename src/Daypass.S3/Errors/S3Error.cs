using Daypass.Protocol.Errors;

namespace Daypass.S3.Errors;

/// <summary>What S3 answers in the place of what was asked for.</summary>
/// <param name="Code">The wire code.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">S3's sentence.</param>
public sealed record S3Error(string Code, int Status, string Message)
{
    /// <summary>The elements that follow the message, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Elements { get; init; } = [];

    /// <summary>The headers that go with it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Why, for the operator's log; never sent.</summary>
    public string? Reason { get; init; }

    /// <summary>Why, for DecodeAuthorizationMessage in the caller's account; null where the server was not asked.</summary>
    public string? EncodedMessage { get; init; }

    /// <summary>An error of the verifier, which speaks S3's words already.</summary>
    public static S3Error From(AwsError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new S3Error(error.Code, error.Status, error.Message ?? "") { Reason = error.Reason };
    }

    /// <summary>With one more element.</summary>
    public S3Error With(string name, string value) => this with { Elements = [.. Elements, new(name, value)] };

    /// <summary>With one more header.</summary>
    public S3Error WithHeader(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };
}
