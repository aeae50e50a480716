namespace Daypass.Iam.AccessKeys;

/// <summary>Says when an access key was used last. Its owner is the resource.</summary>
internal sealed class GetAccessKeyLastUsed(IamServices iam)
    : IamOperation<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsed.Target, GetAccessKeyLastUsedResponse>(
    iam, new IamPermission(GetAccessKeyLastUsedRequest.Operation.Name, IamResource.User, IamScope.Existing))
{
    protected override async ValueTask<Result<Demand<Target>>> Resolve(GetAccessKeyLastUsedRequest input, OperationContext context)
    {
        var account = context.Caller.Account;
        if (await Iam.Store.Find<AccessKey>("", input.AccessKeyId, context.Cancelled) is not { } key || key.OwnerAccount != account)
        {
            var nobody = new PermissionSubject(Iam.Arns.Iam(account, "user", "/", "*"), account) { Asked = input.AccessKeyId };
            return Require(nobody, new Target(null, null), input, context);
        }

        var user = key.UserId is { } id ? await Iam.Store.FindById<User>(id, context.Cancelled) : null;
        return Require(new Owner(account, user).ToSubject(Iam.Arns, input.AccessKeyId), new Target(key, user), input, context);
    }

    protected override async ValueTask<Result<GetAccessKeyLastUsedResponse>> Handle(GetAccessKeyLastUsedRequest input, Target target, OperationContext context)
    {
        if (target.Key is not { } key)
        {
            // The operation declares no error: a key that is not the account's, whether another has it or nobody, reads like a denial.
            return CommonErrors.AccessDenied(
                $"User: {context.Caller.Arn} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key {input.AccessKeyId}");
        }

        var use = await Iam.Uses.Find(key.Id, context.Cancelled);
        return new GetAccessKeyLastUsedResponse
        {
            UserName = target.User?.Name,
            AccessKeyLastUsed = new AccessKeyLastUsed { LastUsedDate = use?.At, ServiceName = use?.Service ?? "N/A", Region = use?.Region ?? "N/A" },
        };
    }

    /// <summary>The key, and the user it belongs to; root's has none.</summary>
    internal sealed record Target(AccessKey? Key, User? User);
}
