using Daypass.Core.Entities;
using Daypass.Core.Iam.Records;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Iam.Roles;

/// <summary>What every write to a role keeps to.</summary>
internal static class RoleRules
{
    /// <summary>Changes a role that is no service's.</summary>
    public static ValueTask<Result<Role>> ChangeOwn(this IDirectoryStore store, string name, OperationContext context, Func<IDirectoryTransaction, Role, ValueTask<Result<Role>>> change) =>
        store.Change<Role>(
            context.Caller.Account,
            name,
            (transaction, role) => role.LinkedService is null ? change(transaction, role) : new(IamErrors.Protected(role.Name)),
            context.Cancelled);
}
