using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Policy.Evaluation;

namespace Daypass.Core.Directory;

/// <summary>Finds an account's place in its organisation. What should be there and is not denies everything: a policy that got lost could be the Deny that
/// counts.</summary>
internal sealed class OrganizationPlaces(Func<EntityKey, CancellationToken, ValueTask<object?>> find, EntityArns arns)
{
    /// <summary>More levels than an organisation can have: the root, five units below each other, and the account.</summary>
    private const int MostUnits = 16;

    /// <summary>The place of a member of an organisation.</summary>
    public async ValueTask<OrganizationPlace> Find(Account account, string organizationId, CancellationToken cancelled)
    {
        var found = await find(EntityKey.Create(EntityKind.Organization, "", organizationId), cancelled);
        var units = await UnitsAbove(account, organizationId, cancelled);
        var path = $"{organizationId}/{Organization.RootOf(organizationId)}/{string.Concat((units ?? []).Select(static unit => unit.Id + "/"))}";
        if (found is not Organization organization || units is null)
        {
            IReadOnlyList<IReadOnlyList<NamedPolicy>> closed = [[CompiledDocuments.EverythingDenied("a part of the organization that is missing")]];
            return new OrganizationPlace(organizationId, [path], closed, null);
        }

        if (organization.ManagementAccount == account.Id)
        {
            return new OrganizationPlace(organizationId, [path], null, null);
        }

        List<AttachedControls> targets =
            [organization.Controls, .. units.Select(static unit => unit.Controls), account.Controls ?? AttachedControls.Default];
        return new OrganizationPlace(
            organizationId, [path], await Levels(organization, targets, ControlPolicy.ServiceType, cancelled),
            await Levels(organization, targets, ControlPolicy.ResourceType, cancelled));
    }

    /// <summary>The units an account is below, the outermost first; null when one of them is missing.</summary>
    private async ValueTask<List<OrganizationalUnit>?> UnitsAbove(Account account, string organizationId, CancellationToken cancelled)
    {
        var units = new List<OrganizationalUnit>();
        var root = Organization.RootOf(organizationId);
        for (var parent = account.ParentIn(organizationId); parent != root; parent = units[0].ParentId)
        {
            if (units.Count == MostUnits
                || await find(EntityKey.Create(EntityKind.OrganizationalUnit, organizationId, parent), cancelled) is not OrganizationalUnit unit)
            {
                return null;
            }

            units.Insert(0, unit);
        }

        return units;
    }

    private async ValueTask<IReadOnlyList<IReadOnlyList<NamedPolicy>>?> Levels(
        Organization organization, List<AttachedControls> targets, string type, CancellationToken cancelled)
    {
        if (!organization.Enables(type))
        {
            return null;
        }

        var levels = new List<IReadOnlyList<NamedPolicy>>(targets.Count);
        foreach (var target in targets)
        {
            var level = new List<NamedPolicy>();
            foreach (var id in target.Of(type))
            {
                level.Add(await Policy(organization, id, type, cancelled));
            }

            levels.Add(level);
        }

        return levels;
    }

    private async ValueTask<NamedPolicy> Policy(Organization organization, string id, string type, CancellationToken cancelled)
    {
        if (ControlPolicy.FindOfAws(organization.Id, id) is { } ofAws)
        {
            return new NamedPolicy(arns.For(ofAws, organization), CompiledDocuments.Control(ofAws));
        }

        var entry = await find(EntityKey.Create(EntityKind.ControlPolicy, organization.Id, id), cancelled) as ControlPolicyEntry;
        return entry?.Policy.Type == type
            ? new NamedPolicy(arns.For(entry.Policy, organization), entry.Compiled)
            : CompiledDocuments.EverythingDenied($"the missing policy {id}");
    }
}
