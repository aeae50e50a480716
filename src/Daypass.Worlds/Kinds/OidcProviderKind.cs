using Daypass.Core.Entities;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Kinds;

/// <summary>OpenID Connect providers, stored under their URL without its scheme.</summary>
internal sealed class OidcProviderKind : WorldKind<WorldOidcProvider, OidcProvider>
{
    private const string Scheme = "https://";

    public override ValueTask<WorldOidcProvider> ToElement(OidcProvider entity, ExportSource source, CancellationToken cancelled) => new(new WorldOidcProvider
    {
        Url = Scheme + entity.Name,
        UniqueId = entity.Id,
        CreatedAt = entity.CreatedAt,
        ClientIds = entity.ClientIds.OrNull(),
        Thumbprints = entity.Thumbprints.OrNull(),
        Tags = entity.Tags.ToElement(),
        ContextProvider = entity.ContextProvider.ToElement(),
    });

    protected override string NameOf(WorldOidcProvider element) => element.Url[Scheme.Length..];

    protected override void Check(WorldOidcProvider element, ElementCheck check)
    {
        if (!element.Url.StartsWith(Scheme, StringComparison.Ordinal) || element.Url.Length == Scheme.Length)
        {
            throw check.Error("url", $"an issuer begins with {Scheme}.");
        }

        ContextProviderMember.Check(element.ContextProvider, check);
        check.ThrowIf("url", check.Settings.Federation?.WebIdentities.CheckUrl(element.Url).Error);
        if (element.ClientIds?.Count > OidcProvider.MostClientIds || element.Thumbprints?.Count > OidcProvider.MostThumbprints)
        {
            throw check.Error("", $"a provider has at most {OidcProvider.MostClientIds} client ids and {OidcProvider.MostThumbprints} thumbprints.");
        }
    }

    protected override OidcProvider ToEntity(WorldOidcProvider element, string account, string id, OidcProvider? known, EntityBatch batch) =>
        (known ?? new OidcProvider { Account = account, Name = NameOf(element), Id = id, CreatedAt = batch.Now }) with
        {
            CreatedAt = element.CreatedAt ?? known?.CreatedAt ?? batch.Now,
            ClientIds = element.ClientIds is null ? known?.ClientIds ?? [] : [.. element.ClientIds.Distinct(StringComparer.Ordinal)],
            Thumbprints = element.Thumbprints is null
                ? known?.Thumbprints ?? []
                : [.. element.Thumbprints.Select(static thumbprint => thumbprint.ToLowerInvariant())],
            Tags = element.Tags?.ToEntity() ?? known?.Tags ?? [],
            ContextProvider = element.ContextProvider.ToEntity() ?? known?.ContextProvider,
        };
}
