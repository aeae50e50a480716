using Daypass.Core.Directory;

namespace Daypass.Iam.Storage;

/// <summary>Whose credential a request means: a user's, or root's.</summary>
/// <param name="Account">The account.</param>
/// <param name="User">The user; null for root.</param>
internal sealed record Owner(string Account, User? User)
{
    /// <summary>The unique id by which credentials name their owner.</summary>
    public string Id => User?.Id ?? Account;

    /// <summary>The name answers show.</summary>
    public string Name => User?.Name ?? "root";

    /// <summary>What a permission is asked about, with the name by which a request asks for it.</summary>
    public PermissionSubject ToSubject(EntityArns arns, string? asked = null) => User is { } user
        ? PermissionSubject.From(user, IamResource.User, arns, asked)
        : new PermissionSubject(arns.Root(Account), Account) { Asked = asked };

    /// <summary>The owner as it is in this transaction, if what was allowed about the one is allowed about the other.</summary>
    public async ValueTask<Result<Owner>> Current(IDirectoryReader reader, CancellationToken cancelled)
    {
        if (User is null)
        {
            return this;
        }

        var current = await reader.Current(User, cancelled);
        return current.Succeeded ? this with { User = current.Value } : current.Error;
    }

    /// <summary>The user of that name; the caller when there is no name. A role session, which is no user, must give one.</summary>
    public static async ValueTask<Result<Owner>> Find(IDirectoryReader reader, string? userName, OperationContext context)
    {
        var caller = context.Caller;
        if (userName is not null)
        {
            return await reader.Find<User>(caller.Account, userName, context.Cancelled) is { } named
                ? new Owner(caller.Account, named)
                : EntityMessages.Unknown(EntityKind.User, userName);
        }

        if (caller.Kind is CallerKind.RoleSession)
        {
            return IamErrors.NameNeeded;
        }

        if (caller.User is not { } self)
        {
            return new Owner(caller.Account, null);
        }

        return await reader.FindById<User>(self.User.Id, context.Cancelled) is { } user
            ? new Owner(caller.Account, user)
            : EntityMessages.Unknown(EntityKind.User, self.User.Name);
    }
}
