using Daypass.Core.Entities;
using Daypass.Core.Identity;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Policy.Evaluation;
using Daypass.Protocol;

namespace Daypass.Core.Directory;

/// <summary>Makes of what is stored what the hot path needs: documents compiled, secrets in the clear, each with about how much memory it takes.</summary>
internal sealed class EntityLoader(IDirectoryStore store, SecretEnvelope envelope, EntityArns arns)
{
    /// <summary>A slot with its key, in a table with some room; what is known to be absent takes this much.</summary>
    internal const int BytesOfSlot = 400;

    /// <summary>The fixed part of an entity in objects.</summary>
    private const int BytesOfEntry = 1200;

    /// <summary>A byte of stored JSON as objects: its text in UTF-16 and, of policies, the compiled form.</summary>
    private const int BytesPerStoredByte = 6;

    /// <summary>About how much memory an entity takes with its slot.</summary>
    /// <param name="stored">How many bytes or characters are stored of it.</param>
    public static long BytesOf(int stored) => BytesOfSlot + BytesOfEntry + ((long)BytesPerStoredByte * stored);

    /// <summary>Whether entities of a kind are looked up by their unique id and not by their name.</summary>
    public static bool IsFoundById(EntityKind kind) => kind is EntityKind.Account or EntityKind.AccessKey or EntityKind.User or EntityKind.Group;

    /// <summary>The entry of an entity; for kinds that are found by id, that id stands in the key's place of the name.</summary>
    public async ValueTask<Loaded<object>> Load(EntityKey key, CancellationToken cancelled)
    {
        var row = key.Kind switch
        {
            EntityKind.User or EntityKind.Group => await store.FindById(key.Kind, key.Name, cancelled),
            EntityKind.Account or EntityKind.AccessKey => await store.Find(EntityKey.Create(key.Kind, "", key.Name), cancelled),
            _ => await store.Find(key, cancelled),
        };
        return row is null ? new(null, BytesOfSlot) : new(Make(row), BytesOf(row.Body.Length));
    }

    private object Make(EntityRow row) => row.Key.Kind switch
    {
        EntityKind.Account => new AccountEntry(row.ToEntity<Account>()),
        EntityKind.Organization => row.ToEntity<Organization>(),
        EntityKind.OrganizationalUnit => row.ToEntity<OrganizationalUnit>(),
        EntityKind.ControlPolicy => Control(row.ToEntity<ControlPolicy>()),
        EntityKind.AccessKey => Key(row.ToEntity<AccessKey>()),
        EntityKind.User => User(row.ToEntity<User>()),
        EntityKind.Group => Group(row.ToEntity<Group>()),
        EntityKind.Role => Role(row.ToEntity<Role>()),
        EntityKind.ManagedPolicy => Policy(row.ToEntity<ManagedPolicy>()),
        EntityKind.OidcProvider => OidcProvider(row.ToEntity<OidcProvider>()),
        EntityKind.SamlProvider => SamlProvider(row.ToEntity<SamlProvider>()),
        EntityKind.ResourcePolicy => ResourcePolicy(row.ToEntity<ResourcePolicy>()),
        _ => throw new ArgumentException($"Entities of kind {row.Key.Kind} are not kept.", nameof(row)),
    };

    private static ControlPolicyEntry Control(ControlPolicy policy) => new(policy, CompiledDocuments.Control(policy));

    private KeyEntry Key(AccessKey key)
    {
        var secret = envelope.Open(EntityDirectory.AccessKeyPurpose, key.Id, key.SealedSecret)
            ?? throw new InvalidDataException($"The stored secret of access key {key.Id} does not open under this server's master key.");
        return new KeyEntry(key, Secret.FromUtf8(secret));
    }

    private UserEntry User(User user) => new(user, arns.For(user), CompiledDocuments.Inline(user.Grants));

    private static GroupEntry Group(Group group) => new(group, CompiledDocuments.Inline(group.Grants));

    private RoleEntry Role(Role role)
    {
        var arn = arns.For(role);
        return new RoleEntry(role, arn, CompiledDocuments.Trust(role.Trust, arn), CompiledDocuments.Inline(role.Grants));
    }

    private PolicyEntry Policy(ManagedPolicy policy)
    {
        foreach (var version in policy.Versions)
        {
            if (version.Number == policy.DefaultVersion)
            {
                return new PolicyEntry(CompiledDocuments.Managed(version.Document, arns.For(policy)));
            }
        }

        throw new InvalidDataException($"Managed policy {policy.Id} has no default version.");
    }

    private static ResourcePolicyEntry ResourcePolicy(ResourcePolicy policy) => new(policy, CompiledDocuments.Resource(policy));

    private OidcProviderEntry OidcProvider(OidcProvider provider) => new(provider, arns.For(provider));

    private SamlProviderEntry SamlProvider(SamlProvider provider)
    {
        var keys = new List<Secret>(provider.PrivateKeys.Count);
        foreach (var stored in provider.PrivateKeys)
        {
            var pem = envelope.Open(EntityDirectory.SamlKeyPurpose, stored.Id, stored.SealedPem)
                ?? throw new InvalidDataException($"The stored private key {stored.Id} does not open under this server's master key.");
            keys.Add(Secret.FromUtf8(pem));
        }

        return new SamlProviderEntry(provider, new SamlRegistration
        {
            Arn = arns.For(provider),
            Account = provider.Account,
            Name = provider.Name,
            Metadata = provider.Metadata,
            PrivateKeys = keys,
            RequiresEncryption = provider.RequiresEncryption,
            Switches = ProviderTags.Find(provider.Tags, ProviderSwitches.SamlTag),
            ContextProvider = provider.ContextProvider,
        });
    }
}

/// <summary>A managed policy's default version, compiled.</summary>
/// <param name="Named">With its ARN.</param>
internal sealed record PolicyEntry(NamedPolicy Named);
