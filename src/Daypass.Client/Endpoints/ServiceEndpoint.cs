namespace Daypass.Client.Endpoints;

/// <summary>Where a service is reached and which region its requests are signed for.</summary>
/// <param name="Url">The address; only its scheme, host, port and path matter.</param>
/// <param name="SigningRegion">The region in the credential scope.</param>
/// <param name="Origin">Which setting the address came from, for users.</param>
public sealed record ServiceEndpoint(Uri Url, string SigningRegion, string Origin);
