namespace Daypass.Iam.Accounts;

/// <summary>Gives the account an alias, unique on this server; it takes the old one's place.</summary>
internal sealed class CreateAccountAlias(IamServices iam) : IamAccountOperation<CreateAccountAliasRequest, NoOutput>(iam)
{
    /// <summary>It would be an account id. AWS's sentence about other wrong aliases; what it says here is not known.</summary>
    private static readonly AwsError TwelveDigits = IamErrors.Invalid(
        "The specified value for accountAlias is invalid. It must be a minimum length of 3 characters and maximum length of 63 characters, "
        + "contain only digits, lowercase letters, and hyphens (-), but cannot begin or end with a hyphen.");

    protected override async ValueTask<Result<NoOutput>> Handle(CreateAccountAliasRequest input, OperationContext context)
    {
        var alias = input.AccountAlias;
        if (alias.Length == 12 && !alias.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return TwelveDigits;
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
