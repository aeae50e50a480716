namespace Daypass.Iam.OtherCredentials;

/// <summary>Lists credentials this server has none of, of one user or of all.</summary>
internal sealed class ListServiceSpecificCredentials(IamServices iam)
    : IamOperation<ListServiceSpecificCredentialsRequest, Result<Owner>, ListServiceSpecificCredentialsResponse>(
        iam, new IamPermission(ListServiceSpecificCredentialsRequest.Operation.Name, IamResource.User, IamScope.Existing))
{
    protected override async ValueTask<Result<Demand<Result<Owner>>>> Resolve(ListServiceSpecificCredentialsRequest input, OperationContext context)
    {
        var (account, isOfAll) = (context.Caller.Account, input.AllUsers is true);
        var owner = isOfAll ? new Owner(account, null) : await Owner.Find(Iam.Store, input.UserName, context);
        if (!owner.Succeeded && input.UserName is null)
        {
            return owner.Error;
        }

        var subject = !isOfAll && owner.Succeeded
            ? owner.Value.ToSubject(Iam.Arns, input.UserName)
            : new PermissionSubject(Iam.Arns.Iam(account, "user", "/", isOfAll ? "*" : input.UserName!), account);
        return Require(subject, owner, input, context);
    }

    protected override async ValueTask<Result<ListServiceSpecificCredentialsResponse>> Handle(
        ListServiceSpecificCredentialsRequest input, Result<Owner> target, OperationContext context) =>
        target.Succeeded
            ? await Iam.Page<ServiceSpecificCredentialMetadata>(PageRequest.From(input, context), [], static _ => "")
                .Then(static page => new ListServiceSpecificCredentialsResponse { ServiceSpecificCredentials = page.Items })
            : target.Error;
}
