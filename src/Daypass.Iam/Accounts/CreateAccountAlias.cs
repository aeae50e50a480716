namespace Daypass.Iam.Accounts;

/// <summary>Gives the account an alias, unique on this server; it takes the old one's place.</summary>
internal sealed class CreateAccountAlias(IamServices iam) : IamAccountOperation<CreateAccountAliasRequest, NoOutput>(iam)
{
    protected override async ValueTask<Result<NoOutput>> Handle(CreateAccountAliasRequest input, OperationContext context)
    {
        var alias = input.AccountAlias;
        if (alias.Length == 12 && !alias.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return IamErrors.InvalidInput("An account alias cannot be twelve digits, which would be an account id.");
        }

        return await Iam.Store.ChangeAccount(context, async (transaction, account) =>
            await FindOwner(transaction, alias, context.Cancelled) is { } owner && owner != account.Id
                ? IamErrors.AlreadyExists($"The account alias {alias} already exists.")
                : account with { Alias = alias });
    }

    private static async ValueTask<string?> FindOwner(IDirectoryReader reader, string alias, CancellationToken cancelled)
    {
        await foreach (var account in reader.All<Account>("", cancelled))
        {
            if (account.Alias == alias)
            {
                return account.Id;
            }
        }

        return null;
    }
}
