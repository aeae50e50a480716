using System.Text;
using Daypass.Core.Directory;
using Daypass.Protocol.Catalogue;

namespace Daypass.Organizations.Operations;

/// <summary>Finds the parts of an organisation by their ids.</summary>
/// <param name="arns">Writes ARNs.</param>
internal sealed class OrganizationParts(EntityArns arns)
{
    /// <summary>What an id names, for the question whether it may be touched.</summary>
    public async ValueTask<OrganizationResource> Find(IDirectoryReader reader, Organization organization, string id, CancellationToken cancelled)
    {
        if (id.StartsWith("p-", StringComparison.Ordinal))
        {
            var policy = await FindPolicy(reader, organization, id, cancelled);
            return new OrganizationResource(id, policy is null ? PolicyToBe(organization, id) : arns.For(policy, organization))
            {
                Key = policy is null or { AwsManaged: true } ? null : policy.KeyOf(),
                Version = policy?.Version ?? 0,
                Tags = policy?.Tags ?? [],
                Policy = policy,
            };
        }

        return await FindTarget(reader, organization, id, cancelled) is { } target
            ? new OrganizationResource(id, target.Arn) { Key = target.Key, Version = target.Version, Tags = target.Tags }
            : new OrganizationResource(id, ArnToBe(organization, id));
    }

    /// <summary>The policy of that id, AWS's included, or null.</summary>
    public static async ValueTask<ControlPolicy?> FindPolicy(
        IDirectoryReader reader, Organization organization, string id, CancellationToken cancelled) =>
        ControlPolicy.FindOfAws(organization.Id, id) is { } ofAws ? ofAws
            : await reader.Find<ControlPolicy>(organization.Id, id, cancelled) is { } own && own.Id == id ? own
            : null;

    /// <summary>The root, unit or account of that id, or null.</summary>
    public async ValueTask<PolicyTarget?> FindTarget(IDirectoryReader reader, Organization organization, string id, CancellationToken cancelled)
    {
        if (id == organization.RootId)
        {
            return PolicyTarget.Of(organization, arns);
        }

        if (OrganizationIds.IsUnit(Encoding.UTF8.GetBytes(id)))
        {
            return await reader.Find<OrganizationalUnit>(organization.Id, id, cancelled) is { } unit ? PolicyTarget.Of(unit, organization, arns) : null;
        }

        return await FindMember(reader, organization, id, cancelled) is { } account ? PolicyTarget.Of(account, organization, arns) : null;
    }

    /// <summary>The account of that id when it is a member, the management account included.</summary>
    public static async ValueTask<Account?> FindMember(IDirectoryReader reader, Organization organization, string id, CancellationToken cancelled) =>
        await reader.Find<Account>("", id, cancelled) is { } account && account.OrganizationId == organization.Id ? account : null;

    /// <summary>Whether there is such a root or unit.</summary>
    public static async ValueTask<bool> HasParent(IDirectoryReader reader, Organization organization, string id, CancellationToken cancelled) =>
        id == organization.RootId || await reader.Find<OrganizationalUnit>(organization.Id, id, cancelled) is not null;

    /// <summary>From the organisation down to a root or unit: <c>o-…/r-…/ou-…/</c>.</summary>
    public static async ValueTask<string> PathOf(IDirectoryReader reader, Organization organization, string parentId, CancellationToken cancelled)
    {
        var below = "";
        for (var id = parentId; id != organization.RootId;)
        {
            var unit = await reader.Find<OrganizationalUnit>(organization.Id, id, cancelled);
            if (unit is null)
            {
                break;
            }

            below = $"{id}/{below}";
            id = unit.ParentId;
        }

        return $"{organization.Id}/{organization.RootId}/{below}";
    }

    // The type of a policy that is not there is not known, so no permission on one type matches it.
    private string PolicyToBe(Organization organization, string id) => arns.Organizations(organization.ManagementAccount, $"policy/{organization.Id}/{id}");

    private string ArnToBe(Organization organization, string id) => id.StartsWith("r-", StringComparison.Ordinal)
        ? arns.Organizations(organization.ManagementAccount, $"root/{organization.Id}/{id}")
        : OrganizationIds.IsUnit(Encoding.UTF8.GetBytes(id)) ? arns.ForUnit(organization, id) : arns.ForMember(organization, id);
}
