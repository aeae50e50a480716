namespace Daypass.Iam.Accounts;

/// <summary>Takes the alias from the account.</summary>
internal sealed class DeleteAccountAlias(IamServices iam) : IamAccountOperation<DeleteAccountAliasRequest, NoOutput>(iam)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteAccountAliasRequest input, OperationContext context) =>
        Iam.Store.ChangeAccount(context, (_, account) => new(account.Alias == input.AccountAlias
            ? account with { Alias = null }
            : IamErrors.NoSuchEntity($"The account alias {input.AccountAlias} cannot be found.")));
}
