using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Organizations.Operations;
using Daypass.Worlds.Checking;

namespace Daypass.Worlds.Kinds;

/// <summary>The policies attached to a root, a unit or an account, from the file to the database and back.</summary>
internal static class ControlMembers
{
    private const string ServiceMember = "serviceControlPolicies";
    private const string ResourceMember = "resourceControlPolicies";

    private static readonly OrganizationQuotas Quotas = new();

    /// <summary>Refuses lists that no target can have; notes the policies they name.</summary>
    public static void Check(ElementCheck check, string organization, IReadOnlyList<string>? service, IReadOnlyList<string>? resource)
    {
        Check(check, organization, ServiceMember, service, Quotas.AttachedServiceControlPolicies);
        Check(check, organization, ResourceMember, resource, Quotas.AttachedResourceControlPolicies);
        if (service is { Count: 0 })
        {
            throw check.Error(ServiceMember, "one service control policy is always attached.");
        }

        if (resource is not null && !resource.Contains(ControlPolicy.ResourceFullAccess))
        {
            throw check.Error(ResourceMember, $"{ControlPolicy.ResourceFullAccess} is always attached.");
        }
    }

    /// <summary>What is attached; what the file does not say stays as it is.</summary>
    public static AttachedControls ToEntity(IReadOnlyList<string>? service, IReadOnlyList<string>? resource, AttachedControls? known) => new()
    {
        Service = service ?? known?.Service,
        Resource = resource ?? known?.Resource,
    };

    private static void Check(ElementCheck check, string organization, string member, IReadOnlyList<string>? ids, int most)
    {
        if (ids?.Count > most)
        {
            throw check.Error(member, $"at most {most} policies of a type are attached to one target.");
        }

        for (var i = 0; ids is not null && i < ids.Count; i++)
        {
            if (ids.Take(i).Contains(ids[i]))
            {
                throw check.Error($"{member}[{i}]", $"'{ids[i]}' is there twice.");
            }

            if (!ControlPolicy.IsOfAws(ids[i]))
            {
                check.Refer(
                    EntityKey.Create(EntityKind.ControlPolicy, organization, ids[i]), $"{member}[{i}]",
                    $"there is no control policy '{ids[i]}' in '{organization}'.");
            }
            else if ((ids[i] == ControlPolicy.FullAccess) != (member == ServiceMember))
            {
                throw check.Error($"{member}[{i}]", $"'{ids[i]}' is of the other type.");
            }
        }
    }
}
