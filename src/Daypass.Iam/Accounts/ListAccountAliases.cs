namespace Daypass.Iam.Accounts;

/// <summary>Lists the account's alias, if it has one.</summary>
internal sealed class ListAccountAliases(IamServices iam) : IamAccountOperation<ListAccountAliasesRequest, ListAccountAliasesResponse>(iam)
{
    protected override async ValueTask<Result<ListAccountAliasesResponse>> Handle(ListAccountAliasesRequest input, OperationContext context)
    {
        string[] aliases = (await Iam.Store.OwnAccount(context)).Alias is { } alias ? [alias] : [];
        return await Iam.Page(PageRequest.From(input, context), aliases, static name => name)
            .Then(static page => page.In(new ListAccountAliasesResponse { AccountAliases = page.Items }));
    }
}
