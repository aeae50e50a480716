using System.Text.Json;
using Daypass.Federation.Oidc.Keys;
using Daypass.Federation.Oidc.Providers;
using Daypass.Federation.Oidc.Tokens;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Fetching;

/// <summary>
/// Fetches a provider's key set as OpenID Connect Discovery 1.0 section 4 says: its configuration document first, then the <c>jwks_uri</c> found there.
/// </summary>
internal sealed class HttpsKeySource(OutboundRules rules) : IKeySource
{
    private const int MaxDocument = 64 * 1024;
    private const int MaxKeySet = 256 * 1024;

    /// <inheritdoc/>
    public async Task<Result<FetchedKeys>> Fetch(OidcIssuer provider, CancellationToken cancelled)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        deadline.CancelAfter(rules.Timeout);
        using var connection = new IssuerConnection(provider, rules);
        try
        {
            return await Fetch(provider, connection, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return FederationErrors.ProviderUnreachable(Reasons.AnswerTooLate.With("no complete answer in " + rules.Timeout));
        }
        catch (UnusableAnswerException unusable)
        {
            return FederationErrors.ProviderUnreachable(unusable.Message);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or System.Net.Sockets.SocketException)
        {
            return connection.CertificateRefusal is { } refusal
                ? FederationErrors.CertificateRefused(refusal)
                : FederationErrors.ProviderUnreachable(
                    connection.AddressRefusal ?? Reasons.ConnectionFailed.With(PrintableText.Sanitize((failure.InnerException ?? failure).Message)));
        }
    }

    private static async Task<Result<FetchedKeys>> Fetch(OidcIssuer provider, IssuerConnection connection, CancellationToken cancelled)
    {
        if (!Uri.TryCreate(provider.Url.TrimEnd('/') + "/.well-known/openid-configuration", UriKind.Absolute, out var discovery))
        {
            return FederationErrors.ProviderUnreachable(Reasons.ProviderUrlInvalid.Text);
        }

        var (document, _) = await connection.Get(discovery, MaxDocument, cancelled);
        if (StrictJson.ReadObject(document.Span) is not { } configuration)
        {
            return FederationErrors.ProviderUnreachable(Reasons.DiscoveryNotJson.Text);
        }

        if (!configuration.TryGetProperty("issuer", out var issuer) || issuer.ValueKind != JsonValueKind.String || !issuer.ValueEquals(provider.Url))
        {
            return FederationErrors.ProviderUnreachable(Reasons.DiscoveryOfOtherIssuer.Text);
        }

        if (!configuration.TryGetProperty("jwks_uri", out var keysUri) || keysUri.ValueKind != JsonValueKind.String
            || !Uri.TryCreate(keysUri.GetString(), UriKind.Absolute, out var address))
        {
            return FederationErrors.ProviderUnreachable(Reasons.DiscoveryWithoutKeys.Text);
        }

        var (set, maxAge) = await connection.Get(address, MaxKeySet, cancelled);
        return KeySetReader.Read(set.Span) is { } keys
            ? new FetchedKeys(keys, maxAge)
            : FederationErrors.ProviderUnreachable(Reasons.KeySetNotJson.Text);
    }
}
