using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Iam.Records;

/// <summary>Whose credential a request means: a user's, or root's.</summary>
/// <param name="Account">The account.</param>
/// <param name="User">The user; null for root.</param>
internal sealed record Owner(string Account, User? User)
{
    /// <summary>The unique id by which credentials name their owner.</summary>
    public string Id => User?.Id ?? Account;

    /// <summary>The name answers show.</summary>
    public string Name => User?.Name ?? "root";
}

/// <summary>Finds whom an operation means whose user name may be left out: then it is the caller.</summary>
internal static class Owners
{
    /// <summary>The user of that name, or the caller.</summary>
    public static async ValueTask<Result<Owner>> Find(IDirectoryReader reader, string? userName, OperationContext context)
    {
        var caller = context.Caller;
        if (userName is not null)
        {
            return await reader.Find<User>(caller.Account, userName, context.Cancelled) is { } named
                ? new Owner(caller.Account, named)
                : EntityWords.Unknown(EntityKind.User, userName);
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
            : EntityWords.Unknown(EntityKind.User, self.User.Name);
    }
}
