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
        Authenticator authenticator,
        CredentialAuthenticator credentials,
        Authorizer authorizer,
        AccessQuestions questions,
        IDirectoryStore store,
        EntityDirectory directory,
        ChangeNames names,
        FollowedChanges followed,
        TimeProvider clock) =>
    [
        new CheckAccess(authenticator, questions),
        new CheckServiceCredential(credentials, questions),
        new GetSigningKey(authenticator, authorizer, directory, names, followed),
        new GetResourceDocuments(directory, store, names, followed),
        new WatchChanges(store, names, followed, clock),
    ];
}
