using Daypass.Iam.ServiceLinkedRoles;

namespace Daypass.Iam.Accounts;

/// <summary>Switches something on or off in the account. Role Manager comes with the role of its service: both, or neither.</summary>
internal sealed class PutAccountProperties(IamServices iam) : IamOperation<PutAccountPropertiesRequest, NoTarget, PutAccountPropertiesResponse>(
    iam,
    new IamPermission(PutAccountPropertiesRequest.Operation.Name, IamResource.Account, IamScope.Account, PermissionKeys.PropertyNamespaces)
    {
        AlsoActions = ["iam:CreateServiceLinkedRole"],
    })
{
    private const string Service = "role-manager.iam.amazonaws.com";

    private static readonly ServiceLinkedRoleTemplate Linked = ServiceLinkedRoleTemplates.Find(Service)!;

    protected override IamRequestKeys KeysOf(PutAccountPropertiesRequest input) => new()
    {
        PropertyNamespaces = AccountProperties.NamespacesOf(input.Properties),
    };

    protected override ValueTask<Result<Demand<NoTarget>>> Resolve(PutAccountPropertiesRequest request, OperationContext context)
    {
        var account = context.Caller.Account;
        Access[] role = AccountProperties.SwitchesOn(request.Properties)
            ? [new Access("iam:CreateServiceLinkedRole", Iam.Arns.Iam(account, "role", ServiceLinkedRoleTemplate.PathOf(Service), Linked.RoleName))
                { Keys = [new(PermissionKeyNames.ServiceName, Service)] }]
            : [];
        return new(Require(new PermissionSubject("*", account), default, request, context, role));
    }

    protected override async ValueTask<Result<PutAccountPropertiesResponse>> Handle(
        PutAccountPropertiesRequest request, NoTarget target, OperationContext context)
    {
        // No property at all is told as AWS tells it, as if the parameter were missing.
        var refusal = request.Properties.Count == 0
            ? CommonErrors.ValidationError("1 validation error detected: Value at 'properties' failed to satisfy constraint: Member must not be null")
            : AccountProperties.Validate(request.Properties);
        if (refusal is not null)
        {
            return refusal;
        }

        var switchOn = AccountProperties.SwitchesOn(request.Properties);
        var changed = await Iam.Store.Write<NoOutput>(
            async transaction =>
            {
                var account = await transaction.OwnAccount(context);
                if (switchOn && await transaction.Find<Role>(account.Id, Linked.RoleName, context.Cancelled) is null)
                {
                    await Linked.AddPolicies(transaction, Iam.Now, context.Cancelled);
                    var added = await transaction.Add(
                        () => Linked.Make(Linked.RoleName, account.Id, null, Iam.Arns, Iam.Now), ("RolesPerAccount", Iam.Quotas.Roles), context.Cancelled);
                    if (!added.Succeeded)
                    {
                        return added.Error;
                    }
                }

                return account.RoleManager == switchOn || await transaction.TryUpdate(account, account with { RoleManager = switchOn }, context.Cancelled)
                    ? NoOutput.Instance
                    : IamErrors.ConcurrentModification;
            },
            context.Cancelled);
        return changed.Succeeded ? new PutAccountPropertiesResponse() : changed.Error;
    }
}
