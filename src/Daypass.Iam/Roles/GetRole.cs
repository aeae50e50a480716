namespace Daypass.Iam.Roles;

/// <summary>Describes a role, with its boundary, its tags and when it was used last.</summary>
internal sealed class GetRole(IamServices iam) : EntityOperation<GetRoleRequest, Role, RoleResponse>(iam, static input => input.RoleName)
{
    protected override async ValueTask<Result<RoleResponse>> Handle(GetRoleRequest input, Role role, OperationContext context)
    {
        var use = await Iam.Uses.Find(role.Id, context.Cancelled);
        return new RoleResponse
        {
            Role = await Iam.Show(role, context.Cancelled) with
            {
                PermissionsBoundary = role.Grants.Boundary(),
                Tags = role.Tags.OrNone(),
                SourceRoleTemplate = role.Source is { } source
                    ? new SourceRoleTemplate { TemplateArn = source.TemplateArn, TemplateMinorVersion = source.MinorVersion }
                    : null,
                RoleLastUsed = new RoleLastUsed { LastUsedDate = use?.At, Region = use?.Region },
            },
        };
    }
}
