using Daypass.Core.Directory;

namespace Daypass.Iam.Accounts;

/// <summary>Lists users, groups, roles and managed policies with everything that gives permissions: several lists under one marker.</summary>
internal sealed class GetAccountAuthorizationDetails(IamServices iam)
    : IamAccountOperation<GetAccountAuthorizationDetailsRequest, GetAccountAuthorizationDetailsResponse>(iam)
{
    /// <summary>How many filters there are.</summary>
    private static readonly int FilterCount =
        GetAccountAuthorizationDetailsRequest.Operation.Input.Single(static member => member.Name == "Filter").Element!.Values.Count;

    private static readonly AwsError ForeignMarker = IamErrors.Invalid("Marker and Filter do not match");

    private readonly AuthorizationDetails _details = new(iam);

    protected override async ValueTask<Result<GetAccountAuthorizationDetailsResponse>> Handle(
        GetAccountAuthorizationDetailsRequest input, OperationContext context)
    {
        // A marker counts among the lists that were asked for, so it fits no others.
        var request = PageRequest.From(input, context);
        var listed = request with { Operation = Listing(request, Lists(input)) };
        var page = await Iam.Page(listed, Sources(input, context));
        if (!page.Succeeded)
        {
            return page.Error == IamErrors.InvalidMarker ? Refusal(listed, request) : page.Error;
        }

        return page.Value.In(new GetAccountAuthorizationDetailsResponse
        {
            UserDetailList = [.. page.Value.Items.OfType<UserDetail>()],
            GroupDetailList = [.. page.Value.Items.OfType<GroupDetail>()],
            RoleDetailList = [.. page.Value.Items.OfType<RoleDetail>()],
            Policies = [.. page.Value.Items.OfType<ManagedPolicyDetail>()],
        });
    }

    // Without a filter it lists what all filters list, and goes on where they were.
    private static string Lists(GetAccountAuthorizationDetailsRequest input)
    {
        var filters = input.Filter.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return filters.Count == FilterCount ? "" : string.Join(',', filters);
    }

    private static string Listing(PageRequest request, string lists) => $"{request.Operation} {lists}";

    // AWS speaks of the filter only where there is one, and not when the marker is that of a list of everything.
    private AwsError Refusal(PageRequest listed, PageRequest request)
    {
        var everything = Listing(request, "");
        return listed.Operation == everything || Iam.Markers.Open(everything, request.Account, request.Marker).Succeeded
            ? IamErrors.InvalidMarker
            : ForeignMarker;
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
