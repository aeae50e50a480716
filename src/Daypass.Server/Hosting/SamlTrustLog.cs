using Daypass.Federation.Saml;

namespace Daypass.Server.Hosting;

/// <summary>Writes what is wrong with stored SAML providers as log lines.</summary>
internal sealed partial class SamlTrustLog(ILogger<SamlTrusts> logger) : ISamlTrustLog
{
    /// <inheritdoc/>
    public void KeyUnusable(string provider, int number) => LogKey(provider, number);

    [LoggerMessage(30, LogLevel.Warning, "Private key {Number} of {Provider} is not used: it is no private key, or too large a one."
        + " Assertions for it are not opened; give the provider another key.")]
    private partial void LogKey(string provider, int number);
}
