using System.Text;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Iam.Quotas;
using Daypass.Iam.Documents;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Policy.Validation;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Exporting;

/// <summary>What is exported: entities, the names behind their ids, and their secrets in clear.</summary>
/// <param name="store">Where it is.</param>
/// <param name="envelope">Opens secrets.</param>
/// <param name="arns">Writes ARNs.</param>
/// <param name="withSecrets">Whether secrets are exported.</param>
internal sealed class ExportSource(IDirectoryStore store, SecretEnvelope envelope, EntityArns arns, bool withSecrets)
{
    private const int MostKeys = 100;

    private readonly Dictionary<string, string> _groupNames = new(StringComparer.Ordinal);

    /// <summary>Where it is.</summary>
    public IDirectoryStore Store => store;

    /// <summary>Whether secrets are exported.</summary>
    public bool WithSecrets => withSecrets;

    /// <summary>Shows trust policies.</summary>
    public TrustPolicies Trusts { get; } = new(arns, new IamQuotas(), TrustRules.Default);

    /// <summary>A secret in clear.</summary>
    /// <exception cref="InvalidDataException">It is under another master key.</exception>
    public byte[] Open(string purpose, string id, byte[] secret) => envelope.Open(purpose, id, secret)
        ?? throw new InvalidDataException($"The stored secret of {id} does not open under this server's master key.");

    /// <summary>The name of an entity, or null when it is gone.</summary>
    public async ValueTask<string?> FindName<T>(string id, CancellationToken cancelled) where T : class, IEntity<T> =>
        (await store.FindById<T>(id, cancelled))?.Name;

    /// <summary>The name of a group that a user is in.</summary>
    public async ValueTask<string> GroupName(string id, CancellationToken cancelled)
    {
        if (!_groupNames.TryGetValue(id, out var name))
        {
            name = await FindName<Group>(id, cancelled) ?? throw new InvalidDataException($"A user is in group {id}, which does not exist.");
            _groupNames.Add(id, name);
        }

        return name;
    }

    /// <summary>The access keys of a user or of root, or null when there are none or secrets are not exported.</summary>
    public async ValueTask<IReadOnlyList<WorldAccessKey>?> AccessKeys(string owner, CancellationToken cancelled)
    {
        if (!withSecrets)
        {
            return null;
        }

        var keys = new List<WorldAccessKey>();
        foreach (var key in await store.Referrers<AccessKey>("", Relation.Owner, owner, "/", "", MostKeys, cancelled))
        {
            keys.Add(new WorldAccessKey
            {
                Id = key.Id,
                Secret = Encoding.UTF8.GetString(Open(EntityDirectory.AccessKeyPurpose, key.Id, key.SealedSecret)),
                Active = key.Active ? null : false,
                CreatedAt = key.CreatedAt,
            });
        }

        return keys.Count == 0 ? null : keys;
    }
}
