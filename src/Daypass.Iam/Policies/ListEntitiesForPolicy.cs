namespace Daypass.Iam.Policies;

/// <summary>Lists the groups, users and roles that have a managed policy attached or as their boundary: several lists under one marker.</summary>
internal sealed class ListEntitiesForPolicy(IamServices iam)
    : PolicyOperation<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse>(iam, static input => input.PolicyArn)
{
    protected override ValueTask<Result<ListEntitiesForPolicyResponse>> Handle(ListEntitiesForPolicyRequest input, ManagedPolicy policy,
        OperationContext context) =>
        Iam.Page(PageRequest.From(input, context), Sources(input, context)).Then(static page => page.In(new ListEntitiesForPolicyResponse
        {
            PolicyGroups = [.. page.Items.Select(static holder => holder.Group).OfType<PolicyGroup>()],
            PolicyUsers = [.. page.Items.Select(static holder => holder.User).OfType<PolicyUser>()],
            PolicyRoles = [.. page.Items.Select(static holder => holder.Role).OfType<PolicyRole>()],
        }));

    private List<PageSource<Holder>> Sources(ListEntitiesForPolicyRequest input, OperationContext context)
    {
        var sources = new List<PageSource<Holder>>();
        Add<Group>("Group", static group => new Holder { Group = new PolicyGroup { GroupName = group.Name, GroupId = group.Id } });
        Add<User>("User", static user => new Holder { User = new PolicyUser { UserName = user.Name, UserId = user.Id } });
        Add<Role>("Role", static role => new Holder { Role = new PolicyRole { RoleName = role.Name, RoleId = role.Id } });
        return sources;

        void Add<T>(string filter, Func<T, Holder> show) where T : class, IGranted<T>
        {
            if (input.EntityFilter is not null && input.EntityFilter != filter)
            {
                return;
            }

            var attached = input.PolicyUsageFilter is not "PermissionsBoundary";
            if (attached)
            {
                sources.Add(Source(Relation.Attached, input, context, show));
            }

            if (input.PolicyUsageFilter is not "PermissionsPolicy")
            {
                // Whoever has it both ways was listed already.
                sources.Add(Source<T>(Relation.Boundary, input, context,
                    holder => attached && holder.Grants.Attached.Contains(input.PolicyArn) ? null : show(holder)));
            }
        }
    }

    private PageSource<Holder> Source<T>(Relation relation, ListEntitiesForPolicyRequest input, OperationContext context, Func<T, Holder?> show)
        where T : class, IGranted<T> => async (after, limit) =>
    {
        var rows = new List<Listed<Holder>>(limit);
        foreach (var holder in await Iam.Store.Referrers<T>(context.Caller.Account, relation, input.PolicyArn, input.PathPrefix ?? "/", after, limit,
            context.Cancelled))
        {
            rows.Add(new Listed<Holder>(EntityKey.Fold(holder.Name), show(holder)));
        }

        return rows;
    };

    private sealed record Holder
    {
        public PolicyGroup? Group { get; init; }

        public PolicyUser? User { get; init; }

        public PolicyRole? Role { get; init; }
    }
}
