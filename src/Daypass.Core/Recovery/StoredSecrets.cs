using Daypass.Core.Delegation;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Mfa;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;

namespace Daypass.Core.Recovery;

/// <summary>Every secret that stored entities hold under a master key: counts them by that key, and brings them under the one in use.</summary>
public sealed class StoredSecrets(IDirectoryStore store, SecretEnvelope envelope)
{
    /// <summary>So many entities in one transaction: other writers wait for it.</summary>
    private const int Batch = 50;

    /// <summary>Brings every secret that is under another key under the one in use.</summary>
    /// <returns>How many entities had one.</returns>
    /// <exception cref="MasterKeyException">A secret is under a master key that is not known here.</exception>
    public async ValueTask<int> Renew(CancellationToken cancelled)
    {
        var renewed = 0;
        await Visit(new Renewal(store, envelope, count => renewed += count), cancelled);
        return renewed;
    }

    /// <summary>How many secrets there are by the id of the master key they are under.</summary>
    public async ValueTask<IReadOnlyDictionary<uint, int>> Count(CancellationToken cancelled)
    {
        var counts = new SortedDictionary<uint, int>();
        await Visit(new Counting(counts), cancelled);
        return counts;
    }

    private async ValueTask Visit(Work work, CancellationToken cancelled)
    {
        await Visit<AccessKey>("", AccessKeySecrets, RenewAccessKey, work, cancelled);
        await Visit<Account>("", ChannelSecrets, RenewChannels, work, cancelled);
        var after = "";
        IReadOnlyList<Account> accounts;
        do
        {
            accounts = await store.List<Account>("", "/", after, Batch, cancelled);
            foreach (var account in accounts)
            {
                await Visit<MfaDevice>(account.Id, static device => [device.SealedSeed], RenewSeed, work, cancelled);
                await Visit<SamlProvider>(account.Id, static provider => provider.PrivateKeys.Select(static key => key.SealedPem), RenewSamlKeys, work,
                    cancelled);
                await Visit<ServerCertificate>(account.Id, static certificate => [certificate.SealedKey], RenewCertificate, work, cancelled);
                after = account.Id;
            }
        }
        while (accounts.Count == Batch);
    }

    private async ValueTask Visit<T>(
        string account, Func<T, IEnumerable<byte[]>> secrets, Func<T, T> renew, Work work, CancellationToken cancelled) where T : class, IEntity<T>
    {
        IReadOnlyList<T> page;
        var after = "";
        do
        {
            page = await store.List<T>(account, "/", after, Batch, cancelled);
            await work.Take(page, secrets, renew, cancelled);
            after = page.Count == 0 ? after : page[^1].KeyOf().Name;
        }
        while (page.Count == Batch);
    }

    private static IEnumerable<byte[]> AccessKeySecrets(AccessKey key) => [key.SealedSecret];

    private static IEnumerable<byte[]> ChannelSecrets(Account account) => account.Channels.Select(static channel => channel.SealedSecret);

    private AccessKey RenewAccessKey(AccessKey key) =>
        key with { SealedSecret = envelope.Renew(EntityDirectory.AccessKeyPurpose, key.Id, key.SealedSecret) };

    private Account RenewChannels(Account account) => account with
    {
        Channels =
        [
            .. account.Channels.Select(channel => channel with
            {
                SealedSecret = envelope.Renew(Partners.SecretPurpose, Partners.EntityOf(account.Id, channel.Name), channel.SealedSecret),
            }),
        ],
    };

    private MfaDevice RenewSeed(MfaDevice device) => device with { SealedSeed = envelope.Renew(MfaVerifier.SeedPurpose, device.Id, device.SealedSeed) };

    private SamlProvider RenewSamlKeys(SamlProvider provider) => provider with
    {
        PrivateKeys = [.. provider.PrivateKeys.Select(key => key with { SealedPem = envelope.Renew(EntityDirectory.SamlKeyPurpose, key.Id, key.SealedPem) })],
    };

    private ServerCertificate RenewCertificate(ServerCertificate certificate) =>
        certificate with { SealedKey = envelope.Renew(ServerCertificate.KeyPurpose, certificate.Id, certificate.SealedKey) };

    private abstract class Work
    {
        public abstract ValueTask Take<T>(
            IReadOnlyList<T> page, Func<T, IEnumerable<byte[]>> secrets, Func<T, T> renew, CancellationToken cancelled) where T : class, IEntity<T>;
    }

    private sealed class Counting(SortedDictionary<uint, int> counts) : Work
    {
        public override ValueTask Take<T>(IReadOnlyList<T> page, Func<T, IEnumerable<byte[]>> secrets, Func<T, T> renew, CancellationToken cancelled)
        {
            foreach (var id in page.SelectMany(secrets).Select(static secret => SecretEnvelope.KeyIdOf(secret) ?? 0))
            {
                counts[id] = counts.GetValueOrDefault(id) + 1;
            }

            return ValueTask.CompletedTask;
        }
    }

    private sealed class Renewal(IDirectoryStore store, SecretEnvelope envelope, Action<int> counted) : Work
    {
        public override async ValueTask Take<T>(IReadOnlyList<T> page, Func<T, IEnumerable<byte[]>> secrets, Func<T, T> renew, CancellationToken cancelled)
        {
            var keys = page.Where(entity => secrets(entity).Any(secret => envelope.IsOutdated(secret))).Select(static entity => entity.KeyOf()).ToList();
            if (keys.Count == 0)
            {
                return;
            }

            // As they are now: what was read before may have changed, or be gone.
            var done = await store.Write<int>(
                async transaction =>
                {
                    var count = 0;
                    foreach (var row in await transaction.FindAll(keys, cancelled))
                    {
                        if (row?.ToEntity<T>() is { } entity && secrets(entity).Any(secret => envelope.IsOutdated(secret)))
                        {
                            await transaction.TryUpdate(entity, renew(entity), cancelled);
                            count++;
                        }
                    }

                    return count;
                },
                cancelled);
            counted(done.Value);
        }
    }
}
