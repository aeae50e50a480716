using Daypass.Core.Directory;
using Daypass.Policy.Evaluation;
using Daypass.Protocol;

namespace Daypass.Iam.Simulation;

/// <summary>The policies that bear on a resource of one's own services, as they are stored.</summary>
/// <param name="Own">The resource's; null when it has none.</param>
/// <param name="Outer">That of what it is in; null when that has none, or is the resource itself.</param>
internal readonly record struct StoredResourcePolicies(NamedPolicy? Own, NamedPolicy? Outer)
{
    /// <summary>No resource has any.</summary>
    public static readonly IReadOnlyDictionary<string, StoredResourcePolicies> None = new Dictionary<string, StoredResourcePolicies>();

    /// <summary>Those that there are.</summary>
    public IEnumerable<NamedPolicy> Policies => new[] { Own, Outer }.OfType<NamedPolicy>();

    /// <summary>Those of resources of an account, by ARN; resources without any are left out.</summary>
    public static async ValueTask<IReadOnlyDictionary<string, StoredResourcePolicies>> Find(
        IDirectoryStore store, string account, IReadOnlyList<string> resources, CancellationToken cancelled)
    {
        var own = resources.Where(resource => Arn.TryParse(resource, out var arn) && (arn.Account.IsEmpty || arn.Account.SequenceEqual(account)))
            .ToHashSet(StringComparer.Ordinal);
        if (own.Count == 0 || await store.Count(EntityKind.ResourcePolicy, account, cancelled) == 0)
        {
            return None;
        }

        var names = own.Concat(own.Select(ResourcePolicy.OuterOf)).ToHashSet(StringComparer.Ordinal).ToList();
        var rows = await store.FindAll(
            [.. names.Select(name => new EntityKey(EntityKind.ResourcePolicy, account, ResourcePolicy.KeyName(name)))], cancelled);
        var stored = new Dictionary<string, NamedPolicy>(StringComparer.Ordinal);
        for (var index = 0; index < names.Count; index++)
        {
            if (rows[index] is { } row)
            {
                stored.Add(names[index], CompiledDocuments.Resource(row.ToEntity<ResourcePolicy>()));
            }
        }

        var found = new Dictionary<string, StoredResourcePolicies>(StringComparer.Ordinal);
        foreach (var resource in own)
        {
            var outer = ResourcePolicy.OuterOf(resource);
            var policies = new StoredResourcePolicies(
                stored.GetValueOrDefault(resource), outer == resource ? null : stored.GetValueOrDefault(outer));
            if (policies != default)
            {
                found.Add(resource, policies);
            }
        }

        return found;
    }
}
