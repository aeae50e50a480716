using Daypass.Core.Authentication;
using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Stores;

namespace Daypass.Core.Verification;

/// <summary>The operations of the daypass service: what people's own services ask.</summary>
public static class VerificationOperations
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Operation> Create(
        AuthorizationMessages messages,
        Authenticator authenticator,
        Authorizer authorizer,
        Denials denials,
        IDirectoryStore store,
        EntityDirectory directory,
        ChangeNames names,
        FollowedChanges followed,
        TimeProvider clock) =>
    [
        new CheckAccess(messages, authenticator, authorizer, denials),
        new GetSigningKey(authenticator, authorizer, directory, names, followed),
        new WatchChanges(store, names, followed, clock),
    ];
}
