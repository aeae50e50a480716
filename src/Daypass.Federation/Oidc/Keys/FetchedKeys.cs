namespace Daypass.Federation.Oidc.Keys;

/// <summary>A key set as it came from its provider.</summary>
/// <param name="Keys">What may verify.</param>
/// <param name="MaxAge">How long the provider says it stays good (Cache-Control less Age); null when it does not say.</param>
internal sealed record FetchedKeys(VerificationKeySet Keys, TimeSpan? MaxAge);
