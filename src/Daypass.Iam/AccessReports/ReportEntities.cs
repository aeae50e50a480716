using Daypass.Core.Directory;
using Daypass.Iam.Policies;

namespace Daypass.Iam.AccessReports;

/// <summary>The users and roles that a report is about.</summary>
internal sealed class ReportEntities(IamServices iam)
{
    /// <summary>No report is of more; the rest is not looked at.</summary>
    private const int Most = 1000;

    private const string User = "USER";
    private const string Role = "ROLE";

    /// <summary>The user or role itself, the members of a group, or all who have a policy.</summary>
    public async ValueTask<List<ReportedEntity>> Of(ReportSubject subject, string account, CancellationToken cancelled)
    {
        var found = new Dictionary<string, ReportedEntity>(StringComparer.Ordinal);
        if (subject.Holder is { } holder)
        {
            await AddHolder(found, holder, account, cancelled);
        }
        else
        {
            await AddHaving(found, iam.Arns.For(subject.Policy!), account, cancelled);
        }

        return [.. found.Values];
    }

    /// <summary>What gives them their permissions.</summary>
    public async ValueTask<GrantedServices> GrantsOf(ReportSubject subject, OperationContext context)
    {
        if (subject.Holder is { } holder)
        {
            return new GrantedServices((await PolicyHolders.PoliciesOf(iam, holder, context)).Select(static policy => policy.Compiled));
        }

        var arn = iam.Arns.For(subject.Policy!);
        var document = await PolicyHolders.DocumentOf(iam, arn, context);
        return new GrantedServices(document is null ? [] : [CompiledDocuments.Managed(document, arn).Policy]);
    }

    private async ValueTask AddHolder(Dictionary<string, ReportedEntity> found, PolicyHolder holder, string account, CancellationToken cancelled)
    {
        if (holder.User is { } user)
        {
            Add(found, user);
        }
        else if (holder.Role is { } role)
        {
            Add(found, role);
        }
        else if (await iam.Store.Find<Group>(account, holder.Name, cancelled) is { } group)
        {
            await AddMembers(found, group, cancelled);
        }
    }

    private async ValueTask AddHaving(Dictionary<string, ReportedEntity> found, string arn, string account, CancellationToken cancelled)
    {
        foreach (var user in await iam.Store.Referrers<User>(account, Relation.Attached, arn, "/", "", Most, cancelled))
        {
            Add(found, user);
        }

        foreach (var role in await iam.Store.Referrers<Role>(account, Relation.Attached, arn, "/", "", Most, cancelled))
        {
            Add(found, role);
        }

        foreach (var group in await iam.Store.Referrers<Group>(account, Relation.Attached, arn, "/", "", Most, cancelled))
        {
            await AddMembers(found, group, cancelled);
        }
    }

    private async ValueTask AddMembers(Dictionary<string, ReportedEntity> found, Group group, CancellationToken cancelled)
    {
        foreach (var user in await iam.Store.Referrers<User>(group.Account, Relation.Member, group.Id, "/", "", Most, cancelled))
        {
            Add(found, user);
        }
    }

    private void Add(Dictionary<string, ReportedEntity> found, User user) => Add(
        found, new ReportedEntity { Arn = iam.Arns.For(user), Name = user.Name, Type = User, Id = user.Id, Path = user.Path });

    private void Add(Dictionary<string, ReportedEntity> found, Role role) => Add(
        found, new ReportedEntity { Arn = iam.Arns.For(role), Name = role.Name, Type = Role, Id = role.Id, Path = role.Path });

    private static void Add(Dictionary<string, ReportedEntity> found, ReportedEntity entity)
    {
        if (found.Count < Most)
        {
            found.TryAdd(entity.Id, entity);
        }
    }
}
