using Daypass.Iam.Documents;
using Daypass.Iam.Tags;
using Daypass.Protocol;

namespace Daypass.Iam.Roles;

/// <summary>Makes a role. It cannot trust itself yet: there is none of its name when its trust policy is resolved.</summary>
internal sealed class CreateRole(IamServices iam) : CreateOperation<CreateRoleRequest, RoleResponse>(
    iam, IamResource.Role, static input => (input.Path, input.RoleName), PermissionKeys.RequestTags | PermissionKeys.Boundary, "iam:TagRole")
{
    protected override IamRequestKeys KeysOf(CreateRoleRequest input) => new() { Tags = input.Tags, Boundary = input.PermissionsBoundary };

    protected override async ValueTask<Result<RoleResponse>> Handle(CreateRoleRequest input, OperationContext context)
    {
        var tags = EntityTags.Create<Role>(input.Tags, Iam.Quotas);
        if ((tags.Error ?? Iam.Trust.Validate(input.AssumeRolePolicyDocument)) is { } refusal)
        {
            return refusal;
        }

        if (input.Path is { } path && path.StartsWith(Role.LinkedPath, StringComparison.Ordinal))
        {
            return IamErrors.InvalidInput($"Path prefix '{Role.LinkedPath}' can only be used for AWS Service linked Roles");
        }

        TrustPolicies.Advise(input.AssumeRolePolicyDocument, context);
        var account = AccountId.Parse(context.Caller.Account);
        return await Iam.Store.Write<Role>(
            transaction => Iam.Trust.Resolve(transaction, input.AssumeRolePolicyDocument, context.Cancelled).Then(async trust =>
                await Boundaries.Validate(transaction, Iam.Arns, input.PermissionsBoundary, context) ?? await transaction.Add(
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
            context.Cancelled).Then(role => new RoleResponse
            {
                Role = role.ToWire(Iam.Arns, role.Trust.Document) with { PermissionsBoundary = role.Grants.Boundary(), Tags = role.Tags.OrNone() },
            });
    }
}
