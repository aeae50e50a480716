namespace Daypass.Client.Cache;

/// <summary>A session in the cache.</summary>
/// <param name="Profile">The profile it was made for; null when an earlier version stored it.</param>
/// <param name="Session">The session.</param>
public sealed record CachedSession(string? Profile, AwsCredentials Session);
