namespace Daypass.Iam.ServiceLinkedRoles;

/// <summary>Makes the role of a service, which only its service's operations may change.</summary>
internal sealed class CreateServiceLinkedRole(IamServices iam) : CreateOperation<CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse>(
    iam,
    IamResource.Role,
    static input => (ServiceLinkedRoleTemplate.PathOf(input.AwsServiceName),
        ServiceLinkedRoleTemplates.Find(input.AwsServiceName)?.NameWith(input.CustomSuffix) ?? ""),
    PermissionKeys.ServiceName)
{
    private const int LongestName = 64;

    protected override IamRequestKeys KeysOf(CreateServiceLinkedRoleRequest input) => new() { Service = input.AwsServiceName };

    protected override async ValueTask<Result<CreateServiceLinkedRoleResponse>> Handle(CreateServiceLinkedRoleRequest input, OperationContext context)
    {
        if (ServiceLinkedRoleTemplates.Find(input.AwsServiceName) is not { } template)
        {
            return CommonErrors.AccessDenied($"Cannot find Service Linked Role template for {input.AwsServiceName}");
        }

        if (input.CustomSuffix is not null && !template.TakesSuffix)
        {
            return IamErrors.InvalidInput($"Custom suffix is not allowed for {input.AwsServiceName}");
        }

        var name = template.NameWith(input.CustomSuffix);
        if (name.Length > LongestName)
        {
            return IamErrors.InvalidInput($"The name of the role, {name}, has more than {LongestName} characters.");
        }

        var added = await Iam.Store.Write<Role>(
            async transaction =>
            {
                await template.AddPolicies(transaction, Iam.Now, context.Cancelled);
                return await transaction.Add(
                    () => template.Make(name, context.Caller.Account, input.Description, Iam.Arns, Iam.Now),
                    ("RolesPerAccount", Iam.Quotas.Roles),
                    context.Cancelled);
            },
            context.Cancelled);
        if (added.Succeeded)
        {
            return new CreateServiceLinkedRoleResponse { Role = added.Value.ToWire(Iam.Arns, template.TrustWhenMade()) };
        }

        return added.Error.Code == ErrorCode.EntityAlreadyExists
            ? IamErrors.InvalidInput($"Service role name {name} has been taken in this account, please try a different suffix.")
            : added.Error;
    }
}
