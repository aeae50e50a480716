namespace Daypass.Iam.Accounts;

/// <summary>Says what is switched on in the account.</summary>
internal sealed class GetAccountProperties(IamServices iam) : UntargetedOperation<GetAccountPropertiesRequest, GetAccountPropertiesResponse>(
    iam, new IamPermission(GetAccountPropertiesRequest.Operation.Name, IamResource.Account, IamScope.Account, PermissionKeys.PropertyNamespaces))
{
    protected override string ResourceOf(GetAccountPropertiesRequest input, string account) => "*";

    protected override IamRequestKeys KeysOf(GetAccountPropertiesRequest input) => new() { PropertyNamespaces = AccountProperties.Namespaces };

    protected override async ValueTask<Result<GetAccountPropertiesResponse>> Handle(GetAccountPropertiesRequest input, OperationContext context) =>
        new GetAccountPropertiesResponse { Properties = AccountProperties.Of(await Iam.Store.OwnAccount(context)) };
}
