using Daypass.Protocol;

namespace Daypass.Iam.ServiceLinkedRoles;

/// <summary>Makes the role of a service, which only its service's operations may change.</summary>
internal sealed class CreateServiceLinkedRole(IamServices iam) : CreateOperation<CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse>(
    iam,
    IamResource.Role,
    static input => (ServiceLinkedRoleNames.PathOf(input.AwsServiceName), ServiceLinkedRoleNames.Find(input.AwsServiceName, input.CustomSuffix) ?? ""),
    PermissionKeys.ServiceName)
{
    protected override IamRequestKeys KeysOf(CreateServiceLinkedRoleRequest input) => new() { Service = input.AwsServiceName };

    protected override async ValueTask<Result<CreateServiceLinkedRoleResponse>> Handle(CreateServiceLinkedRoleRequest input, OperationContext context)
    {
        if (ServiceLinkedRoleNames.Find(input.AwsServiceName, input.CustomSuffix) is not { Length: <= 64 } name)
        {
            return IamErrors.InvalidInput($"{input.AwsServiceName} is not the name of a service that can have a service-linked role.");
        }

        var document =
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["{{input.AwsServiceName}}"]},"Action":["sts:AssumeRole"]}]}""";
        if (Iam.Trust.Validate(document, context.Caller.Account) is { } refusal)
        {
            return refusal;
        }

        var added = await Iam.Store.Write<Role>(
            transaction => transaction.Add(
                () => new Role
                {
                    Account = context.Caller.Account,
                    Name = name,
                    Id = UniqueId.New(UniqueIdKind.Role, AccountId.Parse(context.Caller.Account)),
                    Path = ServiceLinkedRoleNames.PathOf(input.AwsServiceName),
                    CreatedAt = Iam.Now,
                    Trust = new TrustPolicy { Document = document },
                    Description = input.Description,
                    LinkedService = input.AwsServiceName,
                },
                ("RolesPerAccount", Iam.Quotas.Roles),
                context.Cancelled),
            context.Cancelled);
        return added.Succeeded ? new CreateServiceLinkedRoleResponse { Role = added.Value.ToWire(Iam.Arns, document) }
            : added.Error.Code == ErrorCode.EntityAlreadyExists
                ? IamErrors.InvalidInput($"Service role name {name} has been taken in this account, please try a different suffix.")
            : added.Error;
    }
}
