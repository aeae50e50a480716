namespace Daypass.Core.Entities;

/// <summary>Sessions that the operator ended before their time.</summary>
/// <param name="Of">Which: an access key id, for its own session and all that descend from it; a role's unique id; or that with a session's name, as
/// <c>aws:userid</c> has it.</param>
/// <param name="Before">Those issued before this instant.</param>
public sealed record EndedSessions(string Of, DateTimeOffset Before);
