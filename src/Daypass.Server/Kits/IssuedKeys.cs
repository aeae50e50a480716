using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Iam.Storage;
using Daypass.Protocol;
using Daypass.Server.Composition;

namespace Daypass.Server.Kits;

/// <summary>The accounts of a server for tests with all their keys in clear. Nothing else asks for this.</summary>
internal static class IssuedKeys
{
    /// <summary>All accounts in the order of their ids, each with its keys: root's first, then by the names of users.</summary>
    public static async ValueTask<IReadOnlyList<TestAccount>> List(ServiceParts parts, CancellationToken cancelled)
    {
        var keys = new SortedDictionary<string, List<TestKey>>(StringComparer.Ordinal);
        await foreach (var account in parts.Store.All<Account>("", cancelled))
        {
            keys[account.Id] = [];
        }

        await foreach (var key in parts.Store.All<AccessKey>("", cancelled))
        {
            if (key.Active && keys.TryGetValue(key.OwnerAccount, out var known) && await Reveal(parts, key, cancelled) is { } revealed)
            {
                known.Add(revealed);
            }
        }

        return
        [
            .. keys.Select(static account => new TestAccount(
                account.Key, [.. account.Value.OrderBy(Rank).ThenBy(static key => key.Name, StringComparer.Ordinal)])),
        ];
    }

    private static int Rank(TestKey key) => key.Name == TestKey.Root ? 0 : 1;

    private static async ValueTask<TestKey?> Reveal(ServiceParts parts, AccessKey key, CancellationToken cancelled)
    {
        var name = key.UserId is not { } user ? TestKey.Root
            : (await parts.Store.FindById(EntityKind.User, user, cancelled))?.ToEntity<User>().Name;
        return name is not null && parts.Envelope.Open(EntityDirectory.AccessKeyPurpose, key.Id, key.SealedSecret) is { } secret
            ? new TestKey(name, key.Id, Secret.FromUtf8(secret).Reveal())
            : null;
    }
}
