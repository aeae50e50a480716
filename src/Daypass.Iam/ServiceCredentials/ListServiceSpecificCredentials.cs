namespace Daypass.Iam.ServiceCredentials;

/// <summary>Lists the credentials for services of one user or of all, without their secrets.</summary>
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
        ListServiceSpecificCredentialsRequest input, Result<Owner> target, OperationContext context)
    {
        if (!target.Succeeded)
        {
            return target.Error;
        }

        // An empty name is taken for none.
        string? service = null;
        if (input.ServiceName is { Length: > 0 } name)
        {
            var found = ServiceCredentialAnswers.FindService(name);
            if (!found.Succeeded)
            {
                return found.Error;
            }

            service = found.Value.Name;
        }

        var owner = target.Value;
        var source = input.AllUsers is true
            ? Iam.Listing<ServiceCredential>(owner.Account, null, context.Cancelled)
            : Iam.Referrers<ServiceCredential>(owner.Account, Relation.Credential, owner.Id, context.Cancelled);
        return await Iam.Page<ServiceCredential>(PageRequest.From(input, context), OfService(source, service)).Then(page => Show(page, input, owner, context));
    }

    private static PageSource<ServiceCredential> OfService(PageSource<ServiceCredential> source, string? service) => async (after, limit) =>
        (await source(after, limit)).ConvertAll(row => service is null || row.Item!.Service == service ? row : row with { Item = null });

    private async ValueTask<Result<ListServiceSpecificCredentialsResponse>> Show(
        Page<ServiceCredential> page, ListServiceSpecificCredentialsRequest input, Owner owner, OperationContext context)
    {
        var shown = new List<ServiceSpecificCredentialMetadata>(page.Items.Count);
        foreach (var credential in page.Items)
        {
            var user = input.AllUsers is true ? await Iam.Store.FindById<User>(credential.OwnerId, context.Cancelled) : owner.User;
            if (user is not null)
            {
                shown.Add(credential.ToWire(user.Name, context.Now));
            }
        }

        return new ListServiceSpecificCredentialsResponse { ServiceSpecificCredentials = shown, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
