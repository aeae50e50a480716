namespace Daypass.Federation.Saml;

/// <summary>What an operator should know about the SAML providers that are stored.</summary>
public interface ISamlTrustLog
{
    /// <summary>A private key is stored and opens nothing, because it cannot be read any more.</summary>
    /// <param name="provider">The ARN of the provider.</param>
    /// <param name="number">Which of its keys, from 1.</param>
    void KeyUnusable(string provider, int number);
}
