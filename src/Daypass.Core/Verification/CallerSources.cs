using Daypass.Core.Directory;
using Daypass.Core.Stores;
using Daypass.Protocol;

namespace Daypass.Core.Verification;

/// <summary>Names everything that the answer about a caller was made of.</summary>
internal sealed class CallerSources(EntityDirectory directory, KeyedNames names)
{
    /// <summary>The names, each once, in no order that says anything.</summary>
    public async ValueTask<IReadOnlyList<string>> Find(Caller caller, CancellationToken cancelled)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal)
        {
            names.Everything,
            names.Of(new EntityKey(EntityKind.Account, "", caller.Account)),
        };
        if (caller.User is { } user)
        {
            found.Add(names.Of(new EntityKey(EntityKind.User, "", user.User.Id)));
            AddGrants(found, user);
            foreach (var id in user.User.Groups)
            {
                found.Add(names.Of(new EntityKey(EntityKind.Group, "", id)));
                if (await directory.FindGroup(id, cancelled) is { } group)
                {
                    AddGrants(found, group);
                }
            }
        }

        if (caller.Role is { } role)
        {
            found.Add(names.Of(EntityKey.Create(EntityKind.Role, role.Role.Account, role.Role.Name)));
            AddGrants(found, role);
        }

        if (caller.Session is not { } session)
        {
            AddKey(found, caller.AccessKeyId);
            return [.. found];
        }

        found.Add(names.KeyRing);
        AddKey(found, session.Grant.Origin);
        foreach (var ancestor in session.Grant.Ancestors)
        {
            if (AccessKeyId.TryGetAccount(ancestor, out var account))
            {
                found.Add(names.Of(new EntityKey(EntityKind.Account, "", account.ToString())));
            }
        }

        AddPolicy(found, session.Grant.TaskPolicyArn);
        foreach (var arn in session.Grant.PolicyArns)
        {
            AddPolicy(found, arn);
        }

        return [.. found];
    }

    private void AddGrants(SortedSet<string> found, GrantsEntry entry)
    {
        AddPolicy(found, entry.Grants.Boundary);
        foreach (var arn in entry.Grants.Attached)
        {
            AddPolicy(found, arn);
        }
    }

    // An origin that is no key names nothing, and costs nothing.
    private void AddKey(SortedSet<string> found, string? id)
    {
        if (id is not null)
        {
            found.Add(names.Of(new EntityKey(EntityKind.AccessKey, "", id)));
        }
    }

    private void AddPolicy(SortedSet<string> found, string? text)
    {
        if (text is not null && Arn.TryParse(text, out var arn))
        {
            found.Add(names.Of(EntityKey.Create(EntityKind.ManagedPolicy, arn.Account.ToString(), arn.ResourceName.ToString())));
        }
    }
}
