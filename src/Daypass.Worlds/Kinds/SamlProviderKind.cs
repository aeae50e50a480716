using System.Text;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Kinds;

/// <summary>SAML providers with the keys that open encrypted assertions.</summary>
internal sealed class SamlProviderKind : WorldKind<WorldSamlProvider, SamlProvider>
{
    public override ValueTask<WorldSamlProvider> ToElement(SamlProvider entity, ExportSource source, CancellationToken cancelled) => new(new WorldSamlProvider
    {
        Name = entity.Name,
        UniqueId = entity.Id,
        CreatedAt = entity.CreatedAt,
        UpdatedAt = entity.UpdatedAt,
        Metadata = entity.Metadata,
        RequiresEncryption = entity.RequiresEncryption ? true : null,
        PrivateKeys = source.WithSecrets && entity.PrivateKeys.Count > 0 ? [.. entity.PrivateKeys.Select(key => ToElement(key, source))] : null,
        Tags = entity.Tags.ToElement(),
        ContextProvider = entity.ContextProvider.ToElement(),
    });

    protected override string NameOf(WorldSamlProvider element) => element.Name;

    protected override void Check(WorldSamlProvider element, ElementCheck check)
    {
        ContextProviderMember.Check(element.ContextProvider, check);
        check.ThrowIf("metadata", check.Settings.Federation?.Saml.ValidateMetadata(element.Metadata));
        for (var i = 0; i < (element.PrivateKeys?.Count ?? 0); i++)
        {
            if (i >= SamlProvider.MostPrivateKeys || check.Settings.Federation?.Saml.IsPrivateKey(element.PrivateKeys![i].Pem) == false)
            {
                throw check.Error($"privateKeys[{i}]", $"a provider has at most {SamlProvider.MostPrivateKeys} private keys, each a PEM.");
            }
        }
    }

    protected override SamlProvider ToEntity(WorldSamlProvider element, string account, string id, SamlProvider? known, EntityBatch batch)
    {
        var updated = element.UpdatedAt ?? (known is not null && known.Metadata == element.Metadata ? known.UpdatedAt : batch.Now);
        return (known ?? new SamlProvider
        {
            Account = account, Name = element.Name, Id = id, CreatedAt = batch.Now, UpdatedAt = updated, Metadata = element.Metadata,
        }) with
        {
            Name = element.Name,
            CreatedAt = element.CreatedAt ?? known?.CreatedAt ?? batch.Now,
            UpdatedAt = updated,
            Metadata = element.Metadata,
            RequiresEncryption = element.RequiresEncryption ?? known?.RequiresEncryption ?? false,
            PrivateKeys = element.PrivateKeys is { } keys ? [.. keys.Select(key => ToEntity(key, known?.PrivateKeys ?? [], batch))] : known?.PrivateKeys ?? [],
            Tags = element.Tags?.ToEntity() ?? known?.Tags ?? [],
            ContextProvider = element.ContextProvider.ToEntity() ?? known?.ContextProvider,
        };
    }

    private static SamlProviderKey ToEntity(WorldSamlKey key, IReadOnlyList<SamlProviderKey> known, EntityBatch batch)
    {
        var id = key.Id ?? ProviderIds.New("SAMLPK");
        var stored = known.FirstOrDefault(other => other.Id == id);
        var pem = batch.Seal(EntityDirectory.SamlKeyPurpose, id, Encoding.UTF8.GetBytes(key.Pem), stored?.SealedPem);
        return new SamlProviderKey(id, key.AddedAt ?? stored?.AddedAt ?? batch.Now, pem);
    }

    private static WorldSamlKey ToElement(SamlProviderKey key, ExportSource source) => new()
    {
        Id = key.Id,
        AddedAt = key.AddedAt,
        Pem = Encoding.UTF8.GetString(source.Open(EntityDirectory.SamlKeyPurpose, key.Id, key.SealedPem)),
    };
}
