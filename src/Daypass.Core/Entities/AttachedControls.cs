using System.Text.Json.Serialization;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>The control policies attached to a root, a unit or an account, by their ids.</summary>
public sealed record AttachedControls
{
    /// <summary>Nothing but what AWS attaches to everything.</summary>
    public static AttachedControls Default { get; } = new();

    /// <summary>Service control policies; null is <see cref="ControlPolicy.FullAccess"/> alone.</summary>
    public IReadOnlyList<string>? Service { get; init; }

    /// <summary>Resource control policies; null is <see cref="ControlPolicy.ResourceFullAccess"/> alone.</summary>
    public IReadOnlyList<string>? Resource { get; init; }

    /// <summary>Whether nothing but what AWS attaches is attached.</summary>
    [JsonIgnore] public bool IsDefault => Service is null && Resource is null;

    /// <summary>The policies of a type.</summary>
    public IReadOnlyList<string> Of(string policyType) =>
        policyType == ControlPolicy.ServiceType ? Service ?? [ControlPolicy.FullAccess] : Resource ?? [ControlPolicy.ResourceFullAccess];

    /// <summary>Whether other policies of a type are attached than AWS's.</summary>
    public bool IsOwn(string policyType) => (policyType == ControlPolicy.ServiceType ? Service : Resource) is not null;

    /// <summary>The same with other policies of a type; null for what AWS attaches.</summary>
    public AttachedControls With(string policyType, IReadOnlyList<string>? ids) =>
        policyType == ControlPolicy.ServiceType ? this with { Service = ids } : this with { Resource = ids };

    /// <summary>The arrows to the organisation's own policies; those of AWS are on everything that does not say otherwise.</summary>
    public IEnumerable<EntityReference> References()
    {
        foreach (var id in (Service ?? []).Concat(Resource ?? []))
        {
            if (!ControlPolicy.IsOfAws(id))
            {
                yield return new EntityReference(Relation.Controlled, id);
            }
        }
    }
}
