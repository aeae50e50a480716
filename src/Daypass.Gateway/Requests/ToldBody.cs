namespace Daypass.Gateway.Requests;

/// <summary>What the proxy tells of a request's body.</summary>
/// <param name="IsThere">Whether it says that there is one.</param>
/// <param name="Sha256">Its hash, 32 bytes, when the proxy handed over the whole body or its hash; null when it did not.</param>
public readonly record struct ToldBody(bool IsThere, byte[]? Sha256);
