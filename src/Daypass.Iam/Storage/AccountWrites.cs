namespace Daypass.Iam.Storage;

/// <summary>Reads and changes the caller's account.</summary>
internal static class AccountWrites
{
    /// <summary>The caller's account; it is there, or the caller would not be.</summary>
    public static async ValueTask<Account> OwnAccount(this IDirectoryReader reader, OperationContext context) =>
        await reader.Find<Account>("", context.Caller.Account, context.Cancelled)
            ?? throw new InvalidOperationException($"Account {context.Caller.Account} called and is not there.");

    /// <summary>Changes the caller's account.</summary>
    public static ValueTask<Result<NoOutput>> ChangeAccount(this IDirectoryStore store, OperationContext context,
        Func<IDirectoryTransaction, Account, ValueTask<Result<Account>>> change) =>
        store.Write<NoOutput>(
            async transaction =>
            {
                var account = await transaction.OwnAccount(context);
                var changed = await change(transaction, account);
                if (!changed.Succeeded)
                {
                    return changed.Error;
                }

                return await transaction.TryUpdate(account, changed.Value, context.Cancelled) ? NoOutput.Instance : IamErrors.ConcurrentModification;
            },
            context.Cancelled);
}
