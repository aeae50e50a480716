using Daypass.Federation.Oidc.Providers;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Keys;

/// <summary>Where a provider's keys come from: HTTPS in the product, a script in the cache's tests.</summary>
internal interface IKeySource
{
    /// <summary>Asks the provider once; bounded in time and memory, and never throws except for <paramref name="cancelled"/>.</summary>
    Task<Result<FetchedKeys>> Fetch(OidcIssuer provider, CancellationToken cancelled);
}
