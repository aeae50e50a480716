namespace Daypass.Client.Sessions;

/// <summary>Credentials that were issued on a user's behalf and are stored where only their handle is shown.</summary>
/// <param name="Credentials">The credentials.</param>
/// <param name="Operation">The operation that issued them: <c>AssumeRole</c>.</param>
public sealed record StoredSession(AwsCredentials Credentials, string Operation)
{
    /// <summary>Whose they are: the ARN of the session, where the answer said it.</summary>
    public string? Arn { get; init; }

    /// <summary>The ARNs of every role that was assumed on the way, the first one first.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The address that issued them; they are sent nowhere else.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The region they were asked for in.</summary>
    public required string Region { get; init; }

    /// <summary>When they were issued.</summary>
    public DateTimeOffset IssuedAt { get; init; }
}
