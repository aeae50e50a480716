using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Sessions;
using Daypass.Policy.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Authentication;

/// <summary>Finds who acts in a session: the role, user or root it was issued for must still be the same one.</summary>
internal static class SessionCallers
{
    /// <summary>
    /// The caller, or the refusal when who the session was issued for is gone, was replaced by a namesake, the account is closed, the operator ended the
    /// session, or the long-term key that a user or root got the session with is inactive or deleted: who switches a leaked key off means what was made of
    /// it, too.
    /// </summary>
    public static async ValueTask<Result<Caller>> Find(EntityDirectory directory, Session session, CancellationToken cancelled)
    {
        var grant = session.Grant;
        if (await directory.FindAccountEntry(grant.Account, cancelled) is not { Account.Closed: false } account)
        {
            return SigningErrors.InvalidClientTokenId(Reasons.SessionIssuerGone.Text);
        }

        if (account.HasEnded(session) || (grant.Ancestors.Count > 0 && await HasEndedElsewhere(directory, account, session, cancelled)))
        {
            return SigningErrors.InvalidClientTokenId(Reasons.SessionEndedByOperator.Text);
        }

        return await FindPrincipal(directory, session, cancelled) is { } caller
            ? caller
            : SigningErrors.InvalidClientTokenId(Reasons.SessionIssuerGone.Text);
    }

    /// <summary>Whether the session descends from a key of another account whose operator ended what it made.</summary>
    private static async ValueTask<bool> HasEndedElsewhere(EntityDirectory directory, AccountEntry own, Session session, CancellationToken cancelled)
    {
        foreach (var ancestor in session.Grant.Ancestors)
        {
            if (AccessKeyId.TryGetAccount(ancestor, out var account) && account != own.Id
                && await directory.FindAccountEntry(account.ToString(), cancelled) is { } other && other.HasEnded(session))
            {
                return true;
            }
        }

        return false;
    }

    private static async ValueTask<Caller?> FindPrincipal(EntityDirectory directory, Session session, CancellationToken cancelled)
    {
        var grant = session.Grant;
        switch (grant.Kind)
        {
            case SessionKind.Role:
            case SessionKind.Delegated when grant.SessionName.Length > 0:
                return await directory.FindRole(grant.Account, grant.PrincipalName, cancelled) is { } role && role.Role.Id == grant.PrincipalId
                    ? ForRole(directory, session, role)
                    : null;
            case SessionKind.RootTask:
                return new Caller(CallerKind.RootTask, Principal.Root(grant.Account, directory.Arns.Partition), grant.Account, grant.Account)
                {
                    AccessKeyId = session.AccessKeyId,
                    Session = session,
                };
            case SessionKind.UserSession or SessionKind.FederatedUser or SessionKind.Delegated:
                if (grant.Kind is not SessionKind.Delegated && grant.Origin is { } key && await directory.FindKey(key, cancelled) is not { Key.Active: true })
                {
                    return null;
                }

                if (grant.PrincipalId == grant.Account)
                {
                    return ForUser(directory, session, null);
                }

                return await directory.FindUser(grant.PrincipalId, cancelled) is { } user ? ForUser(directory, session, user) : null;
            default:
                return null;
        }
    }

    private static Caller ForRole(EntityDirectory directory, Session session, RoleEntry role)
    {
        var grant = session.Grant;
        var arn = directory.Arns.AssumedRole(grant.Account, role.Role.Name, grant.SessionName);
        var kind = grant.Kind is SessionKind.Delegated ? CallerKind.Delegated : CallerKind.RoleSession;
        return new Caller(kind, Principal.RoleSession(arn, role.Arn, role.Role.Id), grant.Account, $"{role.Role.Id}:{grant.SessionName}")
        {
            AccessKeyId = session.AccessKeyId,
            Session = session,
            Role = role,
            Tags = Overlay(role.Role.Tags, grant.Tags),
        };
    }

    private static Caller ForUser(EntityDirectory directory, Session session, UserEntry? user)
    {
        var grant = session.Grant;
        var userArn = user?.Arn ?? directory.Arns.Root(grant.Account);
        var tags = Overlay(user?.User.Tags ?? [], grant.Tags);
        if (grant.Kind is SessionKind.FederatedUser)
        {
            var arn = directory.Arns.FederatedUser(grant.Account, grant.SessionName);
            return new Caller(CallerKind.FederatedUser, Principal.FederatedUser(arn, userArn, user?.User.Id), grant.Account,
                $"{grant.Account}:{grant.SessionName}")
            {
                AccessKeyId = session.AccessKeyId,
                Session = session,
                User = user,
                Tags = tags,
            };
        }

        var principal = user is null ? Principal.Root(grant.Account, directory.Arns.Partition) : Principal.User(userArn, user.User.Id);
        return new Caller(grant.Kind is SessionKind.UserSession ? CallerKind.UserSession : CallerKind.Delegated, principal, grant.Account,
            user?.User.Id ?? grant.Account)
        {
            AccessKeyId = session.AccessKeyId,
            Session = session,
            User = user,
            Tags = tags,
        };
    }

    /// <summary>Session tags over the tags of the role or user, keys without regard to case.</summary>
    private static IReadOnlyList<EntityTag> Overlay(IReadOnlyList<EntityTag> own, IReadOnlyList<SessionTag> session)
    {
        if (session.Count == 0)
        {
            return own;
        }

        var tags = new List<EntityTag>(own.Count + session.Count);
        foreach (var tag in own)
        {
            if (!session.Any(other => string.Equals(other.Key, tag.Key, StringComparison.OrdinalIgnoreCase)))
            {
                tags.Add(tag);
            }
        }

        foreach (var tag in session)
        {
            tags.Add(new EntityTag(tag.Key, tag.Value));
        }

        return tags;
    }
}
