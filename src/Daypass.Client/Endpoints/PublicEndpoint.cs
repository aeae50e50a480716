namespace Daypass.Client.Endpoints;

/// <summary>Where AWS has a service for a region.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="SigningRegion">The region in the credential scope.</param>
internal sealed record PublicEndpoint(string Host, string SigningRegion);
