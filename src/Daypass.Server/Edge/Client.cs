namespace Daypass.Server.Edge;

/// <summary>Who sent a request, as far as the network tells.</summary>
/// <param name="Address">The canonical IP address; null when there is none.</param>
/// <param name="IsSecure">Whether the client's own connection was TLS.</param>
/// <param name="Proxy">The trusted proxy it came through, or null.</param>
internal readonly record struct Client(string? Address, bool IsSecure, string? Proxy);
