using Daypass.Core.Entities;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Iam.Tags;
using Daypass.Core.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Roles;

/// <summary>Makes a role. It cannot trust itself yet: there is none of its name when its trust policy is resolved.</summary>
internal sealed class CreateRole(IamParts iam) : IamOperation<CreateRoleRequest, CreateRoleResponse>(iam)
{
    public override async ValueTask<Result<CreateRoleResponse>> Handle(CreateRoleRequest input, OperationContext context)
    {
        var tags = EntityTags.Of(input.Tags, Iam.Quotas);
        if ((tags.Error ?? Iam.Trust.Refuse(input.AssumeRolePolicyDocument, context.Caller.Account)) is { } refusal)
        {
            return refusal;
        }

        if (input.Path is { } path && path.StartsWith(Role.LinkedPath, StringComparison.Ordinal))
        {
            return IamErrors.InvalidInput($"Paths that begin with {Role.LinkedPath} are for service-linked roles.");
        }

        var account = AccountId.Parse(context.Caller.Account);
        return await Iam.Store.Write<Role>(
            transaction => Iam.Trust.Resolve(transaction, input.AssumeRolePolicyDocument, context.Cancelled).Then(async trust =>
                await Boundaries.Refuse(transaction, Iam, input.PermissionsBoundary, context) ?? await transaction.Add(
                    () => new Role
                    {
                        Account = context.Caller.Account,
                        Name = input.RoleName,
                        Id = UniqueId.New(UniqueIdKind.Role, account),
                        Path = input.Path ?? "/",
                        CreatedAt = Iam.Now,
                        Trust = trust,
                        Description = input.Description,
                        MaxSessionSeconds = input.MaxSessionDuration ?? Role.DefaultSessionSeconds,
                        Tags = tags.Value!,
                        Grants = Grants.None with { Boundary = input.PermissionsBoundary },
                    },
                    ("RolesPerAccount", Iam.Quotas.Roles),
                    context.Cancelled)),
            context.Cancelled).Then(role => new CreateRoleResponse
            {
                Role = role.ToWire(Iam.Arns, role.Trust.Document) with { PermissionsBoundary = role.Grants.Boundary(), Tags = role.Tags.OrNone() },
            });
    }

    protected override IamTarget Target(CreateRoleRequest input) =>
        IamTarget.Make(input.Path, input.RoleName) with { Tags = input.Tags, Boundary = input.PermissionsBoundary };
}
