namespace Daypass.Federation.Oidc.Fetching;

/// <summary>
/// A provider's answer, or the address to ask, is one that must not be used; its message is the reason. Caught in <see cref="HttpsKeySource"/>.
/// </summary>
internal sealed class UnusableAnswerException(string reason) : Exception(reason);
