using Daypass.Core.Directory;
using Daypass.Policy.Evaluation;

namespace Daypass.Iam.AccessReports;

/// <summary>The organisation that reports are about: its parts by their paths, what is attached to them, and the accounts below them.</summary>
internal sealed class ReportedOrganization(IDirectoryStore store, Organization organization)
{
    /// <summary>How many units and accounts are read at once.</summary>
    private const int AtOnce = 500;

    /// <summary>More than an account can be below.</summary>
    private const int MostUnits = 16;

    /// <summary>Why an account may not ask for reports on its organisation, or null.</summary>
    public static AwsError? Validate(Organization? organization, string account) =>
        organization is null || organization.ManagementAccount != account ? IamErrors.ReportsAreForManagement
        : !organization.Enables(ControlPolicy.ServiceType) ? IamErrors.ReportsNeedControlPolicies
        : null;

    /// <summary>The part that has exactly this path, or null.</summary>
    public async ValueTask<ReportedPart?> Find(string path, CancellationToken cancelled)
    {
        var names = path.Split('/');
        if (names[1] != organization.RootId)
        {
            return null;
        }

        List<AttachedControls> controls = [organization.Controls];
        for (var at = 2; at < names.Length; at++)
        {
            if (names[at].Length == 0 || await ControlsOf(names[at], names[at - 1], isLast: at == names.Length - 1, cancelled) is not { } attached)
            {
                return null;
            }

            controls.Add(attached);
        }

        return new ReportedPart(names[^1], controls);
    }

    /// <summary>The service control policy of that id, or null.</summary>
    public async ValueTask<ControlPolicy?> FindPolicy(string id, CancellationToken cancelled) =>
        (ControlPolicy.FindOfAws(organization.Id, id) ?? await store.Find<ControlPolicy>(organization.Id, id, cancelled)) is { } policy
            && policy.Id == id && policy.Type == ControlPolicy.ServiceType
            ? policy
            : null;

    /// <summary>What a policy alone grants, or without one all that are attached from the root down to a part; nothing binds the management account.</summary>
    public async ValueTask<GrantedServices> GrantsOf(ReportedPart part, ControlPolicy? policy, CancellationToken cancelled)
    {
        var levels = new List<IEnumerable<CompiledPolicy>>();
        if (part.Id == organization.ManagementAccount)
        {
            return new GrantedServices(levels);
        }

        if (policy is not null)
        {
            return new GrantedServices([CompiledDocuments.Control(policy)]);
        }

        foreach (var controls in part.Controls)
        {
            var level = new List<CompiledPolicy>();
            foreach (var id in controls.Of(ControlPolicy.ServiceType))
            {
                level.Add(await FindPolicy(id, cancelled) is { } attached
                    ? CompiledDocuments.Control(attached)
                    : CompiledDocuments.EverythingDenied(id).Policy);
            }

            levels.Add(level);
        }

        return new GrantedServices(levels);
    }

    /// <summary>The accounts a report on a part is of: those in it, and of them only those that a policy is attached to there or above them in the part.
    /// The management account is in no report but its own, which no policy narrows.</summary>
    public async ValueTask<List<ReportedAccount>> AccountsOf(ReportedPart part, string? policyId, CancellationToken cancelled)
    {
        var (units, accounts) = (await Units(cancelled), new List<ReportedAccount>());
        for (var after = ""; ;)
        {
            var members = await store.Referrers<Account>("", Relation.MemberAccount, organization.Id, "/", after, AtOnce, cancelled);
            foreach (var member in members)
            {
                var isManagement = member.Id == organization.ManagementAccount;
                if (isManagement == (part.Id == organization.ManagementAccount) && IsOf(member, part, isManagement ? null : policyId, units) is { } path)
                {
                    accounts.Add(new ReportedAccount(member.Id, path));
                }
            }

            if (members.Count < AtOnce)
            {
                return accounts;
            }

            after = members[^1].Id;
        }
    }

    private async ValueTask<AttachedControls?> ControlsOf(string id, string parentId, bool isLast, CancellationToken cancelled)
    {
        if (isLast && await store.Find<Account>("", id, cancelled) is { } account && account.OrganizationId == organization.Id)
        {
            return account.ParentIn(organization.Id) == parentId ? account.Controls ?? AttachedControls.Default : null;
        }

        return await store.Find<OrganizationalUnit>(organization.Id, id, cancelled) is { } unit && unit.ParentId == parentId ? unit.Controls : null;
    }

    private async ValueTask<Dictionary<string, OrganizationalUnit>> Units(CancellationToken cancelled)
    {
        var units = new Dictionary<string, OrganizationalUnit>(StringComparer.Ordinal);
        for (var after = ""; ;)
        {
            var listed = await store.List<OrganizationalUnit>(organization.Id, "/", after, AtOnce, cancelled);
            foreach (var unit in listed)
            {
                units.Add(unit.Id, unit);
            }

            if (listed.Count < AtOnce)
            {
                return units;
            }

            after = listed[^1].Id;
        }
    }

    // The account's path when the report is of it, or null.
    private string? IsOf(Account account, ReportedPart part, string? policyId, Dictionary<string, OrganizationalUnit> units)
    {
        List<(string Id, AttachedControls Controls)> levels = [(account.Id, account.Controls ?? AttachedControls.Default)];
        for (var parent = account.ParentIn(organization.Id); parent != organization.RootId;)
        {
            if (levels.Count > MostUnits || !units.TryGetValue(parent, out var unit))
            {
                return null;
            }

            levels.Insert(0, (unit.Id, unit.Controls));
            parent = unit.ParentId;
        }

        levels.Insert(0, (organization.RootId, organization.Controls));
        var at = levels.FindIndex(level => level.Id == part.Id);
        return at >= 0 && (policyId is null || levels.Skip(at).Any(level => level.Controls.Of(ControlPolicy.ServiceType).Contains(policyId)))
            ? $"{organization.Id}/{string.Join('/', levels.Select(static level => level.Id))}"
            : null;
    }
}
