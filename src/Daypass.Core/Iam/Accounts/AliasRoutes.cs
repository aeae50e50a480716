using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Accounts;

/// <summary>The account's alias, unique on this server; a new one takes the old one's place.</summary>
internal sealed class AliasRoutes(IamParts iam)
{
    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        iam.Route<CreateAccountAliasRequest, NoOutput>(static _ => IamTarget.None, Create),
        iam.Route<DeleteAccountAliasRequest, NoOutput>(static _ => IamTarget.None, (input, context) => iam.Store.ChangeAccount(context, (_, account) =>
            new(account.Alias == input.AccountAlias ? account with { Alias = null } : IamErrors.NoSuchEntity($"The account alias {input.AccountAlias} cannot be found.")))),
        iam.Route<ListAccountAliasesRequest, ListAccountAliasesResponse>(static _ => IamTarget.None, async (input, context) =>
        {
            string[] aliases = (await iam.Store.OwnAccount(context)).Alias is { } alias ? [alias] : [];
            return await iam.Pager.Read(PageRequest.Of(ListAccountAliasesRequest.Operation, context, input.Marker, input.MaxItems), aliases, static name => name)
                .Then(static page => new ListAccountAliasesResponse { AccountAliases = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker });
        }),
    ];

    private async ValueTask<Result<NoOutput>> Create(CreateAccountAliasRequest input, OperationContext context)
    {
        var alias = input.AccountAlias;
        if (alias.Length == 12 && !alias.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return IamErrors.InvalidInput("An account alias cannot be twelve digits, which would be an account id.");
        }

        return await iam.Store.ChangeAccount(context, async (transaction, account) =>
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
