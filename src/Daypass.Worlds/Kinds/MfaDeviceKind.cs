using Daypass.Core.Entities;
using Daypass.Core.Mfa;
using Daypass.Core.Stores;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Kinds;

/// <summary>Virtual MFA devices of users, of root or not enabled; exported with secrets only.</summary>
internal sealed class MfaDeviceKind : WorldKind<WorldMfaDevice, MfaDevice>
{
    public override async ValueTask<WorldMfaDevice> ToElement(MfaDevice entity, ExportSource source, CancellationToken cancelled) => new()
    {
        Name = entity.Name,
        Path = entity.Path.ToPath(),
        UniqueId = entity.Id,
        Seed = source.Open(MfaVerifier.SeedPurpose, entity.Id, entity.SealedSeed),
        User = entity.OwnerId is { } owner && owner != entity.Account ? await source.FindName<User>(owner, cancelled) : null,
        Root = entity.OwnerId == entity.Account ? true : null,
        EnabledAt = entity.EnabledAt,
        DriftSteps = entity.DriftSteps == 0 ? null : entity.DriftSteps,
        LastPairStep = (int?)entity.LastPairStep,
        Tags = entity.Tags.ToElement(),
    };

    protected override string NameOf(WorldMfaDevice element) => MfaDevice.KeyName(element.Path ?? "/", element.Name);

    protected override void Check(WorldMfaDevice element, ElementCheck check)
    {
        if (element.Name.Length > MfaDevice.LongestName)
        {
            throw check.Error("name", $"the name of a virtual MFA device has at most {MfaDevice.LongestName} characters.");
        }

        if (element.Seed.Length is < 16 or > 128 || (element.Root == true && element.User is not null))
        {
            throw check.Error("", "a seed has 16 to 128 bytes, and a device is a user's, root's or nobody's.");
        }
    }

    protected override void Refer(WorldMfaDevice element, ElementCheck check)
    {
        var most = check.Settings.Quotas.MfaDevicesPerUser;
        if (OwnerOf(element, check.Account) is { } owner && check.Declarations.CountDevice(owner) > most)
        {
            throw check.Error(OwnerMember(element), $"there are at most {most} MFA devices of a user or of root.");
        }

        if (element.User is { } user)
        {
            check.Refer(EntityKey.Create(EntityKind.User, check.Account, user), "user", $"there is no user '{user}'.");
        }
    }

    protected override IEnumerable<EntityKey> Related(WorldMfaDevice element, string account) => OwnerOf(element, account) is { } owner ? [owner] : [];

    protected override async ValueTask Prepare(
        WorldMfaDevice element, WorldEntry entry, EntityBatch batch, IDirectoryReader reader, CancellationToken cancelled)
    {
        var most = batch.Settings.Quotas.MfaDevicesPerUser;
        if (OwnerOf(element, entry.Account) is { } owner && await batch.CountDevice(KeyOf(element, entry.Account), owner, reader, cancelled) > most)
        {
            throw entry.Location.Error(OwnerMember(element), $"with those that are stored there would be more than {most} MFA devices.");
        }
    }

    protected override MfaDevice ToEntity(WorldMfaDevice element, string account, string id, MfaDevice? known, EntityBatch batch)
    {
        var owner = element.Root == true ? account : element.User is null ? known?.OwnerId : Related(element, account).Select(batch.FindId).Single();
        return (known ?? new MfaDevice { Account = account, Name = element.Name, Id = id, SealedSeed = [] }) with
        {
            Name = element.Name,
            Path = element.Path ?? "/",
            SealedSeed = batch.Seal(MfaVerifier.SeedPurpose, id, element.Seed, known?.SealedSeed),
            OwnerId = owner,
            EnabledAt = owner is null ? null : element.EnabledAt ?? known?.EnabledAt ?? batch.Now,
            DriftSteps = element.DriftSteps ?? known?.DriftSteps ?? 0,
            LastPairStep = element.LastPairStep ?? known?.LastPairStep,
            Tags = element.Tags?.ToEntity() ?? known?.Tags ?? [],
        };
    }

    private static string OwnerMember(WorldMfaDevice element) => element.Root == true ? "root" : "user";

    private static EntityKey? OwnerOf(WorldMfaDevice element, string account) =>
        element.Root == true ? EntityKey.Create(EntityKind.Account, "", account)
        : element.User is { } user ? EntityKey.Create(EntityKind.User, account, user)
        : null;
}
