using Daypass.Core.Entities;
using Daypass.Core.Iam.Granting;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Roles;

/// <summary>The operations on roles.</summary>
internal sealed class RoleRoutes(IamParts iam)
{
    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        OperationRoute.Of(new CreateRole(iam)),
        iam.Route<GetRoleRequest, GetRoleResponse>(static input => IamTarget.Of(input.RoleName), Get),
        iam.Route<ListRolesRequest, ListRolesResponse>(static input => IamTarget.Under(input.PathPrefix), List),
        iam.Route<UpdateRoleRequest, UpdateRoleResponse>(static input => IamTarget.Of(input.RoleName), Update),
        iam.Route<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse>(static input => IamTarget.Of(input.RoleName), Describe),
        iam.Route<UpdateAssumeRolePolicyRequest, NoOutput>(static input => IamTarget.Of(input.RoleName), Trust),
        iam.Route<DeleteRoleRequest, NoOutput>(static input => IamTarget.Of(input.RoleName), Delete),
    ];

    private async ValueTask<Result<GetRoleResponse>> Get(GetRoleRequest input, OperationContext context)
    {
        if (await iam.Store.Find<Role>(context.Caller.Account, input.RoleName, context.Cancelled) is not { } role)
        {
            return EntityWords.Unknown(EntityKind.Role, input.RoleName);
        }

        return new GetRoleResponse { Role = await ShowInFull(role, context) };
    }

    private ValueTask<Result<ListRolesResponse>> List(ListRolesRequest input, OperationContext context) =>
        iam.List<Role>(PageRequest.Of(ListRolesRequest.Operation, context, input.Marker, input.MaxItems), input.PathPrefix, context.Cancelled)
            .Then(async page =>
            {
                var roles = new List<RoleShape>(page.Items.Count);
                foreach (var role in page.Items)
                {
                    roles.Add(await Show(role, context));
                }

                return (Result<ListRolesResponse>)new ListRolesResponse { Roles = roles, IsTruncated = page.IsTruncated, Marker = page.Marker };
            });

    // A service-linked role keeps its service's maximum; its description is anybody's to edit.
    private ValueTask<Result<UpdateRoleResponse>> Update(UpdateRoleRequest input, OperationContext context) =>
        iam.Store.Change<Role>(
            context.Caller.Account,
            input.RoleName,
            (_, role) => new(role.LinkedService is not null && input.MaxSessionDuration is not null
                ? IamErrors.Protected(role.Name)
                : role with { Description = input.Description ?? role.Description, MaxSessionSeconds = input.MaxSessionDuration ?? Role.DefaultSessionSeconds }),
            context.Cancelled).Then(static _ => new UpdateRoleResponse());

    private ValueTask<Result<UpdateRoleDescriptionResponse>> Describe(UpdateRoleDescriptionRequest input, OperationContext context) =>
        iam.Store.Change<Role>(context.Caller.Account, input.RoleName, (_, role) => new(role with { Description = input.Description }), context.Cancelled)
            .Then(async role => (Result<UpdateRoleDescriptionResponse>)new UpdateRoleDescriptionResponse { Role = await Show(role, context) });

    private async ValueTask<Result<NoOutput>> Trust(UpdateAssumeRolePolicyRequest input, OperationContext context) =>
        iam.Trust.Refuse(input.PolicyDocument, context.Caller.Account) is { } refusal
            ? refusal
            : await iam.Store.ChangeOwn(
                input.RoleName,
                context,
                (transaction, role) => iam.Trust.Resolve(transaction, input.PolicyDocument, context.Cancelled).Then(trust => role with { Trust = trust })).Silent();

    private ValueTask<Result<NoOutput>> Delete(DeleteRoleRequest input, OperationContext context) =>
        iam.Store.Remove<Role>(
            context.Caller.Account,
            input.RoleName,
            async (transaction, role) =>
                role.LinkedService is not null ? IamErrors.Protected(role.Name)
                : GrantsWrites.RefuseDelete(role.Grants) is { } refusal ? refusal
                : await transaction.CountReferrers(role.Account, Relation.HoldsRole, role.Id, context.Cancelled) > 0 ? IamErrors.MustFirst("remove roles from instance profile")
                : null,
            context.Cancelled);

    private async ValueTask<RoleShape> Show(Role role, OperationContext context) =>
        role.ToWire(iam.Arns, await iam.Trust.Show(iam.Store, role.Trust, context.Cancelled)) with { MaxSessionDuration = role.MaxSessionSeconds };

    private async ValueTask<RoleShape> ShowInFull(Role role, OperationContext context)
    {
        var use = await iam.Service.Uses.Find(role.Id, context.Cancelled);
        return await Show(role, context) with
        {
            PermissionsBoundary = role.Grants.Boundary(),
            Tags = role.Tags.OrNone(),
            RoleLastUsed = new RoleLastUsed { LastUsedDate = use?.At, Region = use?.Region },
        };
    }
}
