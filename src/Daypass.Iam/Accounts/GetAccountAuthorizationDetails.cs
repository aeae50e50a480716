using Daypass.Core.Directory;

namespace Daypass.Iam.Accounts;

/// <summary>Lists users, groups, roles and managed policies with everything that gives permissions: several lists under one marker.</summary>
internal sealed class GetAccountAuthorizationDetails(IamServices iam)
    : IamAccountOperation<GetAccountAuthorizationDetailsRequest, GetAccountAuthorizationDetailsResponse>(iam)
{
    private static readonly AwsError ForeignMarker = IamErrors.Invalid("Marker and Filter do not match");

    private readonly AuthorizationDetails _details = new(iam);

    protected override async ValueTask<Result<GetAccountAuthorizationDetailsResponse>> Handle(
        GetAccountAuthorizationDetailsRequest input, OperationContext context)
    {
        // A marker counts among the lists that were asked for, so it fits no others.
        var request = PageRequest.From(input, context);
        var filters = string.Join(',', input.Filter.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var page = await Iam.Page(request with { Operation = $"{request.Operation} {filters}" }, Sources(input, context));
        if (!page.Succeeded)
        {
            return page.Error == IamErrors.InvalidMarker ? ForeignMarker : page.Error;
        }

        return page.Value.In(new GetAccountAuthorizationDetailsResponse
        {
            UserDetailList = [.. page.Value.Items.OfType<UserDetail>()],
            GroupDetailList = [.. page.Value.Items.OfType<GroupDetail>()],
            RoleDetailList = [.. page.Value.Items.OfType<RoleDetail>()],
            Policies = [.. page.Value.Items.OfType<ManagedPolicyDetail>()],
        });
    }

    private List<PageSource<object>> Sources(GetAccountAuthorizationDetailsRequest input, OperationContext context)
    {
        var (account, sources) = (context.Caller.Account, new List<PageSource<object>>());

        // In the order in which AWS fills its pages.
        Add<User>("User", account, async user => await _details.Describe(user, context));
        Add<Role>("Role", account, async role => await _details.Describe(role, context));
        Add<Group>("Group", account, async group => await _details.Describe(group));
        Add<ManagedPolicy>("LocalManagedPolicy", account, async policy => (await _details.Describe(policy, context)).Detail);

        // Of the shared ones only those the account uses, as at AWS.
        Add<ManagedPolicy>("AWSManagedPolicy", EntityArns.SharedAccount,
            async policy => await _details.Describe(policy, context) is { IsUsed: true } used ? used.Detail : null);
        return sources;

        void Add<T>(string filter, string owner, Func<T, ValueTask<object?>> show) where T : class, IEntity<T>
        {
            if (input.Filter.Count == 0 || input.Filter.Contains(filter))
            {
                sources.Add(Source(owner, show, context));
            }
        }
    }

    private PageSource<object> Source<T>(string owner, Func<T, ValueTask<object?>> show, OperationContext context)
        where T : class, IEntity<T> => async (after, limit) =>
    {
        var rows = new List<Listed<object>>(limit);
        foreach (var entity in await Iam.Store.List<T>(owner, "/", after, limit, context.Cancelled))
        {
            rows.Add(new Listed<object>(EntityKey.Fold(entity.Name), await show(entity)));
        }

        return rows;
    };
}
